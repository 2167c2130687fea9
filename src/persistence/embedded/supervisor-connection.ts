import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, mkdirSync, openSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UnavailableError } from '../../errors';
import type { Profile } from './cluster';
import { type ControlMessage, receiveMessages, sendMessage } from './control-message';
import { explainFailure, readLogTail } from './failure-text';
import { isRunning } from './process-identity';
import { readSupervisorRecord, type StateFolder, type SupervisorRecord } from './state-folder';

/** An owner's connection to the supervisor, which keeps Postgres running while it is open. */
export interface SupervisorConnection {
  readonly port: number;
  /** Resolves when the connection is closed; true if the supervisor announced the stop or this owner requested it. */
  readonly ended: Promise<{ readonly intended: boolean }>;
  /**
   * Sends a goodbye and resolves when the supervisor has closed the connection: after Postgres stopped, if this was the
   * last owner.
   */
  leave(ending: 'release' | 'stop'): Promise<void>;
}

/** Long enough to copy the programs, create the cluster and recover from a crash, even on a slow disk. */
const JOIN_LIMIT_MS = 180_000;
const POLL_MS = 25;

/**
 * Connects to the supervisor of this folder, or starts one. Safe to call from several processes at once.
 *
 * @throws UnavailableError with a message for the user if Postgres cannot be started
 */
export async function joinSupervisor(folder: StateFolder, profile: Profile): Promise<SupervisorConnection> {
  const deadline = Date.now() + JOIN_LIMIT_MS;
  let spawned: ChildProcess | undefined;
  while (Date.now() < deadline) {
    const record = readSupervisorRecord(folder);
    if (record && isRunning(record)) {
      const connection = await connectTo(record);
      if (connection) return connection;
    } else if (spawned === undefined || spawned.exitCode === 0) {
      spawned = spawnSupervisor(folder, profile); // 0: it found another one, which has exited since
    } else if (spawned.exitCode !== null || spawned.signalCode !== null) {
      const said = explainFailure(readLogTail(folder.supervisorLog));
      throw new UnavailableError(`the embedded Postgres did not start: ${said} (log: ${folder.supervisorLog})`);
    }
    await delay(POLL_MS);
  }
  throw new UnavailableError(
    `the embedded Postgres was not ready after ${JOIN_LIMIT_MS / 1000} s; its logs are in ${folder.root}`,
  );
}

/** @returns undefined if this supervisor is just exiting: look again */
async function connectTo(record: SupervisorRecord): Promise<SupervisorConnection | undefined> {
  const socket = connect({ port: record.controlPort, host: '127.0.0.1' });
  const closed = new Promise<void>((resolve) => {
    // A reset counts as a normal close: the process on the other side was killed.
    socket
      .on('error', () => undefined)
      .once('close', () => {
        resolve();
      });
  });
  let intended = false;
  const answer = await new Promise<ControlMessage | undefined>((resolve) => {
    receiveMessages(socket, (message) => {
      if (message.type === 'stopping') intended = true;
      resolve(message);
    });
    void closed.then(() => {
      resolve(undefined);
    });
    sendMessage(socket, { type: 'hello', token: record.controlToken });
  });
  if (answer?.type === 'failed') {
    socket.destroy();
    throw new UnavailableError(answer.message);
  }
  if (answer?.type !== 'ready') {
    socket.destroy();
    return undefined;
  }
  socket.unref(); // the connection must not keep this process alive
  return {
    port: answer.port,
    ended: closed.then(() => ({ intended })),
    leave: (ending) => {
      intended = true;
      return leave(socket, closed, ending);
    },
  };
}

async function leave(socket: Socket, closed: Promise<void>, ending: 'release' | 'stop'): Promise<void> {
  socket.ref();
  sendMessage(socket, { type: ending });
  await closed;
}

function spawnSupervisor(folder: StateFolder, profile: Profile): ChildProcess {
  try {
    mkdirSync(folder.root, { recursive: true });
    const owner = ownerOf(folder.root);
    const log = openSync(folder.supervisorLog, 'a', 0o600);
    if (owner) fchownSync(log, owner.uid, owner.gid);
    const options = JSON.stringify({ dataFolder: path.dirname(folder.root), profile });
    const child = spawn(process.execPath, [locateSupervisor(), options], {
      ...owner,
      detached: true, // its own session: Ctrl-C in this terminal does not reach it
      cwd: path.parse(folder.root).root,
      env: environmentWithoutDebugger(),
      stdio: ['ignore', log, log],
      windowsHide: true,
    });
    closeSync(log);
    child.on('error', () => undefined); // detected as an exit without a record
    child.unref();
    return child;
  } catch (cause) {
    throw new UnavailableError(`cannot start the embedded Postgres in ${folder.root}: ${explainFailure(cause)}`, {
      cause,
    });
  }
}

/** Next to this file once compiled; tests run this file from source and the supervisor from the build. */
function locateSupervisor(): string {
  const folder = __filename.endsWith('.ts')
    ? path.resolve(__dirname, '../../../dist/src/persistence/embedded')
    : __dirname;
  return path.join(folder, 'postgres-supervisor.js');
}

/**
 * If root works in the folder of an ordinary user, it runs Postgres as that user, so that the user can continue
 * afterwards.
 */
function ownerOf(folder: string): { readonly uid: number; readonly gid: number } | undefined {
  const { uid, gid } = statSync(folder);
  return process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : undefined;
}

/** A debugger or preload meant for the application must not stop a process that outlives it. */
function environmentWithoutDebugger(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment.NODE_OPTIONS;
  return environment;
}
