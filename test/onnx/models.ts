import { encodeModel } from '../../src/onnx/encode-model';
import { ELEMENT_TYPES, type OnnxModel } from '../../src/onnx/onnx-model';

const { float32, int64 } = ELEMENT_TYPES;

/** A policy of the documented signature: the sum of each row. */
export const SUMMING: OnnxModel = {
  opsets: { '': 17 },
  inputs: [{ name: 'features', elementType: float32, shape: ['rows', 512] }],
  outputs: [{ name: 'scores', elementType: float32, shape: ['rows'] }],
  initializers: [
    { name: 'ones', elementType: float32, shape: [512, 1], bytes: floats(Array<number>(512).fill(1)) },
    { name: 'flat', elementType: int64, shape: [1], bytes: new Uint8Array(new BigInt64Array([-1n]).buffer) },
  ],
  nodes: [
    { operator: 'MatMul', inputs: ['features', 'ones'], outputs: ['column'] },
    { operator: 'Reshape', inputs: ['column', 'flat'], outputs: ['scores'] },
  ],
};

/** Bytes of the policy, changed in some members. */
export function modelWith(change: Partial<OnnxModel> = {}): Uint8Array {
  return encodeModel({ ...SUMMING, ...change });
}

export function floats(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
