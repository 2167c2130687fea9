import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UnavailableError } from '../../errors';
import { hasErrorCode } from './error-code';
import type { Cluster, Profile } from './cluster';
import { explainFailure, readLogTail } from './failure-text';
import { identifyProcess, isRunning, type ProcessIdentity, readCommandLine } from './process-identity';

/** The main process of a running Postgres. */
export interface Postmaster {
  readonly identity: ProcessIdentity;
  readonly port: number;
}

/** Lines of postmaster.pid: pid, data folder, start, port, socket folder, address, memory key, status. */
interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** Crash recovery replays at most about a gigabyte of log. */
const READY_LIMIT_MS = 120_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 20e6;
/** A pid that no process has: systems stop far below it. */
const IMPOSSIBLE_PID = 2_147_483_647;

const SETTINGS: Readonly<Record<Profile, readonly string[]>> = {
  durable: [],
  test: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
};

/**
 * The Postgres already running on this cluster, left over from a killed supervisor.
 *
 * @returns undefined if none is running; the pid in postmaster.pid counts only if that process is a Postgres of this
 *   folder
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const { clusterFolder } = cluster.record;
  const file = readPidFile(clusterFolder);
  if (!file) return undefined;
  const identity = identifyProcess(file.pid);
  if (!identity || !isPostgresOf(clusterFolder, file.pid)) {
    disownPidFile(clusterFolder);
    return undefined;
  }
  if (file.status === 'stopping') {
    await waitForEnd(identity, READY_LIMIT_MS);
    return undefined;
  }
  return { identity, port: await waitUntilReady(clusterFolder, identity) };
}

/**
 * Starts Postgres on a cluster where none is running.
 *
 * @param start.logFile log file; appended to
 * @throws UnavailableError with the end of that log if Postgres does not start
 */
export async function startPostmaster(
  cluster: Cluster,
  start: { readonly port: number; readonly profile: Profile; readonly logFile: string },
): Promise<Postmaster> {
  const { clusterFolder } = cluster.record;
  keepLogShort(start.logFile);
  const log = openSync(start.logFile, 'a', 0o600);
  const logStart = statSync(start.logFile).size;
  const child = spawn(cluster.binaries.postgres, postgresOptions(clusterFolder, start.port, start.profile), {
    ...cluster.user,
    cwd: path.parse(clusterFolder).root,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, // without the user's PG* variables
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  try {
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('spawn', () => {
        resolve(child.pid!);
      });
    });
    const identity = identifyProcess(pid) ?? { pid, startedAt: '' };
    return { identity, port: await waitUntilReady(clusterFolder, identity) };
  } catch (cause) {
    const said = readLogTail(start.logFile, logStart);
    const reason = explainFailure(said === '' ? cause : said);
    throw new UnavailableError(`Postgres did not start: ${reason}; its log is ${start.logFile}`, { cause });
  }
}

/** Stops Postgres in order: connections are cut, committed data is written. Escalates if it does not stop. */
export async function stopPostmaster(cluster: Cluster, { identity }: Postmaster): Promise<void> {
  const escalation = [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const;
  for (const [signal, limitMs] of escalation) {
    if (!isRunning(identity)) return;
    sendStop(cluster, identity.pid, signal);
    if (await waitForEnd(identity, limitMs)) return;
  }
  throw new UnavailableError(`Postgres (process ${identity.pid}) does not stop`);
}

/** Resolves when Postgres has exited for any reason. Polls, because an adopted one is not a child process. */
export async function waitForEnd(identity: ProcessIdentity, limitMs = Number.POSITIVE_INFINITY): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  for (let pauseMs = POLL_MS; isRunning(identity); pauseMs = Math.min(pauseMs * 1.5, 250)) {
    if (Date.now() > deadline) return false;
    await delay(pauseMs);
  }
  return true;
}

/** Keeps one older log. Rotates only between runs: a running Postgres keeps writing to its open file. */
function keepLogShort(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.old`);
}

function postgresOptions(clusterFolder: string, port: number, profile: Profile): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=', // socket paths are limited to 107 bytes; project paths can be longer
    'max_connections=100',
    'shared_buffers=128MB',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_line_prefix=%m [%p] %q%u@%d ',
    ...SETTINGS[profile],
  ];
  return ['-D', clusterFolder, ...settings.flatMap((setting) => ['-c', setting])];
}

function sendStop(cluster: Cluster, pid: number, signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') {
    process.kill(pid, signal);
    return;
  }
  // Windows has no signals: pg_ctl talks to Postgres through a named pipe.
  const mode = signal === 'SIGINT' ? 'fast' : 'immediate';
  execFileSync(cluster.binaries.pgCtl, ['stop', '-D', cluster.record.clusterFolder, '-m', mode, '--no-wait']);
}

async function waitUntilReady(clusterFolder: string, identity: ProcessIdentity): Promise<number> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    const file = readPidFile(clusterFolder);
    if (file?.pid === identity.pid && file.status === 'ready') return file.port;
    if (!isRunning(identity)) throw new UnavailableError('it exited while starting');
    await delay(POLL_MS);
  }
  throw new UnavailableError(`it was not ready after ${READY_LIMIT_MS / 1000} s`);
}

function readPidFile(clusterFolder: string): PidFile | undefined {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isPostgresOf(clusterFolder: string, pid: number): boolean {
  const commandLine = readCommandLine(pid);
  if (!commandLine) return process.platform === 'win32';
  return commandLine[0]?.includes('postgres') === true && commandLine.some((word) => word.includes(clusterFolder));
}

/**
 * Postgres trusts a pid file whose pid is alive, although another program may have that pid by now. The pid is changed
 * instead of deleting the file, because the file also names the shared memory by which Postgres detects orphans of an
 * earlier run.
 */
function disownPidFile(clusterFolder: string): void {
  const file = path.join(clusterFolder, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(IMPOSSIBLE_PID), ...rest].join('\n'));
}
