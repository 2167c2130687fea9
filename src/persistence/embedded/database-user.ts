import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { UnavailableError } from '../../errors';

/** The system user that runs Postgres, if it differs from this process's user. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * The user to run Postgres as, because Postgres refuses to run as root.
 *
 * @returns undefined for an ordinary user, who runs Postgres itself; for root the system user `postgres`, created if
 *   missing
 * @throws UnavailableError if root can neither find nor create that user
 */
export function resolveDatabaseUser(log: (line: string) => void): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = findUser();
  if (existing) return existing;
  log(`creating the system user ${NAME}, because Postgres refuses to run as root`);
  createUser();
  const created = findUser();
  if (created) return created;
  throw new UnavailableError(
    `Postgres refuses to run as root and the system user ${NAME} could not be created; ` +
      `create it (useradd --system ${NAME}) or run as an ordinary user`,
  );
}

/**
 * The first folder on the path to `folder`, including it, that the user may not enter.
 *
 * @returns undefined if all can be entered; checks owner, group and mode only, not access control lists
 */
export function findClosedFolder(folder: string, user: DatabaseUser): string | undefined {
  const parent = path.dirname(folder);
  const closedParent = parent === folder ? undefined : findClosedFolder(parent, user);
  if (closedParent) return closedParent;
  const { uid, gid, mode } = statSync(folder);
  const enterBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & enterBit) === 0 ? folder : undefined;
}

function findUser(): DatabaseUser | undefined {
  try {
    return { uid: askId('-u'), gid: askId('-g') };
  } catch {
    return undefined; // `id` exits with 1 for an unknown user
  }
}

function askId(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, NAME], { encoding: 'utf8', stdio: 'pipe' }));
}

/** useradd on most systems, adduser on busybox systems. Failures are detected by looking the user up afterwards. */
function createUser(): void {
  const attempts: readonly (readonly [string, ...string[]])[] = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', NAME],
  ];
  for (const [program, ...options] of attempts) {
    try {
      execFileSync(program, options, { stdio: 'pipe' });
      return;
    } catch {
      continue;
    }
  }
}
