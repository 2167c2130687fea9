import { FEATURE_COUNT, FEATURE_VERSION } from '../candidates/decision';
import { InvalidInputError } from '../../errors';

/**
 * The signature of a policy as an ONNX model, which uploaded models must have.
 *
 * - one input `features`, float32 `[rows, 512]`: one row of features per candidate (`Decision.features`);
 * - one output `scores`, float32 `[rows]`: one finite raw score (logit) per row. The host divides by the temperature
 *   and takes the softmax over the rows of a decision;
 * - `rows` is a free dimension (a name, or left out); 512 may be written or be free;
 * - standard operators only (domain `ai.onnx`), all weights inside the file, at most 64 MiB.
 *
 * Without metadata every run holds the candidates of one decision, so a model may compare them with one another. A model
 * that scores each row by itself says so in `metadata_props`, and many decisions are then scored in one run:
 * `turnwise.rows = INDEPENDENT`. Other keys that are read: `turnwise.feature_version` (refused unless it is this
 * program's; absent: taken to be), `turnwise.architecture` and `turnwise.parameter_count` (written by the learner).
 */
export const MODEL_SIGNATURE = {
  input: 'features',
  output: 'scores',
  featureCount: FEATURE_COUNT,
  featureVersion: FEATURE_VERSION,
  maxBytes: 64 * 2 ** 20,
} as const;

/** Keys of the metadata that this program writes and reads; a caller's own keys do not start with `turnwise.`. */
export const METADATA_KEYS = {
  featureVersion: 'turnwise.feature_version',
  architecture: 'turnwise.architecture',
  parameterCount: 'turnwise.parameter_count',
  rows: 'turnwise.rows',
} as const;

export const METADATA_PREFIX = 'turnwise.';

/** Whether a score depends on its own row alone, or on all rows of the decision. */
export type RowDependence = 'INDEPENDENT' | 'ONE_DECISION';

const ROW_DEPENDENCES: readonly string[] = ['INDEPENDENT', 'ONE_DECISION'] satisfies RowDependence[];

/** @throws InvalidInputError for a value that is neither */
export function readRowDependence(metadata: Readonly<Record<string, string>>): RowDependence {
  const value = metadata[METADATA_KEYS.rows] ?? 'ONE_DECISION';
  if (value === 'INDEPENDENT' || value === 'ONE_DECISION') return value;
  throw new InvalidInputError(
    `the model's ${METADATA_KEYS.rows} is ${value}; expected one of ${ROW_DEPENDENCES.join(', ')}`,
  );
}
