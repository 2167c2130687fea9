import { InvalidInputError } from '../../errors';
import { type Axis, ELEMENT_TYPES, type OnnxSummary, type OnnxValue } from '../../onnx/onnx-model';
import { METADATA_KEYS, MODEL_SIGNATURE, readRowDependence } from './model-signature';

/** Max version of ONNX's default operator set that onnxruntime 1.30 supports, according to its own error message. */
export const HIGHEST_OPSET = 26;

const { input, output, featureCount, featureVersion, maxBytes } = MODEL_SIGNATURE;

/** `MODEL_SIGNATURE` as text, for error messages. */
export const SIGNATURE_TEXT =
  `input ${input}: float32 [rows, ${featureCount}]; output ${output}: float32 [rows]; one row a candidate, rows a free ` +
  `dimension; operators of ONNX's own domain, opset at most ${HIGHEST_OPSET}; weights within the file; metadata property ` +
  `${METADATA_KEYS.featureVersion} absent or "${featureVersion}", ${METADATA_KEYS.rows} absent, INDEPENDENT or ONE_DECISION; ` +
  `at most ${maxBytes} bytes`;

const ELEMENT_NAMES = new Map<number, string>(Object.entries(ELEMENT_TYPES).map(([name, number]) => [number, name]));

/**
 * Checks everything that can be checked without running the model.
 *
 * @throws InvalidInputError naming what was found and what was expected, for the first of: weights in another file, functions
 *   of its own, another operator domain, an operator set that is too new, other inputs or outputs, other features
 */
export function assertScorerSignature(model: OnnxSummary): void {
  if (model.external.length > 0) {
    throw refused(`${model.external.length} tensors lie in another file, the first is "${model.external[0]!}"`);
  }
  if (model.hasFunctions) throw refused('it defines functions of its own');
  const foreign = [...model.operators].filter((operator) => operator.includes(':'));
  if (foreign.length > 0) throw refused(`it uses operators of another domain: ${foreign.slice(0, 5).join(', ')}`);
  const opset = model.opsets[''];
  if (opset === undefined) throw refused("it imports no version of ONNX's own operator set");
  if (opset > HIGHEST_OPSET) throw refused(`it imports opset ${opset}`);
  assertValue('input', model.inputs, { name: input, shape: ['rows', featureCount] });
  assertValue('output', model.outputs, { name: output, shape: ['rows'] });
  readRowDependence(model.metadata);
  const version = model.metadata[METADATA_KEYS.featureVersion];
  if (version !== undefined && version !== featureVersion)
    throw refused(`it was made for features of version "${version.slice(0, 80)}"`);
}

type Expected = { readonly name: string; readonly shape: readonly ('rows' | number)[] };

function assertValue(what: 'input' | 'output', found: readonly OnnxValue[], expected: Expected): void {
  const [value] = found;
  if (value === undefined || found.length !== 1 || value.name !== expected.name) {
    const names = found.map((one) => `"${one.name}"`).slice(0, 10);
    throw refused(`its ${what}s are ${names.length === 0 ? 'none' : names.join(', ')}`);
  }
  if (value.elementType !== ELEMENT_TYPES.float32) {
    const type = value.elementType === null ? 'no tensor' : (ELEMENT_NAMES.get(value.elementType) ?? 'of another type');
    throw refused(`its ${what} ${value.name} is ${type}`);
  }
  // A file may leave a shape open; it is then checked by running the model.
  if (value.shape === null) return;
  const { shape } = value;
  const fits =
    shape.length === expected.shape.length && shape.every((size, axis) => suits(size, expected.shape[axis]!));
  if (!fits) throw refused(`its ${what} ${value.name} has the shape [${shape.map((size) => size ?? '?').join(', ')}]`);
}

function suits(found: Axis, expected: 'rows' | number): boolean {
  return expected === 'rows' ? typeof found !== 'number' : typeof found !== 'number' || found === expected;
}

/** @param problem a sentence about the file */
export function refused(problem: string): InvalidInputError {
  return new InvalidInputError(`model: ${problem}; expected: ${SIGNATURE_TEXT}`);
}
