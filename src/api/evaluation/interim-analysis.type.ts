import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { EvaluationEventPayload } from '../../services/evaluation/evaluation-event';
import { EstimateType, Interval } from './estimate.type';

@ObjectType('InterimFigure', { description: 'pass^k of the tasks that have ended.' })
export class InterimFigure {
  @Field(() => Int, { description: 'Number of trials, the k of pass^k.' })
  k!: number;

  @Field(() => EstimateType, {
    description:
      'Estimate with intervals for a single analysis planned in advance. Checked repeatedly while results arrive, they miss the true value too often.',
  })
  fixedSample!: EstimateType;

  @Field(() => Interval, {
    description: 'Interval that holds at all interim analyses at once; 0 to 1 before the first task has ended.',
  })
  alwaysValid!: Interval;
}

@ObjectType('InterimAnalysis', { description: 'Partial results of an evaluation whose collection is still running.' })
export class InterimAnalysis {
  @Field(() => Int, { description: 'Number of this interim analysis, from 1.' })
  number!: number;

  @Field(() => Boolean, { description: 'Always true: these are partial results, not those of the evaluation.' })
  isInterim!: boolean;

  @Field(() => String, { description: 'What the two kinds of interval mean.' })
  note!: string;

  @Field(() => Int, { description: 'Tasks all of whose trials were attempted.' })
  tasksEnded!: number;

  @Field(() => Int, { description: 'Tasks some of whose trials were attempted.' })
  tasksRunning!: number;

  @Field(() => Int, { description: 'Total number of tasks.' })
  plannedTasks!: number;

  @Field(() => Int, { description: 'Rollouts stored so far.' })
  rolloutsAttempted!: number;

  @Field(() => Int, { description: 'Total number of rollouts.' })
  rolloutsPlanned!: number;

  @Field(() => Int, {
    description: 'Tasks that ended with fewer scored trials than planned; they are left out of the figures.',
  })
  tasksIncomplete!: number;

  @Extensions({ assumedLength: 8 })
  @Field(() => [InterimFigure], {
    description: 'pass^k for each k up to the planned trials; for k = 1 it is the pass rate over tasks.',
  })
  passHatK!: readonly InterimFigure[];
}

/** A stored interim analysis in its GraphQL shape. */
export function toInterimAnalysis(look: NonNullable<EvaluationEventPayload['partial']>): InterimAnalysis {
  const { look: number, isSequential: isInterim, tasksNotWholly: tasksIncomplete, passHatK, ...figures } = look;
  return Object.assign(new InterimAnalysis(), {
    ...figures,
    number,
    isInterim,
    tasksIncomplete,
    passHatK: passHatK.map(({ k, singleLook: fixedSample, alwaysValid }) => ({ k, fixedSample, alwaysValid })),
  });
}
