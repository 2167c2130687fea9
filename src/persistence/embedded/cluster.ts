import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UnavailableError } from '../../errors';
import { type DatabaseUser, findClosedFolder, resolveDatabaseUser } from './database-user';
import { explainFailure } from './failure-text';
import { type PostgresBinaries, prepareBinaries } from './postgres-binaries';
import { type ClusterRecord, readClusterRecord, type StateFolder, writeRecord } from './state-folder';
import { sha256 } from '../../sha256';

/** `durable` preserves commits through a power failure; `test` does not, and is faster. */
export type Profile = 'durable' | 'test';

/** An initialized cluster, with the programs and the user that run it. */
export interface Cluster {
  readonly record: ClusterRecord;
  readonly binaries: PostgresBinaries;
  readonly user: DatabaseUser | undefined;
}

const MAJOR_VERSION = '18';
const SPACE_NEEDED_BYTES = 200e6;

/**
 * The cluster of a state folder, initialized on first use.
 *
 * Only for the holder of the folder's lock. If root runs this in a folder that the user `postgres` cannot enter (e.g. a
 * clone under /root), programs and cluster go to a separate folder under /var/lib/turnwise, which the record names.
 *
 * @throws UnavailableError if the disk, the permissions or an older Postgres version prevent it
 */
export function openCluster(folder: StateFolder, profile: Profile, log: (line: string) => void): Cluster {
  const user = resolveDatabaseUser(log);
  const sharedFolder = user ? chooseSharedFolder(user) : folder.root;
  const binaries = prepareBinaries(user, sharedFolder, log);
  const known = readClusterRecord(folder);
  if (known && existsSync(known.clusterFolder)) {
    checkKnownCluster(known.clusterFolder, user);
    return { record: known, binaries, user };
  }
  const clusterFolder = chooseClusterFolder(folder, user, sharedFolder);
  setAsideUnknownCluster(clusterFolder, log);
  checkSpace(folder.root);
  const record = { clusterFolder, passwords: newPasswords() };
  log(`initializing a Postgres cluster in ${clusterFolder}`);
  initialize({ record, binaries, user, profile });
  writeRecord(folder.clusterRecord, record);
  return { record, binaries, user };
}

/** A folder that root owns, nobody else can write to, and the user can enter. Its content is run as that user. */
function chooseSharedFolder(user: DatabaseUser): string {
  const candidates = [path.join('/var/lib', 'turnwise'), path.join(os.tmpdir(), 'turnwise')];
  const chosen = candidates.find((candidate) => {
    try {
      mkdirSync(candidate, { mode: 0o755 });
      chmodSync(candidate, 0o755); // regardless of the umask
    } catch {
      if (!existsSync(candidate)) return false; // a read-only or missing parent
    }
    const { uid, mode } = statSync(candidate);
    return uid === 0 && (mode & 0o022) === 0 && findClosedFolder(candidate, user) === undefined;
  });
  if (chosen !== undefined) return chosen;
  throw new UnavailableError(
    `Postgres refuses to run as root, and neither ${candidates.join(' nor ')} is a folder that root owns and ` +
      'the user postgres can enter; run as an ordinary user or set DATABASE_URL',
  );
}

function chooseClusterFolder(folder: StateFolder, user: DatabaseUser | undefined, sharedFolder: string): string {
  if (!user || findClosedFolder(folder.root, user) === undefined) return path.join(folder.root, 'cluster');
  const project = sha256(realpathSync(folder.root)).slice(0, 16);
  return path.join(sharedFolder, `cluster-${project}`);
}

function checkKnownCluster(clusterFolder: string, user: DatabaseUser | undefined): void {
  const closed = user && findClosedFolder(path.dirname(clusterFolder), user);
  if (closed !== undefined) {
    throw new UnavailableError(
      `the database is in ${clusterFolder}, but the system user postgres can no longer enter ${closed}; ` +
        `fix it with: chmod o+x ${closed}`,
    );
  }
  const version = readFileSync(path.join(clusterFolder, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw new UnavailableError(
    `${clusterFolder} was written by Postgres ${version}, but this is Postgres ${MAJOR_VERSION}; ` +
      'export it with the version that wrote it, or delete the folder to start empty',
  );
}

/**
 * Its passwords were lost with a deleted state folder. Deleting that folder asked for a fresh start, but one old
 * cluster is kept as a backup.
 */
function setAsideUnknownCluster(clusterFolder: string, log: (line: string) => void): void {
  if (!existsSync(clusterFolder)) return;
  const previous = `${clusterFolder}.previous`;
  log(`${clusterFolder} belongs to a deleted state folder: moving it to ${previous}`);
  rmSync(previous, { recursive: true, force: true });
  renameSync(clusterFolder, previous);
}

function checkSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= SPACE_NEEDED_BYTES) return;
  throw new UnavailableError(
    `a new database needs ${SPACE_NEEDED_BYTES / 1e6} MB, but only ${Math.floor(freeBytes / 1e6)} MB are free in ${folder}`,
  );
}

function newPasswords(): ClusterRecord['passwords'] {
  const password = (): string => randomBytes(24).toString('base64url');
  return {
    postgres: password(),
    turnwise_owner: password(),
    turnwise_app: password(),
    turnwise_jobs: password(),
  };
}

interface Initialization extends Cluster {
  readonly profile: Profile;
}

/**
 * Builds the cluster next to its final place and moves it there in one step, so that an interrupted start leaves no
 * partial cluster.
 */
function initialize({ record, binaries, user, profile }: Initialization): void {
  removeDrafts(record.clusterFolder);
  const draft = `${record.clusterFolder}.draft-${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, record.passwords.postgres, { mode: 0o600, flag: 'wx' });
    if (user) for (const file of [draft, passwordFile]) chownSync(file, user.uid, user.gid);
    execFileSync(binaries.initdb, initdbOptions(draft, passwordFile, profile), {
      ...user,
      cwd: path.parse(draft).root, // the postgres user may not have access to the current folder
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    renameSync(draft, record.clusterFolder);
  } catch (cause) {
    throw new UnavailableError(`cannot create a database in ${record.clusterFolder}: ${explainFailure(cause)}`, {
      cause,
    });
  } finally {
    removeDrafts(record.clusterFolder);
  }
}

/** Also removes those of a killed supervisor. If its initdb is still writing, the remainder is removed next time. */
function removeDrafts(clusterFolder: string): void {
  const parent = path.dirname(clusterFolder);
  const drafts = readdirSync(parent).filter((entry) => entry.startsWith(`${path.basename(clusterFolder)}.draft-`));
  for (const draft of drafts) rmSync(path.join(parent, draft), { recursive: true, force: true, maxRetries: 5 });
}

function initdbOptions(clusterFolder: string, passwordFile: string, profile: Profile): string[] {
  return [
    `--pgdata=${clusterFolder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The collation is the same on every machine, regardless of its installed locales.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(profile === 'test' ? ['--no-sync'] : []),
  ];
}
