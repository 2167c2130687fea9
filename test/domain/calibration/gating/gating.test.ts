import { correlationsOf, sumByTask } from '../../../../src/domain/calibration/tiers/task-sums';
import { EMPTY_GATE, gateEvidence, observeGroups } from '../../../../src/domain/calibration/gating/gate-state';
import { proposeGatedValues } from '../../../../src/domain/calibration/gating/propose-gated-values';
import { type ClassifiedRollout, packRollouts } from '../../../../src/domain/calibration/pack-rollouts';
import { DENSE_SCHEME, SPARSE_SCHEME } from '../../../../src/domain/calibration/schemes/reward-scheme';
import { tierPresence } from '../../../../src/domain/calibration/tiers/tier-presence';
import { type Tier, TIERS } from '../../../../src/domain/classification/tier';
import { createRandom } from '../../../../src/domain/random';

function rollout(taskId: string, outcome: number, ...tiers: Tier[]): ClassifiedRollout {
  return { taskId, groupKey: taskId, outcome, turns: tiers.map((tier) => ({ tier, score: 1 })) };
}

/** A tier that helps (GOLD_EXACT), one that hurts (ERROR) and one that means nothing (MESSAGE). */
function drawGroups(count: number, seed: number, gold = 0.8): ClassifiedRollout[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, task) =>
    Array.from({ length: 8 }, () => {
      const isPass = random.next() < 0.5;
      const tiers: Tier[] = ['READ_ONLY'];
      if (random.next() < (isPass ? gold : 1 - gold)) tiers.push('GOLD_EXACT');
      if (random.next() < (isPass ? 0.3 : 0.7)) tiers.push('ERROR');
      if (random.next() < 0.5) tiers.push('MESSAGE');
      return rollout(`task ${task}`, isPass ? 1 : 0, ...tiers);
    }),
  );
}

const SETTINGS = {
  statistic: 'WITHIN_TASK',
  method: 'PROPORTIONAL',
  delta: 0.1,
  alpha: 'auto',
  anchor: DENSE_SCHEME,
  minRollouts: 100,
  tolerance: 0.05,
} as const;

describe('gateEvidence', () => {
  it('is the correlation of a calibration round while nothing is forgotten', () => {
    const groups = drawGroups(40, 3);
    const evidence = gateEvidence(
      observeGroups(observeGroups(EMPTY_GATE, groups.slice(0, 13), 1), groups.slice(13), 1),
    );
    const input = packRollouts(groups.flat());
    const expected = correlationsOf(
      sumByTask(input, tierPresence(input)),
      new Uint32Array(input.taskIds.length).fill(1),
    );
    TIERS.forEach((tier, code) => {
      for (const [actual, wanted] of [
        [evidence[tier].rho, expected.rho[code]!],
        [evidence[tier].withinTaskRho, expected.withinTaskRho[code]!],
      ]) {
        if (wanted === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(wanted!, 12);
      }
    });
    expect(evidence.READ_ONLY).toEqual({ rho: null, withinTaskRho: null });
  });

  it('gives the example worked by hand, with half of the old weight', () => {
    const first = [rollout('a', 1, 'ERROR'), rollout('a', 0)];
    const second = [rollout('b', 0, 'ERROR'), rollout('b', 1)];
    const state = observeGroups(observeGroups(EMPTY_GATE, [first], 1), [second], 0.5);
    // Within sums of x o: 0.5 * 0.5 - 0.5 = -0.25; of x x and o o: 0.5 * 0.5 + 0.5 = 0.75.
    expect(gateEvidence(state).ERROR.withinTaskRho).toBeCloseTo(-1 / 3, 14);
    expect(state.rollouts).toBe(3);
  });

  it('follows a tier that turns from good to bad', () => {
    let state = EMPTY_GATE;
    for (let update = 0; update < 10; update += 1) state = observeGroups(state, drawGroups(8, update), 0.7);
    expect(gateEvidence(state).GOLD_EXACT.withinTaskRho).toBeGreaterThan(0.4);
    for (let update = 10; update < 20; update += 1) state = observeGroups(state, drawGroups(8, update, 0.2), 0.7);
    expect(gateEvidence(state).GOLD_EXACT.withinTaskRho).toBeLessThan(-0.4);
  });

  it('says nothing of an empty memory or of equal outcomes', () => {
    expect(gateEvidence(EMPTY_GATE).ERROR).toEqual({ rho: null, withinTaskRho: null });
    const state = observeGroups(EMPTY_GATE, [[rollout('a', 1, 'ERROR'), rollout('a', 1)], []], 1);
    expect(gateEvidence(state).ERROR).toEqual({ rho: null, withinTaskRho: null });
  });

  it('survives being written as JSON', () => {
    const state = observeGroups(EMPTY_GATE, drawGroups(3, 1), 0.9);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('refuses a forgetting factor out of range and outcomes that are not finite', () => {
    expect(() => observeGroups(EMPTY_GATE, [], 1.1)).toThrow('forgetting is 1.1; it must lie in 0 to 1');
    expect(() => observeGroups(EMPTY_GATE, [[rollout('a', NaN)]], 1)).toThrow('task a has outcome NaN');
  });
});

describe('proposeGatedValues', () => {
  it('changes the values when the evidence differs from them, and not again on the same evidence', () => {
    const state = observeGroups(EMPTY_GATE, drawGroups(40, 5), 1);
    const changed = proposeGatedValues(state, DENSE_SCHEME.values, SETTINGS);
    if (changed.kind !== 'CHANGED') throw new Error(`expected a change, got ${changed.kind}`);
    expect(changed.proposal.values).toMatchObject({ GOLD_EXACT: 1, MESSAGE: 0 });
    expect(changed.proposal.values.ERROR).toBeLessThan(-0.3);
    expect(proposeGatedValues(state, changed.proposal.values, SETTINGS).kind).toBe('UNCHANGED');
  });

  it('waits for enough rollouts', () => {
    const state = observeGroups(EMPTY_GATE, drawGroups(5, 5), 1);
    expect(proposeGatedValues(state, DENSE_SCHEME.values, SETTINGS)).toEqual({
      kind: 'TOO_FEW_ROLLOUTS',
      rollouts: 40,
    });
  });

  it('keeps the values when no tier is discriminative', () => {
    const groups = Array.from({ length: 60 }, (_, i) => [
      rollout(`t${i}`, 1, 'MESSAGE'),
      rollout(`t${i}`, 0, 'MESSAGE'),
    ]);
    const gated = proposeGatedValues(observeGroups(EMPTY_GATE, groups, 1), SPARSE_SCHEME.values, SETTINGS);
    expect(gated.kind).toBe('NO_DISCRIMINATIVE_TIER');
  });
});
