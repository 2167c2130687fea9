import type { OnnxModel } from '../../../src/onnx/onnx-model';
import { readModel } from '../../../src/onnx/read-model';
import { METADATA_KEYS } from '../../../src/policy/scoring/model-signature';
import { ScoreThread } from '../../../src/policy/scoring/score-thread';
import { assertScorerSignature, SIGNATURE_TEXT } from '../../../src/policy/scoring/scorer-signature';
import { modelWith, SUMMING } from '../../onnx/models';

const [features] = SUMMING.inputs;
const [scores] = SUMMING.outputs;
const [ones, flat] = SUMMING.initializers;

const REFUSED: readonly (readonly [string, Partial<OnnxModel>])[] = [
  ['its inputs are none', { inputs: [] }],
  ['its inputs are "state"', { inputs: [{ ...features!, name: 'state' }] }],
  ['its inputs are "features", "mask"', { inputs: [features!, { ...features!, name: 'mask' }] }],
  ['its outputs are "logits"', { outputs: [{ ...scores!, name: 'logits' }] }],
  ['its input features is float64', { inputs: [{ ...features!, elementType: 11 }] }],
  ['its output scores is int64', { outputs: [{ ...scores!, elementType: 7 }] }],
  ['its input features has the shape [rows, 256]', { inputs: [{ ...features!, shape: ['rows', 256] }] }],
  ['its input features has the shape [8, 512]', { inputs: [{ ...features!, shape: [8, 512] }] }],
  ['its output scores has the shape [rows, 1]', { outputs: [{ ...scores!, shape: ['rows', 1] }] }],
  [
    '1 tensors lie in another file, the first is "ones"',
    { initializers: [{ ...ones!, externalData: { location: 'w' } }, flat!] },
  ],
  ['it was made for features of version "0"', { metadata: { [METADATA_KEYS.featureVersion]: '0' } }],
];

describe('the signature of a policy', () => {
  it.each<Partial<OnnxModel>>([
    {},
    { metadata: { [METADATA_KEYS.featureVersion]: '1', [METADATA_KEYS.rows]: 'INDEPENDENT' } },
    { inputs: [{ ...features!, shape: ['n', 'k'] }] },
    { opsets: { '': 26 } },
  ])('is met by %j', (change) => {
    expect(() => {
      assertScorerSignature(readModel(modelWith(change)));
    }).not.toThrow();
  });

  it.each(REFUSED)('is not met when %s', (problem, change) => {
    expect(() => {
      assertScorerSignature(readModel(modelWith(change)));
    }).toThrow(`model: ${problem}; expected: ${SIGNATURE_TEXT}`);
  });

  it.each([
    ['it imports opset 27', { opsets: { '': 27 } }],
    ["it imports no version of ONNX's own operator set", { opsets: { 'com.example': 1 } }],
    [
      'it uses operators of another domain: com.example:Magic',
      { nodes: [{ operator: 'Magic', domain: 'com.example', inputs: ['features'], outputs: ['scores'] }] },
    ],
  ] as const)('is not met when %s', (problem, change) => {
    expect(() => {
      assertScorerSignature(readModel(modelWith(change)));
    }).toThrow(`model: ${problem}; expected: `);
  });

  it('is not met by rows that depend on something unknown', () => {
    const model = readModel(modelWith({ metadata: { [METADATA_KEYS.rows]: 'SOME' } }));
    expect(() => {
      assertScorerSignature(model);
    }).toThrow('expected one of INDEPENDENT, ONE_DECISION');
  });

  it('is the one that the scorer itself asks for', async () => {
    for (const [problem, change] of REFUSED) {
      await expect(ScoreThread.start(modelWith(change))).rejects.toThrow(problem);
    }
    await (await ScoreThread.start(modelWith())).close();
  });
});
