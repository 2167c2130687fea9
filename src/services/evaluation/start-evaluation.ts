import { randomUUID } from 'node:crypto';
import type { EvaluationSettings } from '../../domain/evaluation/evaluation-settings';
import { InvalidInputError, NotFoundError } from '../../errors';
import { evaluationStream } from '../../events/streams';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { NewEvaluation } from '../../persistence/stores/evaluation/evaluation-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { excerptOf } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';
import { startJob } from '../jobs/job-runs';
import { startCollectionIn, type StartCollectionCommand } from '../collection/start-collection';
import { evaluatePolicyJob } from './evaluate-policy.job';
import { EVALUATION_STARTED_EVENT, evaluationEventFormat, type EvaluationEventPayload } from './evaluation-event';
import { type RecordedFilter, recordedFilterFormat, selectionOf } from './recorded-filter';
import { type EvaluationChoice, evaluationSettingsFormat, resolveEvaluationSettings } from './evaluation-settings';

/** The rollouts to evaluate: from a new collection, from an existing collection, or recorded. */
export type EvaluationSource =
  | { readonly kind: 'NEW_COLLECTION'; readonly collection: Omit<StartCollectionCommand, 'idempotencyKey'> }
  | { readonly kind: 'COLLECTION'; readonly collectionId: string }
  | ({ readonly kind: 'RECORDED'; readonly experimentId: string; readonly policyName: string } & RecordedFilter);

export type StartEvaluationCommand = {
  readonly source: EvaluationSource;
  readonly settings: EvaluationChoice;
  readonly idempotencyKey: string | null;
};

/**
 * Stores an evaluation with all its settings. Its job starts in the same unit of work if the rollouts are complete,
 * else in the unit of work that ends the collection.
 *
 * @throws NotFoundError for an experiment, policy, collection or part of one that the organization does not have
 * @throws InvalidInputError for a setting out of range, a collection that cannot be played, or a filter that matches no
 *   recorded rollouts
 */
export async function startEvaluation(
  database: TenantDatabase,
  tenantId: string,
  { source, settings: chosen, idempotencyKey }: StartEvaluationCommand,
): Promise<Evaluation> {
  const settings = resolveEvaluationSettings(chosen);
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'startEvaluation', key: idempotencyKey, input: { source, chosen } };
    const { id } = await runOnce(stores, call, async () => {
      const id = randomUUID();
      await createEvaluation(stores, id, { source, settings });
      return { id };
    });
    return stores.evaluations.get(id);
  });
}

type Creation = { readonly source: EvaluationSource; readonly settings: EvaluationSettings };

async function createEvaluation(stores: TenantStores, id: string, { source, settings }: Creation): Promise<void> {
  const { isReady, ...subject } = await resolveSource(stores, id, source);
  const settingsJson = evaluationSettingsFormat.write(settings);
  await stores.evaluations.create({ ...subject, id, jobRunId: null, settingsJson });
  if (isReady) {
    const { experimentId } = subject;
    const job = await startJob(stores, evaluatePolicyJob, { experimentId, payload: { evaluationId: id } });
    await stores.evaluations.setJob(id, job.id);
  }
  const payload: EvaluationEventPayload = {
    state: isReady ? 'QUEUED' : 'COLLECTING',
    errorMessage: null,
    partial: null,
  };
  await stores.events.append(
    evaluationStream(id),
    EVALUATION_STARTED_EVENT,
    evaluationEventFormat.withVersion(payload),
  );
}

type Subject = Omit<NewEvaluation, 'id' | 'jobRunId' | 'settingsJson'> & {
  /** True if all its rollouts exist. */
  readonly isReady: boolean;
};

/** @param id of the new evaluation */
async function resolveSource(stores: TenantStores, id: string, source: EvaluationSource): Promise<Subject> {
  switch (source.kind) {
    case 'NEW_COLLECTION': {
      const collection = await startCollectionIn(stores, { ...source.collection, idempotencyKey: null });
      return resolveCollection(stores, collection.id);
    }
    case 'COLLECTION':
      return resolveCollection(stores, source.collectionId);
    case 'RECORDED':
      return resolveRecorded(stores, id, source);
  }
}

async function resolveCollection(stores: TenantStores, collectionId: string): Promise<Subject> {
  // Lock the collection: either its end sees this evaluation, or this sees its end.
  const { experimentId, policyId, userSimulatorId, endedAt } = await stores.collections.lock(collectionId);
  const isReady = endedAt !== null;
  return { experimentId, policyId, userSimulatorId, collectionId, recordedFilterJson: null, isReady };
}

async function resolveRecorded(
  stores: TenantStores,
  id: string,
  { experimentId, policyName, simulatorName, simulatorVersion }: Extract<EvaluationSource, { kind: 'RECORDED' }>,
): Promise<Subject> {
  const experiment = await stores.experiments.get(experimentId);
  const policy = await stores.players.findPolicyByName(policyName);
  if (policy === null) throw new NotFoundError(`no policy "${excerptOf(policyName)}"`);
  const subject: Subject = {
    experimentId,
    policyId: policy.id,
    userSimulatorId: null,
    collectionId: null,
    recordedFilterJson: recordedFilterFormat.write({ simulatorName, simulatorVersion }),
    isReady: true,
  };
  if ((await stores.outcomes.count(selectionOf({ ...subject, id }))) > 0) return subject;
  const ofSimulator = simulatorName === null ? '' : ` with simulator "${excerptOf(simulatorName)}"`;
  const ofVersion = simulatorVersion === null ? '' : ` of version "${excerptOf(simulatorVersion)}"`;
  throw new InvalidInputError(
    'policyName, simulatorName, simulatorVersion: ' +
      `experiment "${experiment.name}" has no rollouts of policy "${excerptOf(policyName)}"${ofSimulator}${ofVersion}`,
  );
}
