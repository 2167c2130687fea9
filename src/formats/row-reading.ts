import type { RecordedRollout } from '../domain/trajectory';
import { RowProblemError, type RowProblem } from './row-problem';

/** Result of reading one row of a result file. */
export type ReadRow = {
  readonly rollout: RecordedRollout;
  /** The record's own id; null when the format has none. */
  readonly clientId: string | null;
  /**
   * False when the row only names its task. Its instruction is then empty and it has no golden actions, which must not replace
   * those that another row gives for the task.
   */
  readonly isTaskDescribed: boolean;
};

export type RowReading = { readonly ok: ReadRow } | { readonly problem: RowProblem };

/**
 * Runs the reader of one row and converts a RowProblemError into a verdict.
 *
 * @param row index of the row from 0
 * @throws whatever `read` throws that is not a RowProblemError
 */
export function judgeRow(row: number, read: () => ReadRow): RowReading {
  try {
    return { ok: read() };
  } catch (error) {
    if (!(error instanceof RowProblemError)) throw error;
    return { problem: { row, field: error.field, message: error.message, code: error.code } };
  }
}
