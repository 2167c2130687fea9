import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './project.mjs';

const POLL_MS = 100;
const PATIENCE_MS = 2000;

/**
 * Runs the work while holding a lock for this project; takes the lock over from a dead process.
 *
 * @param {string} file path of the lock; its folder is created
 * @param {() => Promise<void>} work
 */
export async function withFileLock(file, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  const startedAt = Date.now();
  let said = false;
  while (!tryLock(file)) {
    if (!said && Date.now() - startedAt > PATIENCE_MS) {
      say(`waiting for process ${readHolder(file)?.pid}, which is installing or building (lock: ${file})`);
      said = true;
    }
    await delay(POLL_MS);
  }
  const unlock = () => rmSync(file, { force: true });
  // Ctrl-C while waiting for npm ci must not leave the lock behind.
  const end = (signal) => {
    unlock();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    await work();
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    unlock();
  }
}

function tryLock(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }));
  try {
    linkSync(draft, file); // atomic: a lock file always names its holder
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfDead(file);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the lock aside before checking it a second time, because another process may have just renewed it. */
function removeIfDead(file) {
  const holder = readHolder(file);
  if (!holder || isRunning(holder)) return;
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = readHolder(aside);
    if (moved && isRunning(moved)) linkSync(aside, file);
    rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRunning({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return startOf(pid) === startedAt;
}

/**
 * Start time of a process, to tell it from a later process with the same pid (Linux only); a zombie counts as ended.
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return '';
  }
}
