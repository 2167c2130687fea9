import { Field, ID, InputType } from 'type-graphql';
import type { EstimatorName } from '../../domain/advantages/estimators';
import { DEFAULT_CALIBRATION_SETTINGS as DEFAULTS } from '../../domain/calibration/calibration-settings';
import { RolloutFilterInput } from '../rollouts/rollout-filter.input';
import { EstimatorEnum } from './calibration-enums';
import { EstimatorSettingsInput } from './calibration-settings.input';

@InputType('CompareSchemesInput', { description: 'Two reward schemes, and the rollouts to compare them on.' })
export class CompareSchemesInput {
  @Field(() => ID, { description: 'Experiment whose SCORED rollouts are rewarded.' })
  experimentId!: string;

  @Field(() => ID, { description: 'First reward scheme.' })
  beforeId!: string;

  @Field(() => ID, { description: 'Second reward scheme.' })
  afterId!: string;

  @Field(() => RolloutFilterInput, { nullable: true, description: 'Only rollouts that match. Default: all.' })
  filter?: RolloutFilterInput | null;

  @Field(() => EstimatorEnum, {
    defaultValue: DEFAULTS.estimator,
    description: 'Estimator whose advantages are compared.',
  })
  estimator!: EstimatorName;

  @Field(() => EstimatorSettingsInput, { nullable: true, description: 'Constants of the estimator.' })
  estimatorSettings?: EstimatorSettingsInput | null;
}
