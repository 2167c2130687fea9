import type { RecordedRollout } from '../../domain/trajectory';

/** A rollout as received. */
export type IngestRow = {
  /** Index in the batch or file, from 0. */
  readonly row: number;
  /** Id assigned by the client. It identifies the rollout within the experiment, unless the content does. */
  readonly clientId: string | null;
  /**
   * True for rows of a file: the same id with different content (e.g. another trial) is then a different rollout.
   * Otherwise that is a mistake, and the row is rejected.
   */
  readonly isIdentifiedByContent?: boolean;
  readonly policyName: string;
  readonly simulatorName: string;
  readonly simulatorVersion: string;
  readonly rollout: RecordedRollout;
  /** SHA-256 (hex) of the row as received, which distinguishes a duplicate from a different rollout. */
  readonly contentHash: string;
  /**
   * False if the row only names its task (a failed run of tau-bench); it is then assigned to a described task of that
   * name.
   */
  readonly isTaskDescribed: boolean;
};
