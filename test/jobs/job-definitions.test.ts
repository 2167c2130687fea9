import { isJobName, JOBS, parseJobPayload } from '../../src/jobs/job-definitions';

describe('the payload of a job', () => {
  const calibrationId = '6f1c2a34-8a55-4f0e-9d1d-0c3c1e6a7b42';

  it('is accepted as it is when it fits', () => {
    expect(parseJobPayload('calibrateTiers', { calibrationId })).toEqual({ calibrationId });
  });

  it.each([
    [{ calibrationId: 'no uuid' }, /^job calibrateTiers: calibrationId: /],
    [{}, /^job calibrateTiers: calibrationId: /],
    [{ calibrationId, more: 1 }, /^job calibrateTiers: payload: .*more/],
    [null, /^job calibrateTiers: payload: /],
  ])('is refused with job and field named: %j', (payload, message) => {
    expect(() => parseJobPayload('calibrateTiers', payload)).toThrow(message);
  });
});

describe('the definition of a job', () => {
  it('is known by its own name alone', () => {
    expect(isJobName('calibrateTiers')).toBe(true);
    expect(isJobName('toString')).toBe(false);
  });

  it.each(Object.entries(JOBS))('%s rests longer after each failure, a minute at most', (_name, { retryDelayMs }) => {
    expect([1, 2, 3, 4].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000]);
    expect(retryDelayMs(50)).toBe(60_000);
  });
});
