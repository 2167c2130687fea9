import { auditAllEstimators } from '../src/domain/advantages/audit-advantages';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../src/domain/advantages/estimator-settings';
import { ESTIMATOR_NAMES } from '../src/domain/advantages/estimators';
import { calibrateRound } from '../src/domain/calibration/calibrate-round';
import type { CalibrationInput } from '../src/domain/calibration/calibration-input';
import { DEFAULT_CALIBRATION_SETTINGS } from '../src/domain/calibration/calibration-settings';
import { groupRollouts } from '../src/domain/calibration/group-rollouts';
import { packRollouts } from '../src/domain/calibration/pack-rollouts';
import { DENSE_SCHEME } from '../src/domain/calibration/schemes/reward-scheme';
import { mapTiers, TIERS } from '../src/domain/classification/tier';
import { createRandom } from '../src/domain/random';
import type { BenchRow } from './bench-row';

const TASKS = 1500;
const ROLLOUTS_PER_TASK = 4;
/** 12.5 on average: 75,000 turns over 6,000 rollouts. */
const TURNS_OF_RANK = [10, 12, 13, 15];
const REPETITIONS = 5;
/** The plain loop of the audit takes about a millisecond, too short to time once. */
const PLAIN_REPEATS = 100;
const MAX_CALIBRATION_RATIO = 3;
const MAX_AUDIT_RATIO = 300;
const MAX_MEGABYTES = 512;

/**
 * Calibration and audit of 6,000 rollouts with 75,000 turns, each compared with a plain loop that only sums the same
 * arrays: once per draw (2,000 bootstrap and 2,000 permutation draws), and once per estimator.
 *
 * @returns the best of five runs of each in CPU time, and the peak resident memory of this process. Run it in its own
 *   process, because earlier work counts towards that peak
 */
export function calibrationBench(): Promise<BenchRow[]> {
  const input = syntheticInput();
  const draws = DEFAULT_CALIBRATION_SETTINGS.bootstrapDraws + DEFAULT_CALIBRATION_SETTINGS.permutationDraws;
  const plainDraws = bestSeconds(() => sumArrays(input, draws));
  const calibration = bestSeconds(() => calibrateRound(input, DEFAULT_CALIBRATION_SETTINGS).meanOutcome ?? 0);
  const plainEstimators = bestSeconds(() => sumArrays(input, ESTIMATOR_NAMES.length * PLAIN_REPEATS)) / PLAIN_REPEATS;
  const audit = bestSeconds(() => auditEverything(input));
  const megabytes = process.resourceUsage().maxRSS / 1000;
  return Promise.resolve([
    timeRow(`calibration of ${input.outcomes.length} rollouts, ${input.scores.length} turns, ${draws} draws`, {
      seconds: calibration,
      plainSeconds: plainDraws,
      limit: 'plain loop that sums the same arrays once per draw',
      maxRatio: MAX_CALIBRATION_RATIO,
    }),
    {
      name: 'peak resident memory of calibration and audit',
      value: megabytes,
      unit: 'MB',
      limit: `max ${MAX_MEGABYTES} MB`,
      ratio: megabytes / MAX_MEGABYTES,
      target: 1,
      met: megabytes <= MAX_MEGABYTES,
    },
    timeRow(`audit of ${ESTIMATOR_NAMES.length} estimators on the same rollouts`, {
      seconds: audit,
      plainSeconds: plainEstimators,
      limit: 'plain loop that sums the same arrays once per estimator',
      maxRatio: MAX_AUDIT_RATIO,
    }),
  ]);
}

type Timing = {
  readonly seconds: number;
  readonly plainSeconds: number;
  readonly limit: string;
  readonly maxRatio: number;
};

function timeRow(name: string, { seconds, plainSeconds, limit, maxRatio }: Timing): BenchRow {
  const ratio = seconds / plainSeconds;
  return {
    name,
    value: seconds,
    unit: 's of CPU time',
    limit: `${limit}: ${plainSeconds.toFixed(4)} s; max ${maxRatio} times that`,
    ratio,
    target: maxRatio,
    met: ratio <= maxRatio,
  };
}

/**
 * Random turns of every tier; a rollout's probability to pass depends on its task and on whether it has a golden call.
 */
function syntheticInput(): CalibrationInput {
  const random = createRandom(7);
  const rollouts = Array.from({ length: TASKS * ROLLOUTS_PER_TASK }, (_, i) => {
    const task = Math.floor(i / ROLLOUTS_PER_TASK);
    const turns = Array.from({ length: TURNS_OF_RANK[i % ROLLOUTS_PER_TASK]! }, () => {
      const tier = TIERS[random.integer(0, 3) === 0 ? random.integer(0, TIERS.length - 1) : 4]!;
      return { tier, score: tier === 'SOFT_MATCH' ? 0.75 : 1 };
    });
    const chance = 0.2 + 0.4 * ((task % 10) / 10) + (turns.some(({ tier }) => tier === 'GOLD_EXACT') ? 0.2 : 0);
    const taskId = String(task);
    return { taskId, groupKey: taskId, outcome: random.next() < chance ? 1 : 0, turns };
  });
  return packRollouts(rollouts);
}

function auditEverything(input: CalibrationInput): number {
  const audits = auditAllEstimators({
    ...groupRollouts(input, DENSE_SCHEME.values),
    intendedSigns: mapTiers(() => null),
    settings: DEFAULT_ESTIMATOR_SETTINGS,
  });
  return audits.HYBRID.turns;
}

/** One pass over the rollouts and one over the turns, reading every array by index: the minimal cost of a draw. */
function sumArrays({ taskIndex, outcomes, turnOffsets, tierCodes, scores }: CalibrationInput, times: number): number {
  let sum = 0;
  for (let time = 0; time < times; time += 1) {
    for (let i = 0; i < outcomes.length; i += 1) sum += taskIndex[i]! + outcomes[i]! + turnOffsets[i]!;
    for (let turn = 0; turn < scores.length; turn += 1) sum += tierCodes[turn]! + scores[turn]!;
  }
  return sum;
}

/**
 * CPU time of the fastest of a few runs, so that other work on the machine has little effect. The result is used so
 * that it cannot be optimized away.
 */
function bestSeconds(work: () => number): number {
  let best = Infinity;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = process.cpuUsage();
    if (Number.isNaN(work())) throw new Error('the work returned NaN');
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

if (require.main === module) {
  void calibrationBench().then((rows) => {
    console.table(rows);
  });
}
