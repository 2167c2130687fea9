import { Field, ID, InputType } from 'type-graphql';
import { PLAN_SETTINGS } from '../../domain/evaluation/plan-evaluation';
import type { PlanChoice } from '../../services/comparisons/plan-evaluation';
import { chosenOf, settingMembers, SettingFields } from '../graph/setting-fields';

@SettingFields(PLAN_SETTINGS, {})
@InputType('PlanEvaluationInput', { description: 'Design of a comparison of two policies.' })
export class PlanEvaluationInput extends settingMembers(PLAN_SETTINGS, Object) {
  @Field(() => ID, {
    nullable: true,
    description: 'Pilot: a stored comparison whose first pair provides the variances.',
  })
  pilotComparisonId?: string | null;
}

/** What the service takes. */
export function planChoiceOf({ pilotComparisonId = null, ...input }: PlanEvaluationInput): PlanChoice {
  return { ...chosenOf(PLAN_SETTINGS, input), pilotComparisonId };
}
