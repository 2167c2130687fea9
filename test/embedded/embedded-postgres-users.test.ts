import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findClosedFolder } from '../../src/persistence/embedded/database-user';
import { clusterFolderOf, isAlive, postgresPid, supervisorPid, waitUntil } from './embedded-processes';
import { startOwner } from './owner';

/** The user that owns nothing, on every Unix. */
const NOBODY = { uid: 65534, gid: 65534 };

const isRoot = process.getuid?.() === 0;
const whenRoot = isRoot ? test : test.skip;
const whenRootInOpenProject = isRoot && findClosedFolder(process.cwd(), NOBODY) === undefined ? test : test.skip;

let dataFolder: string;

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'turnwise-embedded-'));
});

afterEach(async () => {
  await waitUntil(() => !isAlive(supervisorPid(dataFolder)));
  rmSync(clusterFolderOf(dataFolder), { recursive: true, force: true });
  rmSync(`${clusterFolderOf(dataFolder)}.previous`, { recursive: true, force: true });
  rmSync(dataFolder, { recursive: true, force: true });
});

whenRoot('keeps the cluster elsewhere when root starts it in a folder that only root can enter', async () => {
  const owner = await startOwner(dataFolder);
  expect(owner.answer.error).toBeUndefined();
  expect(path.relative(dataFolder, clusterFolderOf(dataFolder))).toMatch(/^\.\./);
  expect(statSync(clusterFolderOf(dataFolder)).uid).not.toBe(0);
  expect(statSync(path.dirname(clusterFolderOf(dataFolder)))).toMatchObject({ uid: 0 });
  await owner.end('release');
});

whenRoot('starts anew when the state folder was deleted but the cluster elsewhere was not', async () => {
  const first = await startOwner(dataFolder);
  await first.end('release');
  await waitUntil(() => supervisorPid(dataFolder) === undefined);
  rmSync(path.join(dataFolder, 'postgres'), { recursive: true });
  const second = await startOwner(dataFolder);
  expect(second.answer.error).toBeUndefined();
  expect(second.answer.adminUrl).not.toBe(first.answer.adminUrl);
  await second.end('release');
});

whenRootInOpenProject('runs Postgres as the ordinary user who starts it', async () => {
  chownSync(dataFolder, NOBODY.uid, NOBODY.gid);
  const owner = await startOwner(dataFolder, NOBODY);
  expect(owner.answer.error).toBeUndefined();
  expect(statSync(clusterFolderOf(dataFolder)).uid).toBe(NOBODY.uid);
  expect(path.relative(dataFolder, clusterFolderOf(dataFolder))).toBe('postgres/cluster');
  await owner.end('release');
});

whenRootInOpenProject('goes on as the owner of the folder when root starts it there later', async () => {
  chownSync(dataFolder, NOBODY.uid, NOBODY.gid);
  await (await startOwner(dataFolder, NOBODY)).end('release');
  await (await startOwner(dataFolder)).end('release');
  const owner = await startOwner(dataFolder, NOBODY);
  expect(owner.answer.error).toBeUndefined();
  expect(isAlive(postgresPid(dataFolder))).toBe(true);
  await owner.end('release');
});

whenRootInOpenProject('tells an ordinary user which permissions are missing', async () => {
  await (await startOwner(dataFolder)).end('release');
  chmodSync(dataFolder, 0o755);
  const owner = await startOwner(dataFolder, NOBODY);
  expect(owner.answer).toMatchObject({ code: 'UNAVAILABLE' });
  expect(owner.answer.error).toContain('the permissions do not allow it');
});
