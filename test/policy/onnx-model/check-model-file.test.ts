import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkModelFile } from '../../../src/policy/onnx-model/check-model-file';
import { ELEMENT_TYPES, type OnnxModel } from '../../../src/onnx/onnx-model';
import { SIGNATURE_TEXT } from '../../../src/policy/scoring/scorer-signature';
import { METADATA_KEYS } from '../../../src/policy/scoring/model-signature';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER } from '../../../src/training/scorer/architecture';
import { encodeInferenceModel } from '../../../src/training/scorer/inference-model';
import { drawParameters } from '../../../src/training/scorer/parameters';
import { scorerShapes } from '../../../src/training/scorer/scorer';
import { floats, modelWith, SUMMING } from '../../onnx/models';

const { float32, int64 } = ELEMENT_TYPES;

function integers(values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values).buffer);
}

describe('the check of a model file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turnwise-test-model-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function check(bytes: Uint8Array, limits?: Parameters<typeof checkModelFile>[1]): Promise<unknown> {
    const file = join(folder, 'model.onnx');
    await writeFile(file, bytes);
    return checkModelFile(file, limits);
  }

  it('lets a policy pass and hands back its metadata', async () => {
    expect(await check(modelWith({ metadata: { author: 'me' } }))).toEqual({ author: 'me' });
  });

  it.each([DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER])('lets $kind of our own learner pass', async (architecture) => {
    const parameters = drawParameters(scorerShapes(architecture), 7);
    const bytes = encodeInferenceModel(architecture, parameters, { author: 'us' });
    expect(await check(bytes)).toMatchObject({ author: 'us', [METADATA_KEYS.featureVersion]: '1' });
  });

  it('says what was found and what was expected', async () => {
    await expect(check(modelWith({ inputs: [] }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: `model: its inputs are none; expected: ${SIGNATURE_TEXT}`,
    });
    await expect(check(Buffer.from('no model'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('refuses a file that is larger than what is played', async () => {
    await expect(check(Buffer.alloc(64 * 2 ** 20 + 1))).rejects.toThrow('model: it has 67108865 bytes; expected: ');
  });

  it('names an operator that nobody knows', async () => {
    const nodes = [{ operator: 'Levitate', inputs: ['features'], outputs: ['scores'] }];
    await expect(check(modelWith({ nodes }))).rejects.toThrow('model: the runtime knows no operator Levitate');
  });

  it.each<readonly [string, Partial<OnnxModel>]>([
    [
      'an open shape that turns out to be another',
      {
        outputs: [{ name: 'column', elementType: float32, shape: [] }],
        nodes: SUMMING.nodes,
      },
    ],
    [
      'a graph that does not fit together',
      { nodes: [{ operator: 'MatMul', inputs: ['features', 'flat'], outputs: ['scores'] }] },
    ],
    [
      'scores of one row whatever is asked',
      {
        initializers: [{ name: 'fixed', elementType: float32, shape: [1], bytes: floats([0]) }],
        nodes: [{ operator: 'Identity', inputs: ['fixed'], outputs: ['scores'] }],
      },
    ],
  ])('refuses %s', async (_what, change) => {
    await expect(check(modelWith(change))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('refuses scores that are not finite', async () => {
    const [ones, flat] = SUMMING.initializers;
    const initializers = [{ ...ones!, bytes: floats(Array<number>(512).fill(Infinity)) }, flat!];
    // 0 times infinity.
    await expect(check(modelWith({ initializers }))).rejects.toThrow('it scores NaN for a row of zeros');
  });

  it('ends a model that takes too much memory or time, and nothing else', async () => {
    const shape = { name: 'size', elementType: int64, shape: [2], bytes: integers([40_000n, 40_000n]) };
    const greedy = modelWith({
      initializers: [...SUMMING.initializers, shape],
      nodes: [
        { operator: 'ConstantOfShape', inputs: ['size'], outputs: ['matrix'] },
        { operator: 'MatMul', inputs: ['matrix', 'matrix'], outputs: ['product'] },
        { operator: 'ReduceSum', inputs: ['product'], outputs: ['total'] },
        { operator: 'MatMul', inputs: ['features', 'ones'], outputs: ['column'] },
        { operator: 'Add', inputs: ['column', 'total'], outputs: ['shifted'] },
        { operator: 'Reshape', inputs: ['shifted', 'flat'], outputs: ['scores'] },
      ],
    });
    const limits = { deadlineMs: 20_000, residentBytes: 500_000_000 };
    await expect(check(greedy, limits)).rejects.toThrow('took more than 500000000 bytes of memory');
    await expect(check(greedy, { ...limits, deadlineMs: 1 })).rejects.toThrow(
      'it took longer than 1 ms to load and run',
    );
    expect(await check(modelWith())).toEqual({});
  });
});
