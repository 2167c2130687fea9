import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hasErrorCode } from './error-code';

/** A process, distinguishable from a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: equal for the same process, different for another. Empty where the system does not provide it. */
  readonly startedAt: string;
}

/**
 * The process that currently has this pid.
 *
 * @returns undefined if there is none or only a zombie: in a container without an init process, dead processes are
 *   never reaped, and a zombie still answers signal 0
 */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!answersSignalZero(pid)) return undefined;
  if (process.platform === 'linux') return identifyOnLinux(pid);
  if (process.platform === 'win32') return { pid, startedAt: '' };
  const [state, ...started] = runPs(pid, 'state=,lstart=').split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : { pid, startedAt: started.join(' ') };
}

/** Whether this very process is still running, not a later one with its pid. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt;
}

/**
 * The command-line arguments of a process.
 *
 * @returns undefined if it is gone or the system does not provide them; outside Linux one string, because `ps` joins
 *   them
 */
export function readCommandLine(pid: number): readonly string[] | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return process.platform === 'win32' ? undefined : [runPs(pid, 'command=')];
  } catch {
    return undefined; // the process exited between two reads
  }
}

function answersSignalZero(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasErrorCode(error, 'EPERM');
  }
}

function identifyOnLinux(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may itself contain spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startTicks = fields[19]!;
    if (state === 'Z' || state === 'X') return undefined;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { pid, startedAt: `${bootId}:${startTicks}` };
  } catch {
    return undefined; // the process exited between two reads
  }
}

function runPs(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return ''; // ps exits with 1 if there is no such process
  }
}
