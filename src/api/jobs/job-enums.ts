import { registerEnumType } from 'type-graphql';
import { JOBS } from '../../services/job-registry';
import { PROGRESS_EVENT, STATE_EVENT } from '../../services/jobs/job-runs';

const UNKNOWN = 'UNKNOWN';

/** `calibrateTiers` becomes CALIBRATE_TIERS, because enum values are in capitals. */
function wordOf(name: string): string {
  return name.replace(/[A-Z]/g, '_$&').toUpperCase();
}

const KINDS = Object.values(JOBS);

/** API names of the stored job names. */
export const JobNameEnum: Readonly<Record<string, string>> = {
  ...Object.fromEntries(KINDS.map(({ name }) => [wordOf(name), name])),
  UNKNOWN,
};
registerEnumType(JobNameEnum, {
  name: 'JobName',
  description: 'Kind of a job.',
  valuesConfig: {
    ...Object.fromEntries(KINDS.map(({ name, description }) => [wordOf(name), { description }])),
    UNKNOWN: { description: 'A kind of job that this version of the server does not know.' },
  },
});

/** The enum value of a stored name, which a newer version may have written. */
export function jobNameOf(stored: string): string {
  return Object.hasOwn(JOBS, stored) ? stored : UNKNOWN;
}

export const JobEventKindEnum = { STATE: STATE_EVENT, PROGRESS: PROGRESS_EVENT } as const;
export type JobEventKind = (typeof JobEventKindEnum)[keyof typeof JobEventKindEnum];
registerEnumType(JobEventKindEnum, {
  name: 'JobEventKind',
  description: 'Kind of a job event.',
  valuesConfig: {
    STATE: { description: 'The state of the job changed.' },
    PROGRESS: { description: 'The job made progress.' },
  },
});
