const MIB = 1024 * 1024;

/** Every limit of a result file, in one place. Each is named in the error that it causes. */
export const FILE_LIMITS = {
  /** Bytes of an upload as they are sent. */
  uploadBytes: 8 * 1024 * MIB,
  /** Bytes of an upload with `strict`, which is kept on disk until all of it was checked. */
  strictUploadBytes: 2 * 1024 * MIB,
  /** Inflated bytes for each byte of gzip, beyond the first `freeInflatedBytes`. Recorded conversations reach about 30. */
  expansion: 200,
  freeInflatedBytes: MIB,
  /** Elements of the lists that are cut up, and members of the file. */
  rows: 1_000_000,
  /** Rows that are refused; with more, the file is taken to be of another kind. */
  badRows: 10_000,
  /** Bytes of a row; a larger one is refused and never held. */
  rowBytes: 16 * MIB,
  /** Values of a row, lists and objects included. */
  rowValues: 200_000,
  /** Levels of lists and objects in a row. */
  rowDepth: 256,
  /** UTF-16 code units of a message, argument or result. */
  textLength: 8 * MIB,
  /** Bytes of `tasks`, which are held while their simulations stream by. */
  tasksBytes: 256 * MIB,
} as const;
