import { registerEnumType } from 'type-graphql';
import { JOBS } from '../../services/job-registry';
import { PROGRESS_EVENT, STATE_EVENT } from '../../services/jobs/job-runs';

const UNKNOWN = 'UNKNOWN';

/** `calibrateTiers` is CALIBRATE_TIERS: enum words are in capitals. */
function wordOf(name: string): string {
  return name.replace(/[A-Z]/g, '_$&').toUpperCase();
}

const KINDS = Object.values(JOBS);

/** Words of the API and the names under which jobs are stored. */
export const JobNameEnum: Readonly<Record<string, string>> = {
  ...Object.fromEntries(KINDS.map(({ name }) => [wordOf(name), name])),
  UNKNOWN,
};
registerEnumType(JobNameEnum, {
  name: 'JobName',
  description: 'What a job does.',
  valuesConfig: {
    ...Object.fromEntries(KINDS.map(({ name, description }) => [wordOf(name), { description }])),
    UNKNOWN: { description: 'A kind of job that this version of the server does not know.' },
  },
});

/** The value of the enum for a stored name, which a newer version may have written. */
export function jobNameOf(stored: string): string {
  return Object.hasOwn(JOBS, stored) ? stored : UNKNOWN;
}

export const JobEventKindEnum = { STATE: STATE_EVENT, PROGRESS: PROGRESS_EVENT } as const;
export type JobEventKind = (typeof JobEventKindEnum)[keyof typeof JobEventKindEnum];
registerEnumType(JobEventKindEnum, {
  name: 'JobEventKind',
  description: 'What happened to a job.',
  valuesConfig: {
    STATE: { description: 'Its state changed.' },
    PROGRESS: { description: 'It made progress.' },
  },
});
