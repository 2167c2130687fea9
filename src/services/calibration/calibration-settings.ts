import { z } from 'zod';
import {
  CALIBRATION_SETTINGS,
  type CalibrationSettings,
  DEFAULT_CALIBRATION_SETTINGS,
} from '../../domain/calibration/calibration-settings';
import { AUDIT_SETTINGS, type AuditSettings } from '../../domain/calibration/schemes/audit-scheme';
import type { NamedTierValues } from '../../domain/calibration/schemes/reward-scheme';
import { mapTiers } from '../../domain/classification/tier';
import type { ChoiceOf } from '../../domain/settings/settings-of';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import { settingsFormat, storedSchema } from '../../settings/stored-settings';

const calibrationSchema = settingsSchema(CALIBRATION_SETTINGS);
const auditSchema = settingsSchema(AUDIT_SETTINGS);

/** Settings chosen by the user; absent members take their defaults. */
export type CalibrationChoice = ChoiceOf<typeof CALIBRATION_SETTINGS>;
export type AuditChoice = ChoiceOf<typeof AUDIT_SETTINGS>;

/**
 * Fills in the defaults of the settings of a calibration.
 *
 * @param anchor scheme from which ANCHORED starts; null for the default
 * @throws InvalidInputError naming each setting that is out of range, and its limit
 */
export function resolveCalibrationSettings(
  chosen: CalibrationChoice,
  anchor: NamedTierValues | null,
): CalibrationSettings {
  const { alpha, ...settings } = parseSettings(calibrationSchema, chosen, 'settings');
  return { ...settings, alpha: alpha ?? 'auto', anchor: anchor ?? DEFAULT_CALIBRATION_SETTINGS.anchor };
}

/**
 * Fills in the defaults of the settings of an audit. @throws InvalidInputError naming each setting that is out of
 * range, and its limit
 */
export function resolveAuditSettings(chosen: AuditChoice): AuditSettings {
  return parseSettings(auditSchema, chosen, 'settings');
}

/** Contents of a row: the settings, and the filter of the rollouts. */
type Stored<Settings> = {
  /** Restricts to the rollouts of this policy; null for all rollouts of the experiment. */
  readonly policyName: string | null;
  readonly settings: Settings;
};

const policyName = z.string().nullable();

const storedCalibration = z.object({
  policyName,
  settings: storedSchema(CALIBRATION_SETTINGS).extend({
    alpha: z.union([z.literal('auto'), z.number()]),
    anchor: z.object({ name: z.string(), values: z.object(mapTiers(() => z.number())) }),
  }),
});

const storedAudit = z.object({ policyName, settings: storedSchema(AUDIT_SETTINGS) });

/** Storage format of the settings of a calibration. */
export const calibrationSettingsFormat = settingsFormat<Stored<CalibrationSettings>>(
  'calibration.settings_json',
  storedCalibration,
);

/** Storage format of the settings of an audit. */
export const auditSettingsFormat = settingsFormat<Stored<AuditSettings>>('advantage_audit.settings_json', storedAudit);
