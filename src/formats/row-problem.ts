/** The closed list of reasons for rejecting a row of a result file. */
export type RowProblemCode =
  | 'INVALID_JSON'
  | 'INVALID_UTF8'
  | 'NON_FINITE_NUMBER'
  | 'MISSING_FIELD'
  | 'WRONG_TYPE'
  | 'OUT_OF_RANGE'
  | 'UNKNOWN_ROLE'
  | 'UNKNOWN_TASK'
  | 'ORPHAN_TOOL_RESULT'
  | 'NUL_CHARACTER'
  | 'UNPAIRED_SURROGATE'
  | 'TEXT_TOO_LONG'
  | 'ROW_TOO_LARGE'
  | 'ROW_TOO_DEEP'
  | 'ROW_TOO_MANY_VALUES';

/** Why one row of a result file is rejected; the other rows of the file are still read. */
export type RowProblem = {
  /** Index of the row in its list, from 0. */
  readonly row: number;
  /** Path inside the row, e.g. `traj[3].role`; empty when the problem concerns the whole row. */
  readonly field: string;
  /** One sentence for the user that names the value and the limit. */
  readonly message: string;
  readonly code: RowProblemCode;
};

/** Thrown inside the readers of one row, which turn it into a `RowProblem`; it never leaves `src/formats`. */
export class RowProblemError extends Error {
  constructor(
    readonly code: RowProblemCode,
    readonly field: string,
    message: string,
  ) {
    super(message);
    this.name = 'RowProblemError';
  }
}
