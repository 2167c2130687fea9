import { retryDelayMs } from '../../src/endpoints/retry-delay';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const moment = { failures: 1, retryAfter: null, nowMs: NOON, draw: 0 };

describe('the pause before another request', () => {
  it('doubles from half a second to half a minute', () => {
    const whole = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => retryDelayMs({ ...moment, failures, draw: 1 }));
    expect(whole).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('lies between a half and the whole, as chance has it', () => {
    expect(retryDelayMs({ ...moment, draw: 0 })).toBe(250);
    expect(retryDelayMs({ ...moment, draw: 0.5 })).toBe(375);
  });

  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 2026 12:00:20 GMT', 20_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['86400', 60_000],
    ['Thu, 01 Jan 2099 12:00:00 GMT', 60_000],
  ])('is what Retry-After: %s asks for, at most a minute', (retryAfter, expected) => {
    expect(retryDelayMs({ ...moment, failures: 3, retryAfter })).toBe(expected);
  });

  it('lets those who were turned away together return apart', () => {
    expect(retryDelayMs({ ...moment, retryAfter: '10', draw: 0.5 })).toBeCloseTo(10_500, 6);
  });

  it.each(['soon', '-5', ''])('is its own when Retry-After is "%s"', (retryAfter) => {
    expect(retryDelayMs({ ...moment, retryAfter })).toBe(250);
  });
});
