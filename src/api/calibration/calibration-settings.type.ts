import { Field, ObjectType } from 'type-graphql';
import { ESTIMATOR_SETTINGS } from '../../domain/advantages/estimator-settings';
import { ACCEPTANCE_SETTINGS, CALIBRATION_SETTINGS } from '../../domain/calibration/calibration-settings';
import { AUDIT_SETTINGS } from '../../domain/calibration/schemes/audit-scheme';
import type { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import type { Calibration } from '../../model/calibration/calibration.model';
import { auditSettingsFormat, calibrationSettingsFormat } from '../../services/calibration/calibration-settings';
import { settingsType, ValueFields } from '../graph/setting-fields';
import { EstimatorEnum, ProposalMethodEnum, ProposalStatisticEnum, StandardDeviationEnum } from './calibration-enums';

const EstimatorSettingsType = settingsType('EstimatorSettings', {
  description: 'Constants of the advantage estimators.',
  table: ESTIMATOR_SETTINGS,
  types: { standardDeviation: StandardDeviationEnum },
});

const AcceptanceType = settingsType('AcceptanceSettings', {
  description: 'Acceptance conditions.',
  table: ACCEPTANCE_SETTINGS,
  types: {},
});

@ValueFields(CALIBRATION_SETTINGS, {
  statistic: ProposalStatisticEnum,
  method: ProposalMethodEnum,
  estimator: EstimatorEnum,
  estimatorSettings: EstimatorSettingsType,
  acceptance: AcceptanceType,
})
@ObjectType('CalibrationSettings', { description: 'All settings of a calibration.' })
export class CalibrationSettingsType {
  @Field(() => String, { nullable: true, description: 'Only rollouts of the policy with this name. Null: all.' })
  policyName!: string | null;

  @Field(() => String, { description: 'Name of the reward scheme that ANCHORED starts from.' })
  anchorName!: string;
}

@ValueFields(AUDIT_SETTINGS, { statistic: ProposalStatisticEnum, estimatorSettings: EstimatorSettingsType })
@ObjectType('AdvantageAuditSettings', { description: 'All settings of an advantage audit.' })
export class AuditSettingsType {
  @Field(() => String, { nullable: true, description: 'Only rollouts of the policy with this name. Null: all.' })
  policyName!: string | null;
}

export function toCalibrationSettings(calibration: Calibration): CalibrationSettingsType {
  const { policyName, settings } = calibrationSettingsFormat.readRow(calibration, calibration.settingsJson);
  const { alpha, anchor, ...others } = settings;
  const values = { ...others, alpha: alpha === 'auto' ? null : alpha, policyName, anchorName: anchor.name };
  return Object.assign(new CalibrationSettingsType(), values);
}

export function toAuditSettings(audit: AdvantageAudit): AuditSettingsType {
  const { policyName, settings } = auditSettingsFormat.readRow(audit, audit.settingsJson);
  return Object.assign(new AuditSettingsType(), { ...settings, policyName });
}
