import { randomUUID } from 'node:crypto';
import { JOBS } from '../../../src/services/job-registry';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { registerTrainingRun } from '../../../src/services/training/external-training';
import { cancelTraining } from '../../../src/services/training/pause-training';
import { startTraining } from '../../../src/services/training/start-training';
import type { TestApi } from './api-server';
import type { OrganizationRows } from './organization-rows';

/** Stores a run that waits for a worker. @returns its id */
export async function addTrainingRun({ database }: TestApi, rows: OrganizationRows): Promise<string> {
  const run = await startTraining(database, rows.tenantId, {
    experimentId: rows.experimentId,
    name: randomUUID(),
    taskSetId: rows.collected.taskSetId,
    rewardSchemeId: rows.rewardSchemeId,
    ...{ validationTaskSetId: null, baseCheckpointId: null, requirements: null, idempotencyKey: null },
    settings: {},
  });
  return run.id;
}

/** As `addTrainingRun`, of a run that was cancelled. */
export async function addCancelledTrainingRun(api: TestApi, rows: OrganizationRows): Promise<string> {
  return (await cancelTraining(api.database, rows.tenantId, { id: await addTrainingRun(api, rows), jobs: JOBS })).id;
}

/** As `addTrainingRun`, of a run whose trainer lives elsewhere. */
export async function addExternalRun({ database }: TestApi, rows: OrganizationRows): Promise<string> {
  const run = await registerTrainingRun(database, rows.tenantId, {
    experimentId: rows.experimentId,
    name: randomUUID(),
    rewardSchemeId: rows.rewardSchemeId,
    ...{ taskSetId: null, baseCheckpointId: null, estimator: 'GRPO', estimatorSettings: {}, trainer: 'test' },
    ...{ heartbeatTimeoutMs: 60_000, idempotencyKey: null },
  });
  return run.id;
}

/** What both kinds of training can be started with, every id among it. */
export async function trainingInput({ database }: TestApi, rows: OrganizationRows) {
  const source = { database, tenantId: rows.tenantId, environments: new Environments(null) };
  const validation = await generateTaskSet(source, {
    ...{ name: randomUUID(), version: 'v1', worldSize: 'SMALL', worldSeed: 5, taskSeed: 6, size: 1 },
    ...{ split: 'validation', families: ['look-up'], idempotencyKey: null },
  });
  return {
    experimentId: rows.experimentId,
    name: randomUUID(),
    taskSetId: rows.collected.taskSetId,
    validationTaskSetId: validation.id,
    baseCheckpointId: rows.checkpointId,
  };
}
