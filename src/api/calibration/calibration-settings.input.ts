import { ESTIMATOR_SETTINGS } from '../../domain/advantages/estimator-settings';
import { ACCEPTANCE_SETTINGS, CALIBRATION_SETTINGS } from '../../domain/calibration/calibration-settings';
import { AUDIT_SETTINGS } from '../../domain/calibration/schemes/audit-scheme';
import { settingsInput } from '../graph/setting-fields';
import { EstimatorEnum, ProposalMethodEnum, ProposalStatisticEnum, StandardDeviationEnum } from './calibration-enums';

export const EstimatorSettingsInput = settingsInput('EstimatorSettingsInput', {
  description: 'Constants of the advantage estimators. Each estimator ignores those that its formula does not use.',
  table: ESTIMATOR_SETTINGS,
  types: { standardDeviation: StandardDeviationEnum },
});
export type EstimatorSettingsInput = InstanceType<typeof EstimatorSettingsInput>;

export const AcceptanceInput = settingsInput('AcceptanceInput', {
  description: 'Acceptance conditions.',
  table: ACCEPTANCE_SETTINGS,
  types: {},
});
export type AcceptanceInput = InstanceType<typeof AcceptanceInput>;

export const CalibrationSettingsInput = settingsInput('CalibrationSettingsInput', {
  description: 'Settings of a calibration.',
  table: CALIBRATION_SETTINGS,
  types: {
    statistic: ProposalStatisticEnum,
    method: ProposalMethodEnum,
    estimator: EstimatorEnum,
    estimatorSettings: EstimatorSettingsInput,
    acceptance: AcceptanceInput,
  },
});
export type CalibrationSettingsInput = InstanceType<typeof CalibrationSettingsInput>;

export const AdvantageAuditSettingsInput = settingsInput('AdvantageAuditSettingsInput', {
  description: 'Settings of an advantage audit.',
  table: AUDIT_SETTINGS,
  types: { statistic: ProposalStatisticEnum, estimatorSettings: EstimatorSettingsInput },
});
export type AdvantageAuditSettingsInput = InstanceType<typeof AdvantageAuditSettingsInput>;
