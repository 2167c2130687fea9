import { z } from 'zod';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { OutcomeSelection } from '../../persistence/stores/evaluation/outcome-store';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** Which rollouts of its experiment and policy an evaluation of recorded rollouts is about. */
export const recordedFilterSchema = z.strictObject({
  /** Null for every simulator. */
  simulatorName: z.string().nullable(),
  simulatorVersion: z.string().nullable(),
});
export type RecordedFilter = z.infer<typeof recordedFilterSchema>;

export const recordedFilterFormat = new StoredFormat<RecordedFilter>({
  place: 'evaluation.recorded_filter_json',
  schema: recordedFilterSchema,
  toText: canonicalJson,
});

/**
 * The rollouts that an evaluation is about.
 *
 * @throws StoredTextError for a filter that cannot be read
 */
export function selectionOf({
  id,
  experimentId,
  policyId,
  collectionId,
  recordedFilterJson,
}: Pick<Evaluation, 'id' | 'experimentId' | 'policyId' | 'collectionId' | 'recordedFilterJson'>): OutcomeSelection {
  if (collectionId !== null) return { collectionId };
  if (recordedFilterJson === null) throw new Error(`evaluation ${id} has neither a collection nor a filter`);
  return { experimentId, policyId, ...recordedFilterFormat.read(recordedFilterJson, id) };
}
