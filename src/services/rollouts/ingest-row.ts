import type { RecordedRollout } from '../../domain/trajectory';

/** A rollout as it was sent. */
export type IngestRow = {
  /** Position in the batch or file, from 0. */
  readonly row: number;
  /** The client's own id; it then is the identity of the rollout within the experiment, unless content is. */
  readonly clientId: string | null;
  /**
   * True for rows of a file: the same id with other content (another trial, say) is then another rollout. Otherwise it is
   * a mistake, and the row is rejected.
   */
  readonly isIdentifiedByContent?: boolean;
  readonly policyName: string;
  readonly simulatorName: string;
  readonly simulatorVersion: string;
  readonly rollout: RecordedRollout;
  /** SHA-256 (hex) of the row as it was sent: it tells a repetition from another rollout. */
  readonly contentHash: string;
  /** False when the row only names its task (a failed run of tau-bench): it then joins a described task of that name. */
  readonly isTaskDescribed: boolean;
};
