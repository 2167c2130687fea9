import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { readClusterRecord, stateFolderOf } from '../../src/persistence/embedded/state-folder';
import { migrate } from '../../src/persistence/migrate';
import type { TestDatabase } from '../support/test-database';
import { describeOnEachBackend } from './support/backends';
import { jobsDoing, JobBench, saveResult } from './support/job-bench';

type Addresses = {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly jobsUrl: string;
};

/** A Postgres of this test alone, because it is killed. */
describeOnEachBackend('a Postgres that is killed', (backend) => {
  let dataFolder: string;
  let owner: ChildProcess;
  let bench: JobBench;

  beforeAll(async () => {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'turnwise-killed-'));
    owner = spawn(process.execPath, [path.join(__dirname, 'support', 'postgres-process.mjs'), dataFolder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: owner.stdout! }), 'line')) as [string];
    const { ownerUrl, appUrl, jobsUrl, adminUrl } = JSON.parse(line) as Addresses;
    await migrate(ownerUrl, 'turnwise_app', 'turnwise_jobs');
    const address = new URL(adminUrl);
    address.pathname = '/turnwise';
    const database: TestDatabase = {
      name: 'turnwise',
      adminUrl: address.toString(),
      ownerUrl,
      applicationUrl: appUrl,
      jobsUrl,
      drop: () => Promise.resolve(),
    };
    bench = await JobBench.openOn(database, backend);
  }, 60_000);

  afterAll(async () => {
    await bench.close();
    await backend.close();
    owner.stdin!.end();
    await once(owner, 'exit');
    rmSync(dataFolder, { recursive: true, force: true });
  }, 60_000);

  it('in mid-job loses no accepted job, and each ends once', async () => {
    const before = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(async (context) => {
        await sleep(3000);
        return saveResult(context.claim.jobRunId, 'w');
      }),
      { concurrency: 1, leaseMs: 20_000 },
    );
    await bench.waitForState(before.id, 'RUNNING');
    const waiting = await bench.startJob();
    process.kill(postmasterPid(), 'SIGKILL');
    for (const job of [before, waiting]) {
      const ended = await bench.waitForState(job.id, 'SUCCEEDED');
      expect(ended.attempt).toBe(1);
      expect(await bench.savers(job.id)).toEqual(['w']);
    }
  }, 60_000);

  /** Of the Postgres that this test started, as its own data folder says. */
  function postmasterPid(): number {
    const record = readClusterRecord(stateFolderOf(dataFolder));
    if (record === undefined) throw new Error(`${dataFolder} has no cluster`);
    return Number(readFileSync(path.join(record.clusterFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }
});
