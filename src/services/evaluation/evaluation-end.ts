import { evaluationStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { startJob } from '../jobs/job-runs';
import { EVALUATION_ENDED_EVENT, type EvaluationEventPayload } from './evaluation-event';

/** Starts the jobs of the evaluations that waited for a collection, in the unit that ended it: none waits in a worker. */
export async function startWaitingEvaluations(stores: TenantStores, collection: Collection): Promise<void> {
  for (const { id, experimentId } of await stores.evaluations.findWaiting(collection.id)) {
    const job = await startJob(stores, 'evaluatePolicy', experimentId, { evaluationId: id });
    await stores.evaluations.setJob(id, job.id);
  }
}

/** Tells the subscribers of the evaluation that a job computes that the job is final. */
export async function publishEvaluationEnd(stores: TenantStores, job: JobRun): Promise<void> {
  const evaluation = await stores.evaluations.findByJob(job.id);
  if (evaluation === null) return;
  const payload: EvaluationEventPayload = { state: job.state, errorMessage: job.errorMessage, partial: null };
  await stores.events.append(evaluationStream(evaluation.id), EVALUATION_ENDED_EVENT, payload);
}
