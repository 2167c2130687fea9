/**
 * A process of its own that owns one embedded Postgres: `node postgres-supervisor.js '{"dataFolder": ..., "profile": ...}'`.
 *
 * Started detached, in its own session, so that a Ctrl-C in the terminal reaches neither it nor Postgres before the
 * application has drained. It stops Postgres last: when no owner is left, when one says stop, or on SIGTERM.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { TurnwiseError } from '../../errors';
import { openCluster, type Cluster, type Profile } from './cluster';
import { explainFailure } from './failure-text';
import { releaseLock, takeLock } from './folder-lock';
import { findFreePort } from './free-port';
import { OwnerDesk } from './owner-desk';
import { findPostmaster, startPostmaster, stopPostmaster, waitForEnd, type Postmaster } from './postmaster';
import { identifyProcess } from './process-identity';
import { createRolesAndDatabase } from './roles';
import { type StateFolder, stateFolderOf, writeRecord } from './state-folder';

const optionsSchema = z.object({ dataFolder: z.string(), profile: z.enum(['durable', 'test']) });

/** How long a failure waits for somebody to hear it. */
const LISTENER_LIMIT_MS = 5000;
/** Reasons that pass: another program took the port after we looked, or orphans of a killed Postgres still end. */
const PASSING = /the port is taken|still in use/;
const START_ATTEMPTS = 20;
const RETRY_MS = 500;

async function supervise(argument: string): Promise<void> {
  const { dataFolder, profile } = optionsSchema.parse(JSON.parse(argument));
  const folder = stateFolderOf(dataFolder);
  if (!takeLock(folder.lock)) {
    log('another supervisor is at work here: leaving it to that one');
    return;
  }
  const controlToken = randomBytes(24).toString('base64url');
  const desk = await OwnerDesk.open(controlToken);
  try {
    const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '' };
    writeRecord(folder.supervisorRecord, { ...self, controlPort: desk.port, controlToken });
    await runPostgres(folder, profile, desk);
  } catch (error) {
    // The one edge of this process: who waits for Postgres is told, and the log keeps the trace.
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const message = error instanceof TurnwiseError ? error.message : explainFailure(error);
    desk.announce({ type: 'failed', message: `${message} (log: ${folder.supervisorLog})` });
    await desk.waitForListener(LISTENER_LIMIT_MS);
    process.exitCode = 1;
  } finally {
    rmSync(folder.supervisorRecord, { force: true });
    releaseLock(folder.lock);
    desk.close();
  }
}

/** Returns once Postgres has ended. */
async function runPostgres(folder: StateFolder, profile: Profile, desk: OwnerDesk): Promise<void> {
  const signalled = waitForSignal();
  const cluster = openCluster(folder, profile, log);
  const postmaster = (await findPostmaster(cluster)) ?? (await startOnFreePort(folder, cluster, profile));
  writeRecord(folder.clusterRecord, { ...cluster.record, port: postmaster.port });
  log(`Postgres runs: process ${postmaster.identity.pid}, port ${postmaster.port}, ${cluster.record.clusterFolder}`);
  try {
    await createRolesAndDatabase(cluster.record, postmaster.port);
  } catch (error) {
    await stopPostmaster(cluster, postmaster);
    throw error;
  }
  desk.announce({ type: 'ready', port: postmaster.port });

  const died = waitForEnd(postmaster.identity).then(() => undefined);
  const reason = await Promise.race([died, desk.deserted, signalled]);
  if (reason === undefined) {
    // Owners that lose us without a farewell have a new supervisor started, which starts Postgres again.
    log(`Postgres ended by itself; its log is ${folder.postgresLog}`);
    return;
  }
  log(`stopping Postgres: ${reason}`);
  desk.announce({ type: 'stopping' });
  await stopPostmaster(cluster, postmaster);
  log('Postgres has ended');
}

async function startOnFreePort(folder: StateFolder, cluster: Cluster, profile: Profile): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(cluster.record.port);
    try {
      return await startPostmaster(cluster, { port, profile, logFile: folder.postgresLog });
    } catch (error) {
      const passes = error instanceof Error && PASSING.test(error.message);
      if (!passes || attempt === START_ATTEMPTS) throw error;
      await delay(RETRY_MS);
    }
  }
}

function waitForSignal(): Promise<string> {
  process.on('SIGHUP', () => undefined); // the terminal it was started from is closed
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve(`received ${signal}`);
      });
  });
}

/** Our standard output is the supervisor's log file. */
function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} [${process.pid}] ${line}\n`);
}

void supervise(process.argv[2] ?? '');
