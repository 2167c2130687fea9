import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hasErrorCode } from './error-code';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity';

/** Max duration of a takeover; it is two file operations. */
const TAKEOVER_LIMIT_MS = 10_000;

/**
 * Takes the lock file for this process, also from a dead holder.
 *
 * @param file path of the lock, in an existing folder
 * @returns false if another living process holds it or is just taking it over
 */
export function takeLock(file: string): boolean {
  if (createLock(file)) return true;
  const takeover = `${file}.takeover`;
  if (!enterTakeover(takeover)) return false;
  try {
    // Checked only inside the takeover: outside it, a lock judged stale could meanwhile be someone's new one.
    const holder = readHolder(file);
    if (holder && isRunning(holder)) return false;
    rmSync(file, { force: true });
    return createLock(file);
  } finally {
    rmdirSync(takeover);
  }
}

/** Releases the lock; only for its holder. */
export function releaseLock(file: string): void {
  rmSync(file, { force: true });
}

/** Linking a finished file is atomic: it succeeds or fails, and a lock file always names its holder. */
function createLock(file: string): boolean {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(identifyProcess(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function enterTakeover(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
    const ageMs = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (ageMs > TAKEOVER_LIMIT_MS) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
