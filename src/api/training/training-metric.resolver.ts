import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { TrainingMetric } from '../../model/training/training-metric.model';
import { TrainingRun } from '../../model/training/training-run.model';
import { TrainingWarningRow } from '../../model/training/training-warning.model';
import { InvalidInputError } from '../../errors';
import { describeMetric, TRAINING_METRICS } from '../../services/training/training-metrics';
import { BoundedList } from '../guards/argument-limits';
import { Requires } from '../guards/authorization';
import { streamTraining } from './follow-training';
import type { RequestContext } from '../graph/request-context';
import { TrainingEventType } from './training-event.type';

/** Max metrics, and warnings, in one answer. */
const MOST_METRICS = 20_000;
const MOST_WARNINGS = 1000;
const MOST_NAMES = 100;
/** Cost of a field that reads metrics. */
const METRICS_COST = 2000;

@ArgsType()
class MetricsArgs {
  @BoundedList(() => String, {
    nullable: true,
    max: MOST_NAMES,
    description: 'Only metrics with these names. Default: all.',
  })
  names?: string[] | null;

  @Field(() => Int, { defaultValue: 0, description: 'First step; 0 is the state before training. Default: 0.' })
  fromStep!: number;

  @Field(() => Int, { nullable: true, description: 'Last step. Default: no limit.' })
  toStep?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Only values measured by this attempt. Default: for each step, those of its newest attempt.',
  })
  attempt?: number | null;

  @Field(() => Int, {
    defaultValue: MOST_METRICS,
    description: `Max number of metrics, 1 to ${MOST_METRICS}, counted in order of steps. Continue with \`fromStep\`.`,
  })
  first!: number;
}

@ArgsType()
class FollowTrainingArgs {
  @Field(() => ID, { description: 'Id of the training run.' })
  runId!: string;

  @BoundedList(() => String, {
    nullable: true,
    max: MOST_NAMES,
    description: 'Only metrics with these names. Default: all.',
  })
  names?: string[] | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received; 0 for all events. After a reconnect no event is lost.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowTrainingArgs; readonly context: RequestContext };

@Resolver(() => TrainingRun)
export class TrainingMetricResolver {
  @Requires('READ')
  @Subscription(() => TrainingEventType, {
    description:
      'Metrics, warnings and checkpoints of a training run: events after `since`, then live events. Completes when the run has ended or is paused; LOST is not an end.',
    subscribe: ({ args: { runId, names, since }, context }: Subscriber) =>
      streamTraining(context, { runId, names: names ?? null, since }),
  })
  trainingMetrics(
    @Args(() => FollowTrainingArgs) _args: FollowTrainingArgs,
    @Root() event: TrainingEventType,
  ): TrainingEventType {
    return event;
  }

  @Extensions({ cost: METRICS_COST, assumedLength: 100 })
  @FieldResolver(() => [TrainingMetric], {
    description: `Metrics, sorted by step and name. An EXTERNAL run has those that its trainer sent; our own runs write:\n\n${describeAll()}`,
  })
  metrics(
    @Root() { id }: TrainingRun,
    @Args(() => MetricsArgs) { names, fromStep, toStep, attempt, first }: MetricsArgs,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<TrainingMetric[]> {
    const choice = { names: names ?? null, fromStep, toStep: toStep ?? null, attempt: attempt ?? null };
    const limit = countWithin('first', first, MOST_METRICS);
    return inTenant((stores) => stores.trainingMetrics.read({ trainingRunId: id, ...choice, limit }));
  }

  @Extensions({ cost: METRICS_COST, assumedLength: 50 })
  @FieldResolver(() => [String], { description: 'Names of all metrics of the run, sorted.' })
  metricNames(@Root() { id }: TrainingRun, @Ctx() { inTenant }: RequestContext): Promise<string[]> {
    return inTenant((stores) => stores.trainingMetrics.names(id));
  }

  @Extensions({ assumedLength: 50 })
  @FieldResolver(() => [TrainingWarningRow], { description: 'Warnings, sorted by step.' })
  warnings(
    @Root() { id }: TrainingRun,
    @Arg('attempt', () => Int, {
      nullable: true,
      description: 'Only warnings of this attempt. Default: for each step, those of its newest attempt.',
    })
    attempt: number | null | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: `Max number of warnings, 1 to ${MOST_WARNINGS}.` })
    first: number,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<TrainingWarningRow[]> {
    const limit = countWithin('first', first, MOST_WARNINGS);
    return inTenant((stores) => stores.trainingMetrics.readWarnings(id, attempt ?? null, limit));
  }
}

function describeAll(): string {
  return TRAINING_METRICS.map(({ title, metrics }) => `${title}:\n${metrics.map(describeMetric).join('\n')}`).join(
    '\n\n',
  );
}

function countWithin(field: string, value: number, most: number): number {
  if (value >= 1 && value <= most) return value;
  throw new InvalidInputError(`${field}: is ${value}; it must be 1 to ${most}`);
}
