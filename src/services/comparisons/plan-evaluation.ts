import {
  type EvaluationPlan,
  type EvaluationPlanInput,
  PLAN_SETTINGS,
  type PlanOption,
  planEvaluation,
} from '../../domain/evaluation/plan-evaluation';
import type { ChoiceOf } from '../../domain/settings/settings-of';
import { InvalidInputError } from '../../errors';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import type { TenantStores } from '../../persistence/tenant-stores';
import { comparisonReportFormat } from './stored-comparison-report';

export type PlanChoice = ChoiceOf<typeof PLAN_SETTINGS> & {
  /** Stored comparison whose first pair provides the variances; null for none. */
  readonly pilotComparisonId: string | null;
};

const planSchema = settingsSchema(PLAN_SETTINGS);

/** A plan; figures that depend on the effect are null if no effect was given. */
export type EvaluationPlanAnswer = Omit<EvaluationPlan, 'input'> & {
  readonly input: Omit<EvaluationPlanInput, 'effect'> & { readonly effect: number | null };
};

const WORST_TRIAL_VARIANCE = 0.25;

/**
 * Plans a comparison of two policies: the sample size that an effect needs, or the effect that a design can detect.
 *
 * @throws NotFoundError for a pilot that the organization does not have
 * @throws InvalidInputError for a number out of range, or if neither caller nor pilot provides the variances
 */
export async function planEvaluationFor(
  stores: TenantStores,
  { pilotComparisonId, ...choice }: PlanChoice,
): Promise<EvaluationPlanAnswer> {
  const chosen = parseSettings(planSchema, choice);
  const { effect, alpha, power, tasks, trialOptions } = chosen;
  const pilot = pilotComparisonId === null ? null : await readPilot(stores, pilotComparisonId);
  const trialVariance = chosen.trialVariance ?? pilot?.trialVariance ?? WORST_TRIAL_VARIANCE;
  const differenceVariance = chosen.differenceVariance ?? pilot?.differenceVariance ?? squareOf(effect);
  if (effect === null && tasks === null) {
    throw new InvalidInputError(
      'effect: is missing; set it, or set the number of tasks to compute the detectable effect',
    );
  }
  const given = { alpha, power, trialVariance, differenceVariance, tasks, trialOptions };
  // The smallest effect that the given tasks can detect does not depend on the wanted effect, so any value works.
  const plan = planEvaluation({ ...given, effect: effect ?? 1 });
  if (effect !== null) return plan;
  const options = plan.options.map((option): PlanOption => ({ ...option, ...UNKNOWN }));
  return { ...plan, input: { ...given, effect }, options, cheapest: null, trialsNeededAtHand: null };
}

const UNKNOWN = { tasksNeeded: null, rolloutsNeeded: null, powerAtHand: null };

function squareOf(effect: number | null): number {
  if (effect !== null) return effect ** 2;
  throw new InvalidInputError('differenceVariance: is missing; set it, an effect or a pilot');
}

type PilotVariances = { readonly trialVariance: number | null; readonly differenceVariance: number | null };

/** Unbiased estimates can be outside the range of a variance; they are moved to the nearest possible value. */
async function readPilot(stores: TenantStores, id: string): Promise<PilotVariances> {
  const { reportJson } = await stores.evaluationComparisons.get(id);
  const { pairs } = comparisonReportFormat.read(reportJson, id);
  const { trialVariance, differenceVariance } = pairs[0]!.report.sensitivity;
  return {
    trialVariance: trialVariance === null ? null : Math.min(trialVariance, WORST_TRIAL_VARIANCE),
    differenceVariance: differenceVariance === null ? null : Math.max(0, differenceVariance),
  };
}
