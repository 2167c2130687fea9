import { createRandom } from '../../../src/domain/random';
import { InvalidInputError } from '../../../src/errors';
import { chooseCandidate } from '../../../src/policy/scoring/choose-candidate';

describe('choosing a candidate', () => {
  it('draws each candidate as often as the softmax of the scores over the temperature says', () => {
    const random = createRandom(1);
    const logits = Float32Array.of(0, Math.log(4), Math.log(16));
    const drawn = Array.from({ length: 20000 }, () => chooseCandidate(logits, 2, random).index);
    const shares = [0, 1, 2].map((index) => drawn.filter((each) => each === index).length / drawn.length);
    // At temperature 2 the weights are the roots: 1, 2 and 4 of 7.
    shares.forEach((share, index) => {
      expect(Math.abs(share - 2 ** index / 7)).toBeLessThan(0.015);
    });
  });

  it('says what the probability of its choice was', () => {
    const choice = chooseCandidate(Float32Array.of(0, Math.log(3)), 1, { next: () => 0.5, integer: () => 0 });
    expect(choice.index).toBe(1);
    expect(choice.probability).toBeCloseTo(0.75, 6);
    expect(choice.logProbability).toBeCloseTo(Math.log(0.75), 6);
    expect(choice.sumOfSquaredProbabilities).toBeCloseTo(0.75 ** 2 + 0.25 ** 2, 6);
  });

  it('takes the highest score at temperature 0, of equals the first, and draws nothing', () => {
    const untouched = {
      next: () => {
        throw new Error('drawn');
      },
      integer: () => 0,
    };
    expect(chooseCandidate(Float32Array.of(1, 3, 3), 0, untouched)).toEqual({
      index: 1,
      logProbability: 0,
      probability: 1,
      sumOfSquaredProbabilities: 1,
    });
  });

  it('keeps to numbers when scores lie far apart', () => {
    const random = createRandom(1);
    const choice = chooseCandidate(Float32Array.of(-3e38, 3e38), 0.5, random);
    expect(choice).toEqual({ index: 1, logProbability: 0, probability: 1, sumOfSquaredProbabilities: 1 });
    expect(chooseCandidate(Float32Array.of(7), 1, random).probability).toBe(1);
  });

  it('never chooses what has no weight, even at the end of the range', () => {
    const last = { next: () => 1 - 2 ** -53, integer: () => 0 };
    expect(chooseCandidate(Float32Array.of(0, 0, -1000), 1, last).index).toBe(1);
  });

  it.each([
    [Float32Array.of(), 1, 'no candidates'],
    [Float32Array.of(0, NaN), 1, 'score of candidate 1 is NaN'],
    [Float32Array.of(0, Infinity), 1, 'score of candidate 1 is Infinity'],
    [Float32Array.of(0), -1, 'temperature is -1'],
    [Float32Array.of(0), NaN, 'temperature is NaN'],
  ])('refuses %p at temperature %p', (logits, temperature, message) => {
    const choose = () => chooseCandidate(logits, temperature, createRandom(1));
    expect(choose).toThrow(InvalidInputError);
    expect(choose).toThrow(message);
  });
});
