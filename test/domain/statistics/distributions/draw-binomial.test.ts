import { createRandom } from '../../../../src/domain/random';
import { drawBinomial } from '../../../../src/domain/statistics/distributions/draw-binomial';
import { logGamma } from '../../../../src/domain/statistics/distributions/log-gamma';

const DRAWS = 40_000;

function probability(trials: number, chance: number, count: number): number {
  const logBinomial = logGamma(trials + 1) - logGamma(count + 1) - logGamma(trials - count + 1);
  return Math.exp(logBinomial + count * Math.log(chance) + (trials - count) * Math.log(1 - chance));
}

describe('drawBinomial', () => {
  it.each([
    [5, 0.3],
    [50, 0.1],
    [50, 0.5],
    [60, 0.83],
    [2500, 0.2],
  ])('has the distribution of %d trials with chance %d', (trials, chance) => {
    const random = createRandom(11);
    const counts = new Float64Array(trials + 1);
    for (let draw = 0; draw < DRAWS; draw += 1) counts[drawBinomial(trials, chance, random)]! += 1;
    let chiSquare = 0;
    let cells = 0;
    counts.forEach((count, value) => {
      const expected = DRAWS * probability(trials, chance, value);
      if (expected < 5) return;
      chiSquare += (count - expected) ** 2 / expected;
      cells += 1;
    });
    // Mean `cells`, variance 2 * cells; 4 standard deviations.
    expect(chiSquare).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
  });

  it('is certain at the ends, and refuses a chance above 1', () => {
    const random = createRandom(1);
    expect([drawBinomial(9, 0, random), drawBinomial(9, 1, random), drawBinomial(0, 0.5, random)]).toEqual([0, 9, 0]);
    expect(() => drawBinomial(9, 1.1, random)).toThrow('1.1');
  });
});
