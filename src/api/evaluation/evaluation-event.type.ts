import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { type EvaluationState, EvaluationStateEnum } from '../../model/enums';
import { EstimateType, Interval } from './estimate.type';

@ObjectType('PartialFigure', { description: 'pass^k of the tasks that have ended.' })
export class PartialFigureType {
  @Field(() => Int, { description: 'Trials.' })
  k!: number;

  @Field(() => EstimateType, {
    description: 'Its intervals hold for a single look that was planned: read again and again they miss too often.',
  })
  singleLook!: EstimateType;

  @Field(() => Interval, { description: 'Holds at all looks at once; 0 to 1 before the first task has ended.' })
  alwaysValid!: Interval;
}

@ObjectType('PartialEvaluation', { description: 'A look at an evaluation whose collection runs.' })
export class PartialEvaluationType {
  @Field(() => Int, { description: 'Number of this look, from 1.' })
  look!: number;

  @Field(() => Boolean, { description: 'Always true: these are results of a look on the way, not of the evaluation.' })
  isSequential!: boolean;

  @Field(() => String, { description: 'What the two kinds of interval mean.' })
  note!: string;

  @Field(() => Int, { description: 'Tasks all of whose trials were attempted.' })
  tasksEnded!: number;

  @Field(() => Int, { description: 'Tasks some of whose trials were.' })
  tasksRunning!: number;

  @Field(() => Int, { description: 'Tasks in all.' })
  plannedTasks!: number;

  @Field(() => Int, { description: 'Rollouts that are stored.' })
  rolloutsAttempted!: number;

  @Field(() => Int, { description: 'Rollouts in all.' })
  rolloutsPlanned!: number;

  @Field(() => Int, { description: 'Tasks that ended with fewer scored trials than planned: left out of the figures.' })
  tasksNotWholly!: number;

  @Extensions({ assumedLength: 8 })
  @Field(() => [PartialFigureType], {
    description: 'pass^k for each k up to the planned trials; k 1 is the pass rate over tasks.',
  })
  passHatK!: readonly PartialFigureType[];
}

@ObjectType('EvaluationEvent', { description: 'Something that happened to an evaluation.' })
export class EvaluationEvent {
  @Field(() => Int, {
    description: 'Sequence number in the evaluation’s stream, from 1; give the last one as `since` to go on after it.',
  })
  seq!: number;

  @Field(() => String, { description: 'EVALUATION_STARTED, EVALUATION_LOOK or EVALUATION_ENDED; more may come.' })
  kind!: string;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => EvaluationStateEnum, { description: 'Where the evaluation stood.' })
  state!: EvaluationState;

  @Field(() => String, { nullable: true, description: 'Why it failed, else null.' })
  errorMessage!: string | null;

  @Field(() => PartialEvaluationType, { nullable: true, description: 'What the look found; null for other events.' })
  partial!: PartialEvaluationType | null;

  /** Shown as `evaluation`. */
  evaluationId!: string;
}
