import { FEATURE_COUNT, FEATURE_VERSION } from '../candidates/decision';
import { InvalidInputError } from '../../errors';
import type { ModelValue, OnnxModel } from './read-model';

/**
 * The signature of a policy as an ONNX model: what a user's own model must have.
 *
 * - one input `features`, float32 `[rows, 512]`: one row of features for each candidate (`Decision.features`);
 * - one output `scores`, float32 `[rows]`: one finite raw score (logit) for each row. The host takes the softmax over the
 *   rows of a decision, after division by the temperature;
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
export function readRowDependence(metadata: ReadonlyMap<string, string>): RowDependence {
  const value = metadata.get(METADATA_KEYS.rows) ?? 'ONE_DECISION';
  if (value === 'INDEPENDENT' || value === 'ONE_DECISION') return value;
  throw new InvalidInputError(
    `the model's ${METADATA_KEYS.rows} is ${value}; expected one of ${ROW_DEPENDENCES.join(', ')}`,
  );
}

/**
 * @throws InvalidInputError saying what was found and what was expected, when the model cannot be this program's policy.
 *   Operators are checked when the session is opened
 */
export function checkModelSignature(model: OnnxModel): void {
  const { input, output, featureCount, featureVersion } = MODEL_SIGNATURE;
  if (model.externalTensors.length > 0) {
    throw new InvalidInputError(
      `the model keeps ${model.externalTensors[0]!} in another file; expected all weights inside the model`,
    );
  }
  const domain = model.operatorDomains.find((each) => each !== '' && each !== 'ai.onnx');
  if (domain !== undefined) {
    throw new InvalidInputError(`the model uses operators of ${domain}; expected standard operators (ai.onnx) only`);
  }
  checkValue('input', model.inputs, { name: input, shape: [null, featureCount] });
  checkValue('output', model.outputs, { name: output, shape: [null] });
  readRowDependence(model.metadata);
  const version = model.metadata.get(METADATA_KEYS.featureVersion);
  if (version !== undefined && version !== featureVersion) {
    throw new InvalidInputError(
      `the model was made for feature version ${version}; this program makes version ${featureVersion}`,
    );
  }
}

type Expected = { readonly name: string; readonly shape: readonly (number | null)[] };

/** A free length of the model fits every expected one; where any is expected, a fixed one is refused. */
function checkValue(kind: string, found: readonly ModelValue[], expected: Expected): void {
  const [value] = found;
  const isExpected =
    found.length === 1 &&
    value?.name === expected.name &&
    value.type === 'float32' &&
    (value.shape === null || isShapeAllowed(value.shape, expected.shape));
  if (isExpected) return;
  const wanted = describe({ ...expected, type: 'float32' });
  throw new InvalidInputError(
    `the model's ${kind}s are ${found.map(describe).join(', ') || 'none'}; expected one ${kind}: ${wanted}`,
  );
}

function isShapeAllowed(found: NonNullable<ModelValue['shape']>, expected: Expected['shape']): boolean {
  return (
    found.length === expected.length &&
    found.every((length, axis) => typeof length !== 'number' || length === expected[axis])
  );
}

function describe({ name, type, shape }: ModelValue): string {
  const lengths = shape === null ? 'of any shape' : `[${shape.map((length) => length ?? 'rows').join(', ')}]`;
  return `${name} ${type} ${lengths}`;
}
