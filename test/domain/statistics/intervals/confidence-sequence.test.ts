import { createRandom } from '../../../../src/domain/random';
import { confidenceSequence } from '../../../../src/domain/statistics/intervals/confidence-sequence';
import { bySuiteSize } from '../../../support/suite-size';

const TEN = [0.5, 0.25, 1, 0, 0.75, 0.5, 0.5, 0, 1, 0.25];

describe('confidenceSequence', () => {
  // An independent numpy 2.4.6 implementation of arXiv 2010.09686, theorem 3, with scipy.optimize.brentq for the ends.
  it.each([
    ['60 tasks', Array.from({ length: 6 }, () => TEN).flat(), 0.95, 0.3499670828534677, 0.6045261319426375],
    ['10 tasks', TEN, 0.95, 0.1858489494233236, 0.7784580574503871],
    ['40 tasks that all failed', new Array<number>(40).fill(0), 0.9, 0.0, 0.13460246811921409],
  ])('of %s is what an independent implementation gives', (_, values, confidence, low, high) => {
    const interval = confidenceSequence(values, confidence);
    expect(interval.low).toBeCloseTo(low, 10);
    expect(interval.high).toBeCloseTo(high, 10);
  });

  it('misses the mean at any of 6 interim analyses in at most 5 % of the runs, where a t-interval misses it more often', () => {
    const random = createRandom(8);
    const runs = bySuiteSize({ plain: 60, full: 300 });
    let missed = 0;
    let missedNaively = 0;
    for (let run = 0; run < runs; run += 1) {
      const values: number[] = [];
      let everMissed = false;
      let everMissedNaively = false;
      for (let look = 1; look <= 60; look += 1) {
        values.push((Number(random.next() < 0.3) + Number(random.next() < 0.3)) / 2);
        if (look % 10 > 0) continue;
        const { low, high } = confidenceSequence(values, 0.95);
        everMissed ||= low > 0.3 || high < 0.3;
        const mean = values.reduce((sum, value) => sum + value, 0) / look;
        const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (look - 1));
        everMissedNaively ||= Math.abs(mean - 0.3) > (1.96 * deviation) / Math.sqrt(look);
      }
      missed += Number(everMissed);
      missedNaively += Number(everMissedNaively);
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05);
    expect(missedNaively / runs).toBeGreaterThan(0.08);
  });

  it('knows nothing without values, and refuses values beyond 0 to 1', () => {
    expect(confidenceSequence([], 0.95)).toEqual({ low: 0, high: 1 });
    expect(() => confidenceSequence([0.5, 1.5], 0.95)).toThrow('1.5 at position 1');
  });
});
