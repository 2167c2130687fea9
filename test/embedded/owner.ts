import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const COMPILED = path.resolve('dist/src/persistence/embedded/embedded-postgres.js');
const SCRIPT = path.resolve('test/embedded/owner-process.mjs');

/** What an owner in another process got, or the error it met. */
export interface Answer {
  readonly port: number;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly error?: string;
  readonly code?: string;
}

/** A process that owns the embedded Postgres of a folder. */
export interface Owner {
  readonly process: ChildProcess;
  readonly answer: Answer;
  /** Lets it say release or stop, and waits until it has ended. */
  end(how: 'release' | 'stop'): Promise<void>;
}

/** Starts an owner in a process of its own and waits for its answer. */
export async function startOwner(
  dataFolder: string,
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<Owner> {
  const child = spawn(process.execPath, [SCRIPT, COMPILED, dataFolder], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    process: child,
    answer: JSON.parse(line) as Answer,
    end: async (how) => {
      child.stdin.write(`${how}\n`);
      await ended;
    },
  };
}
