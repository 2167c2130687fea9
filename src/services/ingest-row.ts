import type { RecordedRollout } from '../domain/trajectory';

/** A rollout as it was sent. */
export type IngestRow = {
  /** Position in the batch or file, from 0. */
  readonly row: number;
  /** The client's own id; it then is the identity of the rollout within the experiment. */
  readonly clientId: string | null;
  readonly policyName: string;
  readonly simulatorName: string;
  readonly simulatorVersion: string;
  readonly rollout: RecordedRollout;
  /** SHA-256 (hex) of the row as it was sent: without a client id, it tells a repetition from another rollout. */
  readonly contentHash: string;
  /** False when the row only names its task (a failed run of tau-bench): it then joins a described task of that name. */
  readonly isTaskDescribed: boolean;
};
