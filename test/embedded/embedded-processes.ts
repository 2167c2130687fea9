import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from '../../src/persistence/embedded/process-identity';
import { readClusterRecord, readSupervisorRecord, stateFolderOf } from '../../src/persistence/embedded/state-folder';

/** The pid of the supervisor that the folder names, running or not; undefined when it left in order. */
export function supervisorPid(dataFolder: string): number | undefined {
  return readSupervisorRecord(stateFolderOf(dataFolder))?.pid;
}

/** The pid of the Postgres of this folder; undefined when it ended in order or never ran. */
export function postgresPid(dataFolder: string): number | undefined {
  const file = postmasterPidFile(dataFolder);
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** The file in which Postgres writes its pid. */
export function postmasterPidFile(dataFolder: string): string {
  return path.join(clusterFolderOf(dataFolder), 'postmaster.pid');
}

/** Where the cluster of this data folder lies. */
export function clusterFolderOf(dataFolder: string): string {
  const record = readClusterRecord(stateFolderOf(dataFolder));
  if (!record) throw new Error(`${dataFolder} has no cluster`);
  return record.clusterFolder;
}

/** Whether a process with this pid runs; false for undefined, so that a file that is gone reads as a process that is. */
export function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && identifyProcess(pid) !== undefined;
}

/** Waits for a claim about other processes to come true. */
export async function waitUntil(claim: () => boolean, limitMs = 15_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!claim()) {
    if (Date.now() > deadline) throw new Error(`not true after ${limitMs} ms: ${claim.toString()}`);
    await delay(20);
  }
}
