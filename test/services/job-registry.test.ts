import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibrateTiersJob } from '../../src/services/calibration/calibrate-tiers.job';
import { JOBS } from '../../src/services/job-registry';
import { findJobKind } from '../../src/services/jobs/job-kind';

const SERVICES = join(__dirname, '../../src/services');

describe('the payload of a job', () => {
  const calibrationId = '6f1c2a34-8a55-4f0e-9d1d-0c3c1e6a7b42';

  it('is accepted as it is when it fits', () => {
    expect(calibrateTiersJob.parsePayload({ calibrationId })).toEqual({ calibrationId });
  });

  it.each([
    [{ calibrationId: 'no uuid' }, /^job calibrateTiers: calibrationId: /],
    [{}, /^job calibrateTiers: calibrationId: /],
    [{ calibrationId, more: 1 }, /^job calibrateTiers: payload: .*more/],
    [null, /^job calibrateTiers: payload: /],
  ])('is refused with job and field named: %j', (payload, message) => {
    expect(() => calibrateTiersJob.parsePayload(payload)).toThrow(message);
  });
});

describe('the registry of jobs', () => {
  it('knows a job by its own name alone', () => {
    expect(findJobKind(JOBS, 'calibrateTiers')).toBe(calibrateTiersJob);
    expect(findJobKind(JOBS, 'toString')).toBeNull();
  });

  it('holds every kind of job that a file defines', () => {
    const files = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.job.ts'),
    );
    const named = files.map((path) => /name: '(\w+)'/.exec(readFileSync(join(SERVICES, path), 'utf8'))?.[1]);
    expect(Object.keys(JOBS).sort()).toEqual(named.sort());
  });

  it.each(Object.values(JOBS))('$name rests longer after each failure, a minute at most', ({ retryDelayMs }) => {
    expect([1, 2, 3, 4].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000]);
    expect(retryDelayMs(50)).toBe(60_000);
  });
});
