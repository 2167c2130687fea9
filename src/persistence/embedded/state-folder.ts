import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from './error-code';

/** Paths of an embedded Postgres's records; the cluster itself may be elsewhere. */
export interface StateFolder {
  readonly root: string;
  readonly lock: string;
  readonly supervisorRecord: string;
  readonly clusterRecord: string;
  readonly supervisorLog: string;
  readonly postgresLog: string;
}

const supervisorRecordSchema = z.object({
  pid: z.int(),
  startedAt: z.string(),
  /** TCP port on 127.0.0.1 for the owners' connections. */
  controlPort: z.int(),
  controlToken: z.string(),
});

const clusterRecordSchema = z.object({
  clusterFolder: z.string(),
  /** Port of the last start, reused if free, so that URLs survive a restart. */
  port: z.int().optional(),
  passwords: z.object({
    postgres: z.string(),
    turnwise_owner: z.string(),
    turnwise_app: z.string(),
    turnwise_jobs: z.string(),
  }),
});

/** The running supervisor, and how owners connect to it. */
export type SupervisorRecord = z.infer<typeof supervisorRecordSchema>;
/** The initialized cluster: its location and passwords. */
export type ClusterRecord = z.infer<typeof clusterRecordSchema>;

/** The paths under `<dataFolder>/postgres`; creates nothing. */
export function stateFolderOf(dataFolder: string): StateFolder {
  const root = path.resolve(dataFolder, 'postgres');
  return {
    root,
    lock: path.join(root, 'supervisor.lock'),
    supervisorRecord: path.join(root, 'supervisor.json'),
    clusterRecord: path.join(root, 'cluster.json'),
    supervisorLog: path.join(root, 'supervisor.log'),
    postgresLog: path.join(root, 'postgres.log'),
  };
}

/** @returns undefined if no supervisor has written its record, or it removed the record on exit */
export function readSupervisorRecord(folder: StateFolder): SupervisorRecord | undefined {
  const text = readIfPresent(folder.supervisorRecord);
  return text === undefined ? undefined : supervisorRecordSchema.parse(JSON.parse(text));
}

/** @returns undefined if no cluster has been initialized yet */
export function readClusterRecord(folder: StateFolder): ClusterRecord | undefined {
  const text = readIfPresent(folder.clusterRecord);
  return text === undefined ? undefined : clusterRecordSchema.parse(JSON.parse(text));
}

/** Replaces the file in one step, so that readers see the old or the new record; readable only by its user. */
export function writeRecord(file: string, record: SupervisorRecord | ClusterRecord): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
