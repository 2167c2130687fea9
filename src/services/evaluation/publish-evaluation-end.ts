import { evaluationStream } from '../../events/streams';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { EVALUATION_ENDED_EVENT, evaluationEventFormat, type EvaluationEventPayload } from './evaluation-event';

/** Notifies the subscribers of an evaluation that its job is final. */
export async function publishEvaluationEnd(stores: TenantStores, job: JobRun): Promise<void> {
  const evaluation = await stores.evaluations.findByJob(job.id);
  if (evaluation === null) return;
  const payload: EvaluationEventPayload = { state: job.state, errorMessage: job.errorMessage, partial: null };
  await stores.events.append(
    evaluationStream(evaluation.id),
    EVALUATION_ENDED_EVENT,
    evaluationEventFormat.withVersion(payload),
  );
}
