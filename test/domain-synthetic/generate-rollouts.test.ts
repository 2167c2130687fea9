import { classifyRollout } from '../../src/domain/classification/classify-rollout';
import { TIERS, type Tier } from '../../src/domain/classification/tier';
import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import type { RecordedRollout } from '../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../src/environment/airline/tool-kinds';

/** Pearson correlation, and the same over deviations from the means of each task; written here again as an independent check. */
function correlate(pairs: readonly { task: string; x: number; y: number }[], isWithinTask: boolean): number | null {
  const groupOf = (pair: { task: string }): string => (isWithinTask ? pair.task : 'all');
  const sums = new Map<string, { n: number; x: number; y: number }>();
  for (const pair of pairs) {
    const sum = sums.get(groupOf(pair)) ?? { n: 0, x: 0, y: 0 };
    sums.set(groupOf(pair), { n: sum.n + 1, x: sum.x + pair.x, y: sum.y + pair.y });
  }
  let [xy, xx, yy] = [0, 0, 0];
  for (const pair of pairs) {
    const { n, x, y } = sums.get(groupOf(pair))!;
    xy += (pair.x - x / n) * (pair.y - y / n);
    xx += (pair.x - x / n) ** 2;
    yy += (pair.y - y / n) ** 2;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

function tiersOf(rollout: RecordedRollout): readonly Tier[] {
  return classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS).map((turn) => turn.tier);
}

describe('generateRollouts', () => {
  const large = generateRollouts({ tasks: 50, trials: 120, seed: 7 });
  const presence = large.rollouts.map((rollout) => new Set(tiersOf(rollout)));

  it.each(TIERS)('plants the effect of %s that the classifier finds again', (tier) => {
    const pairs = large.rollouts.map((rollout, index) => ({
      task: rollout.task.externalId,
      x: presence[index]!.has(tier) ? 1 : 0,
      y: rollout.reward!,
    }));
    const planted = large.plantedEffects[tier];
    for (const [expected, isWithinTask] of [
      [planted.rawCorrelation, false],
      [planted.withinTaskCorrelation, true],
    ] as const) {
      const found = correlate(pairs, isWithinTask);
      if (expected === null) expect(found).toBeNull();
      // 6,000 rollouts: the standard error of a correlation is 0.013, so 0.05 is nearly four of them.
      else expect(Math.abs(found! - expected)).toBeLessThan(0.05);
    }
  });

  it('plants the signs that its documentation promises', () => {
    const raw = (tier: Tier): number => large.plantedEffects[tier].rawCorrelation!;
    const within = (tier: Tier): number => large.plantedEffects[tier].withinTaskCorrelation!;
    expect(Math.min(raw('GOLD_EXACT'), within('GOLD_EXACT'))).toBeGreaterThan(0.2);
    for (const tier of ['STATE_CHANGE', 'ERROR', 'DUPLICATE'] as const) {
      expect(Math.max(raw(tier), within(tier))).toBeLessThan(-0.12);
    }
    expect(raw('READ_ONLY')).toBeLessThan(-0.2);
    expect(within('READ_ONLY')).toBe(0);
    expect([raw('SOFT_MATCH'), within('SOFT_MATCH')]).toEqual([0, 0]);
    expect(large.plantedEffects.MESSAGE.rawCorrelation).toBeNull();
  });

  it('makes about 12 turns a rollout and both outcomes, each trial of each task once', () => {
    const turns = large.rollouts.reduce((sum, rollout) => sum + rollout.turns.length, 0);
    expect(turns / large.rollouts.length).toBeGreaterThan(11);
    expect(turns / large.rollouts.length).toBeLessThan(14);
    const passed = large.rollouts.filter((rollout) => rollout.reward === 1).length / large.rollouts.length;
    expect(Math.abs(passed - 0.5)).toBeLessThan(0.05);
    const identities = new Set(large.rollouts.map(({ task, trial }) => `${task.externalId}/${trial}`));
    expect(identities.size).toBe(50 * 120);
  });

  it('gives the same rollouts for the same seed and others for another', () => {
    const settings = { tasks: 5, trials: 3, seed: 11 };
    expect(generateRollouts(settings)).toEqual(generateRollouts(settings));
    expect(generateRollouts({ ...settings, seed: 12 })).not.toEqual(generateRollouts(settings));
  });

  it('refuses counts below one and seeds that are not whole, naming them', () => {
    expect(() => generateRollouts({ tasks: 0, trials: 1, seed: 1 })).toThrow('number of tasks is 0');
    expect(() => generateRollouts({ tasks: 1, trials: 1.5, seed: 1 })).toThrow('number of trials is 1.5');
    expect(() => generateRollouts({ tasks: 1, trials: 1, seed: 0.5 })).toThrow('seed is 0.5');
  });
});
