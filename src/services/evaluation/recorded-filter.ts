import { z } from 'zod';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { OutcomeSelection } from '../../persistence/stores/evaluation/outcome-store';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** Filter of an evaluation of recorded rollouts, within its experiment and policy. */
export const recordedFilterSchema = z.strictObject({
  /** Null selects all simulators. */
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
 * The rollouts that an evaluation covers.
 *
 * @throws StoredTextError for an unreadable filter
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
