import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/persistence/embedded/embedded-postgres';
import {
  clusterFolderOf,
  isAlive,
  postgresPid,
  postmasterPidFile,
  supervisorPid,
  waitUntil,
} from './embedded-processes';
import { startOwner } from './owner';

let dataFolder: string;
let held: EmbeddedPostgres[];

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'turnwise-embedded-'));
  chmodSync(dataFolder, 0o711);
  held = [];
});

afterEach(async () => {
  await Promise.all(held.map((postgres) => postgres.stop()));
  await waitUntil(() => !isAlive(supervisorPid(dataFolder)) && !isAlive(postgresPid(dataFolder)));
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(profile: 'durable' | 'test' = 'test'): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, profile });
  held.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const ROLE_QUERY =
  'SELECT current_user AS name, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user';

test('gives three roles of which none is a superuser or passes row-level security', async () => {
  const { ownerUrl, appUrl, jobsUrl } = await start();
  for (const [url, name] of [
    [ownerUrl, 'turnwise_owner'],
    [appUrl, 'turnwise_app'],
    [jobsUrl, 'turnwise_jobs'],
  ] as const) {
    expect(await query(url, ROLE_QUERY)).toEqual([
      { name, rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    ]);
  }
});

test('lets the owner alone create in the database, also a schema for the jobs role', async () => {
  const { ownerUrl, appUrl, jobsUrl } = await start();
  await query(ownerUrl, 'CREATE SCHEMA jobs AUTHORIZATION turnwise_jobs');
  await query(jobsUrl, 'CREATE TABLE jobs.probe (id int)');
  await expect(query(appUrl, 'CREATE TABLE public.probe (id int)')).rejects.toThrow('permission denied');
  await expect(query(appUrl, 'CREATE SCHEMA probe')).rejects.toThrow('permission denied');
});

test('hides passwords and rows from other users of the machine', async () => {
  const { adminUrl, port } = await start();
  expect(statSync(path.join(dataFolder, 'postgres', 'cluster.json')).mode & 0o077).toBe(0);
  expect(statSync(path.join(dataFolder, 'postgres', 'supervisor.json')).mode & 0o077).toBe(0);
  expect(statSync(clusterFolderOf(dataFolder)).mode & 0o077).toBe(0);
  await expect(query(`postgres://postgres@127.0.0.1:${port}/postgres`, 'SELECT 1')).rejects.toThrow('password');
  expect(await query(adminUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

test('joins the Postgres that runs, from this process and from another', async () => {
  const first = await start();
  const second = await start();
  const other = await startOwner(dataFolder);
  expect(second.adminUrl).toBe(first.adminUrl);
  expect(other.answer.port).toBe(first.port);
  await other.end('release');
  await second.release();
  expect(await query(first.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('initializes once when several processes start at the same time', async () => {
  const owners = await Promise.all([1, 2, 3, 4].map(() => startOwner(dataFolder)));
  expect(new Set(owners.map((owner) => owner.answer.adminUrl)).size).toBe(1);
  await Promise.all(owners.map((owner) => owner.end('release')));
  const log = readFileSync(path.join(dataFolder, 'postgres', 'supervisor.log'), 'utf8');
  expect(log.match(/initializing/g)).toHaveLength(1);
});

test('has stopped Postgres and its supervisor when the last owner released it, and keeps the data', async () => {
  const first = await start();
  await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pids = [postgresPid(dataFolder), supervisorPid(dataFolder)];
  await first.release();
  await waitUntil(() => !pids.some(isAlive));
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('stops for one owner who asks for it although another is left, who does not start it again', async () => {
  await start();
  const pid = postgresPid(dataFolder);
  const other = await startOwner(dataFolder);
  await other.end('stop');
  expect(isAlive(pid)).toBe(false);
  await waitUntil(() => !isAlive(supervisorPid(dataFolder)));
  expect(postgresPid(dataFolder)).toBeUndefined();
});

test('stops some seconds after its only owner was killed', async () => {
  const owner = await startOwner(dataFolder);
  const pids = [postgresPid(dataFolder), supervisorPid(dataFolder)];
  expect(pids.every(isAlive)).toBe(true);
  owner.process.kill('SIGKILL');
  await waitUntil(() => !pids.some(isAlive));
});

test('stops in order when its supervisor is told to end', async () => {
  await start();
  process.kill(supervisorPid(dataFolder)!, 'SIGTERM');
  await waitUntil(() => supervisorPid(dataFolder) === undefined);
  expect(postgresPid(dataFolder)).toBeUndefined();
  expect(readFileSync(path.join(dataFolder, 'postgres', 'postgres.log'), 'utf8')).toContain(
    'database system is shut down',
  );
});

test('keeps Postgres under a new supervisor when the old one is killed under a living owner', async () => {
  const postgres = await start();
  const [oldSupervisor, pid] = [supervisorPid(dataFolder)!, postgresPid(dataFolder)];
  process.kill(oldSupervisor, 'SIGKILL');
  await waitUntil(() => supervisorPid(dataFolder) !== oldSupervisor && isAlive(supervisorPid(dataFolder)));
  const joined = await start();
  expect(joined.port).toBe(postgres.port);
  expect(postgresPid(dataFolder)).toBe(pid);
  await postgres.stop();
  expect(isAlive(pid)).toBe(false);
});

test('adopts the Postgres that a killed supervisor and its killed owner left behind', async () => {
  const owner = await startOwner(dataFolder);
  await query(owner.answer.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = postgresPid(dataFolder);
  owner.process.kill('SIGKILL');
  process.kill(supervisorPid(dataFolder)!, 'SIGKILL');
  const next = await start();
  expect(postgresPid(dataFolder)).toBe(pid);
  expect(await query(next.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await next.release();
  await waitUntil(() => !isAlive(pid));
});

test('starts Postgres again on the same port, nothing lost, when it was killed under a living owner', async () => {
  const postgres = await start('durable');
  await query(postgres.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = postgresPid(dataFolder)!;
  process.kill(pid, 'SIGKILL');
  await waitUntil(() => postgresPid(dataFolder) !== pid && isAlive(postgresPid(dataFolder)));
  const joined = await start('durable');
  expect(joined.port).toBe(postgres.port);
  expect(await query(postgres.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('does not take another program for Postgres because a stale pid file names its pid', async () => {
  const first = await start();
  const pidFile = readFileSync(postmasterPidFile(dataFolder), 'utf8');
  await first.release();
  const [, ...rest] = pidFile.split('\n');
  writeFileSync(postmasterPidFile(dataFolder), [String(process.pid), ...rest].join('\n'));
  const second = await start();
  expect(await query(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('names what is wrong and where the log is when the cluster cannot be used', async () => {
  const postgres = await start();
  await postgres.release();
  writeFileSync(path.join(clusterFolderOf(dataFolder), 'PG_VERSION'), '15\n');
  await expect(start()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(/was written by Postgres 15, but this is Postgres 18.*supervisor\.log/) as string,
  });
});
