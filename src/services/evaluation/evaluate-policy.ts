import type { JobContext, SaveResult } from '../jobs/job-context';
import { computeEvaluation } from './compute-evaluation';

/** The evaluation job: computes all figures from the current rollouts. */
export async function evaluatePolicy(
  context: JobContext,
  payload: { readonly evaluationId: string },
): Promise<SaveResult> {
  context.reportProgress('loading rollouts', 0, null);
  const { result } = await computeEvaluation(context, payload.evaluationId, {
    signal: context.signal,
    onProgress: ({ phase, done, total }) => {
      context.reportProgress(phase, done, total);
    },
  });
  return async (stores) => {
    const { userSimulatorId } = await stores.evaluations.get(payload.evaluationId);
    await stores.evaluations.saveResult(payload.evaluationId, {
      ...result,
      userSimulatorId: userSimulatorId ?? result.userSimulatorId,
    });
  };
}
