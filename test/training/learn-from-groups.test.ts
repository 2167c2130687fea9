import { SPARSE_SCHEME } from '../../src/domain/calibration/schemes/reward-scheme';
import { mapTiers } from '../../src/domain/classification/tier';
import type { TrainingEstimatorName } from '../../src/domain/advantages/estimators';
import { type AssessedGroups, assessGroups } from '../../src/training/assess-groups';
import type { ChosenDecision, CollectedGroup } from '../../src/training/collected-rollout';
import { learnFromGroups, type UpdateLosses } from '../../src/training/learn-from-groups';
import { Learner } from '../../src/training/learner/learner';
import { makeRollout, SOLUTION, WORDS } from './support/made-rollouts';
import { digest, randomModel, SMALL_LEARNER, SMALL_SETTINGS, withScorer } from './support/small-training';

const GROUPS: CollectedGroup[] = [
  [
    makeRollout({ turns: [WORDS, WORDS, SOLUTION], outcome: 1, probability: 0.3, seed: 1 }),
    makeRollout({ turns: [WORDS, WORDS], outcome: 0, probability: 0.6, seed: 2 }),
  ],
  [
    makeRollout({ turns: [WORDS], outcome: 0, probability: 0.9, seed: 3 }),
    makeRollout({ turns: [WORDS, SOLUTION], outcome: 1, probability: 0.2, seed: 4 }),
  ],
];
const DECISIONS = 8;

/** Of one pass over all decisions in one step, so that every figure is that of the policy as it was. */
const SETTINGS = {
  ...SMALL_SETTINGS,
  values: SPARSE_SCHEME.values,
  temperature: 0.4,
  epochs: 1,
  batchDecisions: 100,
  microBatchDecisions: 3,
};

function assess(groups: readonly CollectedGroup[], estimator: TrainingEstimatorName): AssessedGroups {
  const { estimatorSettings } = SETTINGS;
  return assessGroups(groups, {
    values: SPARSE_SCHEME.values,
    estimator,
    estimatorSettings,
    intendedSigns: mapTiers(() => null),
  });
}

describe('learnFromGroups', () => {
  let reference: Uint8Array;
  beforeAll(async () => {
    reference = await randomModel(2);
  });

  async function learn(
    settings: Partial<typeof SMALL_SETTINGS>,
    { groups = GROUPS, signal = new AbortController().signal } = {},
  ): Promise<{ readonly losses: UpdateLosses | null; readonly model: Uint8Array }> {
    const all = { ...SETTINGS, ...settings };
    const learner = await Learner.create(SMALL_LEARNER, { kind: 'SEED', seed: 1 });
    try {
      const losses = await withScorer(reference, (scorer) =>
        learnFromGroups({ settings: all, learner, reference: scorer, signal }, assess(groups, all.estimator), 1),
      );
      return { losses, model: (await learner.save()).model };
    } finally {
      await learner.close();
    }
  }

  /** Log-probabilities of all candidates, by the learner's own forward pass. */
  async function evaluate(start: { kind: 'SEED'; seed: number }, decisions: readonly ChosenDecision[]) {
    const learner = await Learner.create(SMALL_LEARNER, start);
    try {
      return await learner.logProbabilities(
        decisions.map(({ decision }) => decision),
        SETTINGS.temperature,
      );
    } finally {
      await learner.close();
    }
  }

  it('reports what a plain computation gives, whatever the weights', async () => {
    const decisions = GROUPS.flat().flatMap((rollout) => rollout.decisions);
    const own = await evaluate({ kind: 'SEED', seed: 1 }, decisions);
    const other = await evaluate({ kind: 'SEED', seed: 2 }, decisions);
    const advantages = assess(GROUPS, 'DR_GRPO').advantages.flatMap((group) => group.flatMap((each) => [...each]));
    const sums = { kl: 0, entropy: 0, clipShare: 0, policyLoss: 0 };
    decisions.forEach(({ chosen, logProbability }, i) => {
      const current = own[i]![chosen]!;
      const ratio = Math.exp(current - logProbability);
      const clipped = Math.min(Math.max(ratio, 1 - SETTINGS.clipLow), 1 + SETTINGS.clipHigh);
      const surrogate = Math.min(ratio * advantages[i]!, clipped * advantages[i]!);
      const logOfReference = other[i]![chosen]! - current;
      sums.policyLoss -= surrogate;
      sums.clipShare += surrogate < ratio * advantages[i]! ? 1 : 0;
      sums.kl += Math.exp(logOfReference) - logOfReference - 1;
      sums.entropy -= own[i]!.reduce((sum, log) => sum + Math.exp(log) * log, 0);
    });
    expect(sums.clipShare).toBeGreaterThan(0);
    for (const estimator of ['DR_GRPO', 'RLOO'] as const) {
      const { losses } = await learn({ estimator });
      // Of two, RLOO's advantage is twice the deviation from the mean: the loss is linear in it, all else stays.
      const scale = estimator === 'RLOO' ? 2 : 1;
      expect(losses!.policyLoss).toBeCloseTo((scale * sums.policyLoss) / DECISIONS, 5);
      expect(losses!.kl).toBeCloseTo(sums.kl / DECISIONS, 5);
      expect(losses!.entropy).toBeCloseTo(sums.entropy / DECISIONS, 5);
      expect(losses!.clipShare).toBeCloseTo(sums.clipShare / DECISIONS, 6);
      expect(losses).toMatchObject({ steps: 1, valueLoss: null });
    }
  });

  it('divides by the decisions there are, but under DR_GRPO by rollouts times the turn limit', async () => {
    const free = { klCoefficient: 0, entropyCoefficient: 0 };
    const mean = (await learn({ ...free, estimator: 'RLOO' })).losses!.gradientNorm;
    const constant = (await learn({ ...free, estimator: 'DR_GRPO', maxTurns: 10 })).losses!.gradientNorm;
    // Half the advantage, and 1 / (4 rollouts * 10 turns) in place of 1 / 8 decisions.
    expect(constant / mean).toBeCloseTo(0.5 * (DECISIONS / 40), 4);
    const wider = (await learn({ ...free, estimator: 'DR_GRPO', maxTurns: 20 })).losses!.gradientNorm;
    expect(constant / wider).toBeCloseTo(2, 4);
  });

  it('measures the same in micro-batches as at once, and takes a step a batch', async () => {
    const whole = (await learn({ microBatchDecisions: 100 })).losses!;
    const parts = (await learn({ microBatchDecisions: 2 })).losses!;
    for (const name of ['kl', 'entropy', 'clipShare', 'policyLoss', 'gradientNorm'] as const) {
      expect(parts[name]).toBeCloseTo(whole[name], 4);
    }
    expect((await learn({ batchDecisions: 3, epochs: 2 })).losses!.steps).toBe(6);
  });

  it('pulls to the reference as hard as it is told', async () => {
    const kls = [];
    for (const klCoefficient of [0, 5]) {
      kls.push((await learn({ klCoefficient, epochs: 30, learningRate: 0.01 })).losses!.kl);
    }
    expect(kls[1]).toBeLessThan(kls[0]! / 2);
  });

  it('takes no step when nothing has an advantage', async () => {
    const dead = [[GROUPS[0]![0]!, GROUPS[0]![0]!]];
    const { losses, model } = await learn({ klCoefficient: 1 }, { groups: dead });
    expect(losses).toBeNull();
    expect(digest(model)).toBe(digest(await randomModel(1)));
    expect((await learn({}, { groups: [[]] })).losses).toBeNull();
  });

  it('stops between steps when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped by the test'));
    await expect(learn({}, { signal: stop.signal })).rejects.toThrow('stopped by the test');
  });

  it('refuses a choice whose probability was not finite', async () => {
    const [rollout] = GROUPS[0]!;
    const bad = { ...rollout!, decisions: rollout!.decisions.map((each) => ({ ...each, logProbability: -Infinity })) };
    await expect(learn({}, { groups: [[bad, GROUPS[0]![1]!]] })).rejects.toThrow('oldLogProbability is -Infinity');
  });
});
