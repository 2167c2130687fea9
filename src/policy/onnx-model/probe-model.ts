import { encodeModel } from '../../onnx/encode-model';
import { ELEMENT_TYPES } from '../../onnx/onnx-model';

const HIDDEN = 16;

/**
 * A small scorer of the documented signature with fixed weights, opset 17: `relu(features · W1) · W2`. Shows whether a
 * provider can run a model of the kind trained here, and what it computes.
 *
 * @param featureCount number of features of a row
 */
export function encodeProbeModel(featureCount: number): Uint8Array {
  const { float32, int64 } = ELEMENT_TYPES;
  const first = weights(featureCount * HIDDEN, (index) => Math.sin(index) / Math.sqrt(featureCount));
  const second = weights(HIDDEN, (index) => Math.cos(index));
  return encodeModel({
    opsets: { '': 17 },
    inputs: [{ name: 'features', elementType: float32, shape: ['rows', featureCount] }],
    outputs: [{ name: 'scores', elementType: float32, shape: ['rows'] }],
    initializers: [
      { name: 'w1', elementType: float32, shape: [featureCount, HIDDEN], bytes: first },
      { name: 'w2', elementType: float32, shape: [HIDDEN, 1], bytes: second },
      { name: 'flat', elementType: int64, shape: [1], bytes: new Uint8Array(new BigInt64Array([-1n]).buffer) },
    ],
    nodes: [
      { operator: 'MatMul', inputs: ['features', 'w1'], outputs: ['sums'] },
      { operator: 'Relu', inputs: ['sums'], outputs: ['hidden'] },
      { operator: 'MatMul', inputs: ['hidden', 'w2'], outputs: ['column'] },
      { operator: 'Reshape', inputs: ['column', 'flat'], outputs: ['scores'] },
    ],
  });
}

/** Little-endian, as the machines that this runs on are. */
function weights(count: number, valueAt: (index: number) => number): Uint8Array {
  return new Uint8Array(Float32Array.from({ length: count }, (_zero, index) => valueAt(index)).buffer);
}
