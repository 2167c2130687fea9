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

@InputType('RegisterTrainingRunInput', { description: 'A run whose trainer lives elsewhere and reports here.' })
export class RegisterTrainingRunInput {
  @Field(() => ID, { description: 'The experiment that the run belongs to.' })
  experimentId!: string;

  @BoundedText({ rule: TEXTS.trainingName, description: 'What to call it.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The tasks that it learns from, if they are here.' })
  taskSetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The scheme that turns are rewarded under; absent: none.' })
  rewardSchemeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The policy that it starts from, if it is here.' })
  baseCheckpointId?: string | null;

  @Field(() => TrainingEstimatorEnum, { nullable: true, description: 'Makes advantages of rewards; default HYBRID.' })
  estimator?: TrainingEstimatorName | null;

  @Field(() => TrainingEstimatorSettingsInput, { nullable: true, description: 'Its constants.' })
  estimatorSettings?: TrainingEstimatorSettingsInput | null;

  @BoundedText({ nullable: true, rule: TEXTS.note, description: 'What the trainer says of itself, e.g. its settings.' })
  trainer?: string | null;

  @SettingField(EXTERNAL_TRAINING_SETTINGS.heartbeatTimeoutMs)
  heartbeatTimeoutMs?: number | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

@InputType('SendTrainingHeartbeatInput', { description: 'A heartbeat of an EXTERNAL run.' })
export class SendTrainingHeartbeatInput {
  @Field(() => ID, { description: 'The run; EXTERNAL.' })
  trainingRunId!: string;

  @Field(() => ExternalTrainingStateEnum, {
    nullable: true,
    description: 'How the run ended, which is final; absent: it is still running.',
  })
  state?: ExternalTrainingState | null;
}

@InputType('TrainingMetricInput', { description: 'One figure of one step.' })
export class TrainingMetricInput {
  @TextInRow({ rule: TEXTS.metricName, description: 'Which figure.' })
  name!: string;

  @Field(() => Int, { description: 'Update, from 1; 0 for what was measured before the first.' })
  step!: number;

  @Field(() => Float, { nullable: true, description: 'The figure; null where there was nothing to compute it from.' })
  value?: number | null;
}

@InputType('SendTrainingMetricsInput', { description: 'Figures of an EXTERNAL run.' })
export class SendTrainingMetricsInput {
  @Field(() => ID, { description: 'The run; EXTERNAL.' })
  trainingRunId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Attempt that measured them: the newest (default), or one more, which begins it: after a crash of the trainer.',
  })
  attempt?: number | null;

  @BoundedList(() => TrainingMetricInput, { max: EXTERNAL_METRICS.batch, description: 'The figures.' })
  points!: TrainingMetricInput[];
}
