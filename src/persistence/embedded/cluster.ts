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

/** Durable keeps what was committed through a power cut; test does not, and is faster. */
export type Profile = 'durable' | 'test';

/** An initialised cluster with the programs and the user to run it. */
export interface Cluster {
  readonly record: ClusterRecord;
  readonly binaries: PostgresBinaries;
  readonly user: DatabaseUser | undefined;
}

const MAJOR_VERSION = '18';
const SPACE_NEEDED_BYTES = 200e6;

/**
 * The cluster of a state folder, initialised on first use.
 *
 * For the holder of the folder's lock only. Run by root in a folder that the user `postgres` cannot enter (a clone under
 * /root, say), programs and cluster go to a folder of their own under /var/lib/turnwise, which the record names.
 *
 * @throws UnavailableError when the disk, the permissions or an older Postgres stand in the way
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
  log(`initialising a Postgres cluster in ${clusterFolder}`);
  initialise({ record, binaries, user, profile });
  writeRecord(folder.clusterRecord, record);
  return { record, binaries, user };
}

/** A folder that root owns, nobody else can write and the user can enter: what lies in it is run as that user. */
function chooseSharedFolder(user: DatabaseUser): string {
  const candidates = [path.join('/var/lib', 'turnwise'), path.join(os.tmpdir(), 'turnwise')];
  const chosen = candidates.find((candidate) => {
    try {
      mkdirSync(candidate, { mode: 0o755 });
      chmodSync(candidate, 0o755); // whatever the umask is
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
      `the database lies in ${clusterFolder}, but the system user postgres may no longer enter ${closed}; ` +
        `allow it with: chmod o+x ${closed}`,
    );
  }
  const version = readFileSync(path.join(clusterFolder, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw new UnavailableError(
    `${clusterFolder} was written by Postgres ${version}, and this is Postgres ${MAJOR_VERSION}; ` +
      'export it with the version that wrote it, or delete the folder to start empty',
  );
}

/** Its passwords went with a deleted state folder, which was the wish to start anew; one generation is kept all the same. */
function setAsideUnknownCluster(clusterFolder: string, log: (line: string) => void): void {
  if (!existsSync(clusterFolder)) return;
  const previous = `${clusterFolder}.previous`;
  log(`${clusterFolder} belongs to a state folder that was deleted: moving it to ${previous}`);
  rmSync(previous, { recursive: true, force: true });
  renameSync(clusterFolder, previous);
}

function checkSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= SPACE_NEEDED_BYTES) return;
  throw new UnavailableError(
    `a new database needs ${SPACE_NEEDED_BYTES / 1e6} MB, and ${folder} has ${Math.floor(freeBytes / 1e6)} MB left`,
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

interface Initialisation extends Cluster {
  readonly profile: Profile;
}

/** Builds the cluster beside its place and moves it there in one step: an interrupted start leaves no half of one. */
function initialise({ record, binaries, user, profile }: Initialisation): void {
  removeDrafts(record.clusterFolder);
  const draft = `${record.clusterFolder}.draft-${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, record.passwords.postgres, { mode: 0o600, flag: 'wx' });
    if (user) for (const file of [draft, passwordFile]) chownSync(file, user.uid, user.gid);
    execFileSync(binaries.initdb, initdbOptions(draft, passwordFile, profile), {
      ...user,
      cwd: path.parse(draft).root, // the postgres user may not be allowed to be where we are
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

/** Also those of a supervisor that was killed; if its initdb still writes, the remainder is removed next time. */
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
    // Sorts the same on every machine, whichever locales are installed there.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(profile === 'test' ? ['--no-sync'] : []),
  ];
}
