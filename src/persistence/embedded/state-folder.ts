import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from './error-code';

/** Where everything about one embedded Postgres is written down; the cluster itself may lie elsewhere. */
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
  /** TCP port on 127.0.0.1 where owners hold their connection. */
  controlPort: z.int(),
  controlToken: z.string(),
});

const clusterRecordSchema = z.object({
  clusterFolder: z.string(),
  /** The port of the last start, taken again when it is free, so that addresses survive a restart. */
  port: z.int().optional(),
  passwords: z.object({
    postgres: z.string(),
    turnwise_owner: z.string(),
    turnwise_app: z.string(),
    turnwise_jobs: z.string(),
  }),
});

/** The supervisor that runs, and how its owners reach it. */
export type SupervisorRecord = z.infer<typeof supervisorRecordSchema>;
/** The cluster that was initialised: where it lies and its passwords. */
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

/** @returns undefined when no supervisor has written its record, or it took it away on leaving */
export function readSupervisorRecord(folder: StateFolder): SupervisorRecord | undefined {
  const text = readIfPresent(folder.supervisorRecord);
  return text === undefined ? undefined : supervisorRecordSchema.parse(JSON.parse(text));
}

/** @returns undefined when no cluster was initialised yet */
export function readClusterRecord(folder: StateFolder): ClusterRecord | undefined {
  const text = readIfPresent(folder.clusterRecord);
  return text === undefined ? undefined : clusterRecordSchema.parse(JSON.parse(text));
}

/** Replaces the file in one step, so that a reader sees the old record or the new one; readable by its user alone. */
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
