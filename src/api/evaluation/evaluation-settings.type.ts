import { EVALUATION_SETTINGS } from '../../domain/evaluation/evaluation-settings';
import { FaultEnum, TrialConventionEnum } from '../../model/enums';
import { settingsType } from '../graph/setting-fields';

export const EvaluationSettingsType = settingsType('EvaluationSettings', {
  description: 'All settings of an evaluation or a comparison.',
  table: EVALUATION_SETTINGS,
  types: { trialConvention: TrialConventionEnum, excludedFaults: FaultEnum },
});
export type EvaluationSettingsType = InstanceType<typeof EvaluationSettingsType>;
