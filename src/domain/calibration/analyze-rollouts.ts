import { auditAdvantages } from '../advantages/audit-advantages';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../advantages/estimator-settings';
import type { EstimatorName } from '../advantages/estimators';
import { classifyRollout } from '../classification/classify-rollout';
import { mapTiers, type PerTier } from '../classification/tier';
import type { ToolKinds } from '../classification/tool-kinds';
import { passHatKOfGlobalTrials } from '../statistics/passes/pass-hat-k';
import { pearson } from '../statistics/association/pearson';
import { withinTaskCorrelation } from '../statistics/association/within-task-correlation';
import type { RecordedRollout } from '../trajectory';
import type { CalibrationInput } from './calibration-input';
import { groupRollouts } from './group-rollouts';
import { packRollouts, type ClassifiedRollout } from './pack-rollouts';
import { isPassing } from './passing';
import { PAPER_SCHEMES, type NamedTierValues } from './schemes/reward-scheme';
import { rewardOutcomeCorrelation } from './schemes/scheme-quality';
import { countTiers } from './tiers/tier-counts';
import { tierPresence } from './tiers/tier-presence';

type AnalyzedEstimator = Extract<EstimatorName, 'GRPO' | 'MT_GRPO' | 'GTPO' | 'HYBRID'>;

/** Statistics of one tier; null means undefined. */
export type AnalyzedTier = {
  readonly turns: number;
  readonly rolloutsWith: number;
  readonly turnShareInPassing: number | null;
  readonly presenceInPassing: number | null;
  readonly presenceInFailing: number | null;
  readonly pointBiserial: number | null;
  readonly withinTaskPointBiserial: number | null;
};

/** Diagnostics of one estimator under one scheme. */
export type AnalyzedEstimatorResult = {
  readonly corr: number | null;
  readonly dead: number | null;
  readonly meanByTier: PerTier<number | null>;
  readonly absShareByTier: PerTier<number | null>;
};

/** The statistics of a result file, in the shape of the reference for calibration. */
export type RolloutAnalysis = {
  readonly rollouts: number;
  readonly turns: number;
  readonly passRate: number | null;
  readonly tiers: PerTier<AnalyzedTier>;
  /** By scheme name: SPARSE, DENSE, IRC. */
  readonly schemes: Readonly<
    Record<
      string,
      {
        readonly meanRewardOutcomeCorr: number | null;
        readonly estimators: Readonly<Record<AnalyzedEstimator, AnalyzedEstimatorResult>>;
      }
    >
  >;
  /** By k, from 1 to the number of trials. */
  readonly passHatK: Readonly<Record<string, number>>;
};

/**
 * Classifies recorded rollouts and computes tier statistics, advantages under the paper's schemes and pass^k, without
 * random draws. All rollouts of a task form one group.
 *
 * @param rollouts of one result file, in any order; those that are not SCORED are skipped
 * @param toolKinds tool kinds of the environment in which they were recorded
 * @returns pass^k is counted as in tau-bench (v1): every task has the number of trials of the whole file
 * @see specs/calibration.md section 7
 */
export function analyzeRollouts(rollouts: readonly RecordedRollout[], toolKinds: ToolKinds): RolloutAnalysis {
  const scored = rollouts.filter(({ reward }) => reward !== null);
  const input = packRollouts(scored.map((rollout) => classifyRecorded(rollout, toolKinds)));
  const passing = input.outcomes.filter(isPassing).length;
  return {
    rollouts: scored.length,
    turns: input.tierCodes.length,
    passRate: scored.length === 0 ? null : passing / scored.length,
    tiers: analyzeTiers(input),
    schemes: Object.fromEntries(PAPER_SCHEMES.map((scheme) => [scheme.name, analyzeScheme(input, scheme)])),
    passHatK: analyzePassHatK(scored),
  };
}

function classifyRecorded({ task, reward, turns }: RecordedRollout, toolKinds: ToolKinds): ClassifiedRollout {
  return {
    taskId: task.externalId,
    groupKey: task.externalId,
    outcome: reward!,
    turns: classifyRollout(task.goldenActions, turns, toolKinds),
  };
}

function analyzeTiers(input: CalibrationInput): PerTier<AnalyzedTier> {
  const presence = tierPresence(input);
  const counts = countTiers(input, presence);
  const { outcomes, taskIndex, taskIds } = input;
  return mapTiers((tier, code) => ({
    turns: counts[tier].turns,
    rolloutsWith: counts[tier].rolloutsWith,
    turnShareInPassing: counts[tier].turnShareInPassing,
    presenceInPassing: counts[tier].presenceInPassing,
    presenceInFailing: counts[tier].presenceInFailing,
    pointBiserial: pearson(presence[code]!, outcomes),
    withinTaskPointBiserial: withinTaskCorrelation({
      x: presence[code]!,
      y: outcomes,
      taskIndex,
      taskCount: taskIds.length,
    }),
  }));
}

function analyzeScheme(input: CalibrationInput, { values }: NamedTierValues): RolloutAnalysis['schemes'][string] {
  const rewarded = groupRollouts(input, values);
  const analyze = (estimator: AnalyzedEstimator): AnalyzedEstimatorResult => {
    const { outcomeCorrelation, deadTurnShare, tiers } = auditAdvantages(estimator, {
      ...rewarded,
      intendedSigns: mapTiers(() => null),
      settings: DEFAULT_ESTIMATOR_SETTINGS,
    });
    return {
      corr: outcomeCorrelation,
      dead: deadTurnShare,
      meanByTier: mapTiers((tier) => tiers[tier].meanAdvantage),
      absShareByTier: mapTiers((tier) => tiers[tier].absoluteShare),
    };
  };
  return {
    meanRewardOutcomeCorr: rewardOutcomeCorrelation(input, values),
    estimators: {
      GRPO: analyze('GRPO'),
      MT_GRPO: analyze('MT_GRPO'),
      GTPO: analyze('GTPO'),
      HYBRID: analyze('HYBRID'),
    },
  };
}

/**
 * Number of trials of the file: its distinct trial numbers, or the max number of rollouts of a task if a trial number
 * repeats within a task.
 */
function analyzePassHatK(scored: readonly RecordedRollout[]): Record<string, number> {
  const tasks = new Map<string, { trials: number; successes: number }>();
  for (const { task, reward } of scored) {
    const counts = tasks.get(task.externalId) ?? { trials: 0, successes: 0 };
    counts.trials += 1;
    if (isPassing(reward!)) counts.successes += 1;
    tasks.set(task.externalId, counts);
  }
  const distinctTrials = new Set(scored.map(({ trial }) => trial)).size;
  const trials = [...tasks.values()].reduce((most, task) => Math.max(most, task.trials), distinctTrials);
  const passHatK = passHatKOfGlobalTrials([...tasks.values()], trials);
  return Object.fromEntries(passHatK.map((value, index) => [String(index + 1), value]));
}
