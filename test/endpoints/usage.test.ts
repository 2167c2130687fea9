import { requestSeed } from '../../src/endpoints/request-seed';
import { safeExcerpt } from '../../src/endpoints/safe-excerpt';
import { usageOf } from '../../src/endpoints/usage';

const prices = { inputPricePerMillion: 2, outputPricePerMillion: 10 };

describe('usage of an answer', () => {
  it('costs what the prices of a million tokens say', () => {
    expect(usageOf({ inputTokens: 1500, outputTokens: 200 }, prices)).toEqual({
      inputTokens: 1500,
      outputTokens: 200,
      cost: 0.005,
    });
  });

  it.each([
    [{ inputTokens: null, outputTokens: 200 }, prices],
    [{ inputTokens: 1500, outputTokens: null }, prices],
    [
      { inputTokens: 1500, outputTokens: 200 },
      { ...prices, inputPricePerMillion: null },
    ],
    [
      { inputTokens: 1500, outputTokens: 200 },
      { ...prices, outputPricePerMillion: null },
    ],
  ])('has no cost when a part is unknown: %p %p', (answer, known) => {
    expect(usageOf(answer, known)).toEqual({ ...answer, cost: null });
  });
});

describe('the seed of a request', () => {
  it('is the same for the same conversation and place, fits 31 bits, and differs between places', () => {
    const seeds = Array.from({ length: 1000 }, (_, index) => requestSeed(2 ** 40 + 12_345, index));
    expect(seeds).toEqual(Array.from({ length: 1000 }, (_, index) => requestSeed(2 ** 40 + 12_345, index)));
    expect(new Set(seeds).size).toBe(1000);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
    expect(requestSeed(-5, 0)).toBeGreaterThanOrEqual(0);
  });
});

describe('an excerpt of an endpoint’s reason', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-ab***yz.', 'Incorrect API key provided: [hidden]'],
    ['header "Bearer abc.def" refused', 'header "[hidden] refused'],
    [`token ${'a1'.repeat(20)} expired`, 'token [hidden] expired'],
    ['my-own-key is wrong', '[hidden] is wrong'],
    ['two\r\nlines\u001b[31m and \u202Emore', 'two lines [31m and more'],
    ['model "qwen2.5-0.5b-instruct" not found', 'model "qwen2.5-0.5b-instruct" not found'],
  ])('of %j is %j', (reason, expected) => {
    expect(safeExcerpt(reason, ['my-own-key'])).toBe(expected);
  });

  it('is short', () => {
    expect(safeExcerpt('word '.repeat(100), [])).toHaveLength(201);
  });
});
