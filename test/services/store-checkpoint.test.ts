import { randomBytes, randomUUID } from 'node:crypto';
import { CancelledError } from '../../src/errors';
import type { Checkpoint } from '../../src/model/checkpoints/checkpoint.model';
import { calibrateTiersJob } from '../../src/services/calibration/calibrate-tiers.job';
import { openCheckpoint } from '../../src/services/checkpoints/open-checkpoint';
import { startJob } from '../../src/services/jobs/job-runs';
import type { CheckpointDescription } from '../../src/services/checkpoints/register-checkpoint';
import { storeCheckpoint } from '../../src/services/checkpoints/store-checkpoint';
import { createTemporaryFiles, type TemporaryFiles } from '../support/temporary-files';
import { createTestTenant, type TestTenant } from '../support/tenant';

const DESCRIPTION: CheckpointDescription = {
  experimentId: null,
  trainingRunId: randomUUID(),
  parentId: null,
  origin: 'IMITATION',
  step: 3,
  metadata: { featureVersion: '1', taskSetHash: 'abc', rewardSchemeId: null, estimator: null, seed: '1', loss: 0.5 },
};

describe('a checkpoint written by a job', () => {
  let tenant: TestTenant;
  let files: TemporaryFiles;
  beforeAll(async () => {
    tenant = await createTestTenant();
    files = createTemporaryFiles();
    await tenant.database.inTenant(tenant.tenantId, async (stores) => {
      const { id: experimentId } = await stores.experiments.create('airline', '');
      const run = {
        id: DESCRIPTION.trainingRunId!,
        experimentId,
        kind: 'IMITATION',
        name: 'base',
        settingsJson: '{}',
      } as const;
      await stores.trainingRuns.create(run);
    });
  });
  afterAll(async () => {
    await tenant.close();
    await files.remove();
  });

  /** What a worker that has just claimed a job hands to its handler, as far as checkpoints need it. */
  async function claimJob() {
    const { database, tenantId } = tenant;
    const claim = await database.inTenant(tenantId, async (stores) => {
      const job = await startJob(stores, calibrateTiersJob, {
        experimentId: null,
        payload: { calibrationId: randomUUID() },
      });
      const claimed = await stores.jobRuns.claim(job.id, 'w', 1);
      return { jobRunId: job.id, fencingToken: claimed!.fencingToken };
    });
    return { database, tenantId, claim, files: files.store };
  }

  function checkpointsOfRun(): Promise<Checkpoint[]> {
    return tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.checkpoints.ofTrainingRun(DESCRIPTION.trainingRunId!),
    );
  }

  it('is read back with its files and all of its metadata, and found by its run in the order of steps', async () => {
    const context = await claimJob();
    const bytes = { model: randomBytes(40), optimizer: randomBytes(80) };
    const third = await storeCheckpoint(context, DESCRIPTION, bytes);
    const first = await storeCheckpoint(context, { ...DESCRIPTION, step: 1 }, { ...bytes, optimizer: null });
    const opened = await openCheckpoint(context, third.id);
    expect(opened.metadata).toEqual(DESCRIPTION.metadata);
    expect(Buffer.from(opened.model).equals(bytes.model)).toBe(true);
    expect(Buffer.from(opened.optimizer!).equals(bytes.optimizer)).toBe(true);
    expect((await openCheckpoint(context, first.id)).optimizer).toBeNull();
    expect((await checkpointsOfRun()).map(({ id }) => id)).toEqual([first.id, third.id]);
  });

  it('is not written by a worker that was overtaken', async () => {
    const context = await claimJob();
    const before = await checkpointsOfRun();
    await new Promise((resolve) => setTimeout(resolve, 10));
    const overtaken = await tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.jobRuns.claim(context.claim.jobRunId, 'other', 60_000),
    );
    expect(overtaken).not.toBeNull();
    const late = storeCheckpoint(context, { ...DESCRIPTION, step: 9 }, { model: randomBytes(8), optimizer: null });
    await expect(late).rejects.toThrow(CancelledError);
    expect(await checkpointsOfRun()).toEqual(before);
  });

  it('is refused with an optimizer that has no size, by the database itself', async () => {
    const create = tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.checkpoints.create({
        ...DESCRIPTION,
        modelHash: 'a'.repeat(64),
        modelBytes: 1,
        optimizerHash: 'b'.repeat(64),
        optimizerBytes: null,
        metadataJson: '{}',
      }),
    );
    await expect(create).rejects.toThrow('checkpoint_optimizer_check');
  });
});
