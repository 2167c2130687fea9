/**
 * A separate process that owns one embedded Postgres:
 * `node postgres-supervisor.js '{"dataFolder": ..., "profile": ...}'`.
 *
 * It is started detached, in its own session, so that Ctrl-C in the terminal reaches neither it nor Postgres before the
 * application has drained. It stops Postgres when no owner is left, when an owner requests it, or on SIGTERM.
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
import { OwnerRegistry } from './owner-registry';
import { findPostmaster, startPostmaster, stopPostmaster, waitForEnd, type Postmaster } from './postmaster';
import { identifyProcess } from './process-identity';
import { createRolesAndDatabase } from './roles';
import { type StateFolder, stateFolderOf, writeRecord } from './state-folder';

const optionsSchema = z.object({ dataFolder: z.string(), profile: z.enum(['durable', 'test']) });

/** How long a failure waits for an owner to receive it. */
const LISTENER_LIMIT_MS = 5000;
/**
 * Transient failures: another program took the port after the check, or orphans of a killed Postgres are still exiting.
 */
const PASSING = /the port is taken|still in use/;
const START_ATTEMPTS = 20;
const RETRY_MS = 500;

async function supervise(argument: string): Promise<void> {
  const { dataFolder, profile } = optionsSchema.parse(JSON.parse(argument));
  const folder = stateFolderOf(dataFolder);
  if (!takeLock(folder.lock)) {
    log('another supervisor is already running here: exiting');
    return;
  }
  const controlToken = randomBytes(24).toString('base64url');
  const owners = await OwnerRegistry.open(controlToken);
  try {
    const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '' };
    writeRecord(folder.supervisorRecord, { ...self, controlPort: owners.port, controlToken });
    await runPostgres(folder, profile, owners);
  } catch (error) {
    // The one edge of this process: waiting owners are told, and the log keeps the stack trace.
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const message = error instanceof TurnwiseError ? error.message : explainFailure(error);
    owners.announce({ type: 'failed', message: `${message} (log: ${folder.supervisorLog})` });
    await owners.waitForListener(LISTENER_LIMIT_MS);
    process.exitCode = 1;
  } finally {
    rmSync(folder.supervisorRecord, { force: true });
    releaseLock(folder.lock);
    owners.close();
  }
}

/** Returns once Postgres has stopped. */
async function runPostgres(folder: StateFolder, profile: Profile, owners: OwnerRegistry): Promise<void> {
  const signalled = waitForSignal();
  const cluster = openCluster(folder, profile, log);
  const postmaster = (await findPostmaster(cluster)) ?? (await startOnFreePort(folder, cluster, profile));
  writeRecord(folder.clusterRecord, { ...cluster.record, port: postmaster.port });
  log(
    `Postgres is running: process ${postmaster.identity.pid}, port ${postmaster.port}, ${cluster.record.clusterFolder}`,
  );
  try {
    await createRolesAndDatabase(cluster.record, postmaster.port);
  } catch (error) {
    await stopPostmaster(cluster, postmaster);
    throw error;
  }
  owners.announce({ type: 'ready', port: postmaster.port });

  const died = waitForEnd(postmaster.identity).then(() => undefined);
  const reason = await Promise.race([died, owners.abandoned, signalled]);
  if (reason === undefined) {
    // Owners that lose the connection without a goodbye start a new supervisor, which starts Postgres again.
    log(`Postgres exited by itself; its log is ${folder.postgresLog}`);
    return;
  }
  log(`stopping Postgres: ${reason}`);
  owners.announce({ type: 'stopping' });
  await stopPostmaster(cluster, postmaster);
  log('Postgres has stopped');
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
  process.on('SIGHUP', () => undefined); // sent when the terminal that started it closes
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve(`received ${signal}`);
      });
  });
}

/** Standard output is the supervisor's log file. */
function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} [${process.pid}] ${line}\n`);
}

void supervise(process.argv[2] ?? '');
