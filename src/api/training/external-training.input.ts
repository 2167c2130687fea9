import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import { type ExternalTrainingState, ExternalTrainingStateEnum } from '../../model/training/training-enums';
import { EXTERNAL_METRICS, EXTERNAL_TRAINING_SETTINGS } from '../../services/training/external-training';
import { TEXTS } from '../../stored-text';
import { BoundedList, BoundedText, TextInRow } from '../guards/argument-limits';
import { SettingField } from '../graph/setting-fields';
import { IdempotencyKey } from '../guards/idempotency-key';
import { TrainingEstimatorEnum } from './training-enums';
import { TrainingEstimatorSettingsInput } from './training-settings.input';

@InputType('RegisterTrainingRunInput', { description: 'A run of an external trainer that reports its progress here.' })
export class RegisterTrainingRunInput {
  @Field(() => ID, { description: 'Experiment that the run belongs to.' })
  experimentId!: string;

  @BoundedText({ rule: TEXTS.trainingName, description: 'Display name.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Task set that the run trains on, if it is stored here.' })
  taskSetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Reward scheme for turns. Default: none.' })
  rewardSchemeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Checkpoint that training starts from, if it is stored here.' })
  baseCheckpointId?: string | null;

  @Field(() => TrainingEstimatorEnum, { nullable: true, description: 'Advantage estimator. Default: HYBRID.' })
  estimator?: TrainingEstimatorName | null;

  @Field(() => TrainingEstimatorSettingsInput, { nullable: true, description: 'Constants of the estimator.' })
  estimatorSettings?: TrainingEstimatorSettingsInput | null;

  @BoundedText({ nullable: true, rule: TEXTS.note, description: 'Free text about the trainer, e.g. its settings.' })
  trainer?: string | null;

  @SettingField(EXTERNAL_TRAINING_SETTINGS.heartbeatTimeoutMs)
  heartbeatTimeoutMs?: number | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

@InputType('SendTrainingHeartbeatInput', { description: 'A heartbeat of an EXTERNAL run.' })
export class SendTrainingHeartbeatInput {
  @Field(() => ID, { description: 'Id of the run, which must be EXTERNAL.' })
  trainingRunId!: string;

  @Field(() => ExternalTrainingStateEnum, {
    nullable: true,
    description: 'Final state if the run has ended; absent while it is running.',
  })
  state?: ExternalTrainingState | null;
}

@InputType('TrainingMetricInput', { description: 'Value of a metric at a step.' })
export class TrainingMetricInput {
  @TextInRow({ rule: TEXTS.metricName, description: 'Metric name.' })
  name!: string;

  @Field(() => Int, { description: 'Update, from 1; 0 for values measured before the first.' })
  step!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Value in the unit of the metric; null if it could not be computed.',
  })
  value?: number | null;
}

@InputType('SendTrainingMetricsInput', { description: 'Metrics of an EXTERNAL run.' })
export class SendTrainingMetricsInput {
  @Field(() => ID, { description: 'Id of the run, which must be EXTERNAL.' })
  trainingRunId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Attempt that measured the values. Default: the newest. The next number starts a new attempt, e.g. after a crash of the trainer.',
  })
  attempt?: number | null;

  @BoundedList(() => TrainingMetricInput, { max: EXTERNAL_METRICS.batch, description: 'The metrics.' })
  points!: TrainingMetricInput[];
}
