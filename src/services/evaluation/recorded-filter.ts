import { z } from 'zod';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { OutcomeSelection } from '../../persistence/stores/evaluation/outcome-store';

/** Which rollouts of its experiment and policy an evaluation of recorded rollouts is about. */
export const recordedFilterSchema = z.strictObject({
  /** Null for every simulator. */
  simulatorName: z.string().nullable(),
  simulatorVersion: z.string().nullable(),
});
export type RecordedFilter = z.infer<typeof recordedFilterSchema>;

/** The rollouts that an evaluation is about. */
export function selectionOf({
  experimentId,
  policyId,
  collectionId,
  recordedFilterJson,
}: Pick<Evaluation, 'experimentId' | 'policyId' | 'collectionId' | 'recordedFilterJson'>): OutcomeSelection {
  if (collectionId !== null) return { collectionId };
  const filter = recordedFilterSchema.parse(JSON.parse(recordedFilterJson ?? 'null'));
  return { experimentId, policyId, ...filter };
}
