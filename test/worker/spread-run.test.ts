import { setTimeout as sleep } from 'node:timers/promises';
import { JOBS } from '../../src/services/job-registry';
import { describeOnEachBackend } from './support/backends';
import { JobBench } from './support/job-bench';
import { TrainingBench } from './support/training';
import { LISTS } from '../../src/persistence/lists/lists';
import { readRows } from '../support/read-rows';

jest.setTimeout(120_000);

describeOnEachBackend('a training run that is spread over two workers', (backend) => {
  let bench: JobBench;
  let training: TrainingBench;
  beforeAll(async () => {
    bench = await JobBench.open(backend);
    training = await TrainingBench.open(bench);
  });
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  it('comes to the bytes of one that is not', async () => {
    for (const name of ['first', 'second']) await bench.startWorker(name, JOBS, { concurrency: 1 });
    while ((await bench.inTenant((stores) => stores.workers.findLive(2))).length < 2) await sleep(10);
    const settings = { updates: 4, groupsPerUpdate: 4 };
    const alone = await training.until((await training.train(null, settings)).id, 'SUCCEEDED');
    const spread = { shards: 2, deadlineMs: 60_000, quorum: 1 };
    const { id } = await training.train(null, { ...settings, spread });
    await training.until(id, 'SUCCEEDED');
    expect(await training.hashes(id)).toEqual(await training.hashes(alone.id));
    expect(await training.metric(id, 'missingGroups')).toEqual([0, 0, 0, 0]);
    expect(await training.metric(alone.id, 'missingGroups')).toEqual([]);
    const rows = await bench.inTenant((stores) => readRows(stores, LISTS.jobRuns, bench.tenantId));
    // Two of each update, and two of the validation after the last.
    expect(rows.filter(({ name }) => name === 'collectTrainingGroups')).toHaveLength(10);
    expect(await bench.inTenant((stores) => stores.trainingShards.findOthers(id, null))).toEqual([]);
  });
});
