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
  /** Stored comparison whose first pair gives the variances; null for none. */
  readonly pilotComparisonId: string | null;
};

const planSchema = settingsSchema(PLAN_SETTINGS);

/** A plan; what rests on the effect is null where none was given. */
export type EvaluationPlanAnswer = Omit<EvaluationPlan, 'input'> & {
  readonly input: Omit<EvaluationPlanInput, 'effect'> & { readonly effect: number | null };
};

const WORST_TRIAL_VARIANCE = 0.25;

/**
 * What a comparison of two policies needs before anyone runs it, or what a given design can show.
 *
 * @throws NotFoundError for a pilot that the organization does not have
 * @throws InvalidInputError for a number out of range, and for variances that neither caller nor pilot gives
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
    throw new InvalidInputError('effect: give it, or the tasks at hand, to ask for the effect that they can show');
  }
  const given = { alpha, power, trialVariance, differenceVariance, tasks, trialOptions };
  // The smallest effect that the tasks at hand can show rests on no wanted effect: any will do.
  const plan = planEvaluation({ ...given, effect: effect ?? 1 });
  if (effect !== null) return plan;
  const options = plan.options.map((option): PlanOption => ({ ...option, ...UNKNOWN }));
  return { ...plan, input: { ...given, effect }, options, cheapest: null, trialsNeededAtHand: null };
}

const UNKNOWN = { tasksNeeded: null, rolloutsNeeded: null, powerAtHand: null };

function squareOf(effect: number | null): number {
  if (effect !== null) return effect ** 2;
  throw new InvalidInputError('differenceVariance: give it, an effect or a pilot');
}

type PilotVariances = { readonly trialVariance: number | null; readonly differenceVariance: number | null };

/** Unbiased estimates can lie where no variance can: they are moved to the nearest that is possible. */
async function readPilot(stores: TenantStores, id: string): Promise<PilotVariances> {
  const { reportJson } = await stores.evaluationComparisons.get(id);
  const { pairs } = comparisonReportFormat.read(reportJson, id);
  const { trialVariance, differenceVariance } = pairs[0]!.report.sensitivity;
  return {
    trialVariance: trialVariance === null ? null : Math.min(trialVariance, WORST_TRIAL_VARIANCE),
    differenceVariance: differenceVariance === null ? null : Math.max(0, differenceVariance),
  };
}
