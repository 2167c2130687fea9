import { EVALUATION_SETTINGS } from '../../domain/evaluation/evaluation-settings';
import { FaultEnum, TrialConventionEnum } from '../../model/enums';
import type { EvaluationChoice } from '../../services/evaluation/evaluation-settings';
import { chosenOf, settingsInput } from '../graph/setting-fields';

const { excludedFaults, ...others } = EVALUATION_SETTINGS;

/** The input calls the excluded faults `withoutFaults`. */
const INPUT_SETTINGS = { ...others, withoutFaults: excludedFaults };

export const EvaluationSettingsInput = settingsInput('EvaluationSettingsInput', {
  description: 'Settings of an evaluation or a comparison.',
  table: INPUT_SETTINGS,
  types: { trialConvention: TrialConventionEnum, withoutFaults: FaultEnum },
});
export type EvaluationSettingsInput = InstanceType<typeof EvaluationSettingsInput>;

/** What the services take. */
export function evaluationChoiceOf(input: EvaluationSettingsInput | null | undefined): EvaluationChoice {
  const { withoutFaults, ...chosen } = chosenOf(INPUT_SETTINGS, input);
  return { ...chosen, ...(withoutFaults !== undefined && { excludedFaults: withoutFaults }) };
}
