import { DEFAULT_ADAM, encodeAdamGraph } from '../../../src/training/scorer/adam-graph';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER } from '../../../src/training/scorer/architecture';
import { encodeInferenceModel } from '../../../src/training/scorer/inference-model';
import { drawParameters } from '../../../src/training/scorer/parameters';
import {
  encodeEvaluationGraph,
  encodeImitationGraph,
  encodePolicyGraph,
} from '../../../src/training/scorer/policy-graph';
import { scorerShapes } from '../../../src/training/scorer/scorer';
import { digest } from '../support/small-training';

const CRITIC = { hidden: [8] };

/** SHA-256 of each file as version 0.1.0 wrote it: checkpoints are compared by the hash of their bytes. */
describe('the bytes of our own models', () => {
  it.each([
    [DEFAULT_ARCHITECTURE, '4c981487f228f73f50b60fe810da954fd2e177ddd20904f49f2a32c2b5cd08af'],
    [SMALL_TRANSFORMER, 'cd6e6c156b67b00cd6251c0ac4e34dcf360754fb4a89c54a8b288af558ab7051'],
  ])('are those of version 0.1.0 for a policy: %j', (architecture, expected) => {
    const parameters = drawParameters(scorerShapes(architecture), 7);
    expect(digest(encodeInferenceModel(architecture, parameters, { seed: '7', author: 'us' }))).toBe(expected);
  });

  it.each([
    [
      'a policy graph',
      () => encodePolicyGraph({ architecture: DEFAULT_ARCHITECTURE, critic: CRITIC }),
      '05edd13484527b55274f08b686b754ab3bc81dd1e5bcf4240220dfaa4a9c66e3',
    ],
    [
      'a policy graph of a transformer',
      () => encodePolicyGraph({ architecture: SMALL_TRANSFORMER, critic: null }),
      'a8085788cf2dfb327f8b5a9c4ae5d2441dab2dea1a042c6a2ea00906b51287aa',
    ],
    [
      'an imitation graph',
      () => encodeImitationGraph({ architecture: SMALL_TRANSFORMER, critic: CRITIC }),
      'b04db52cb82e7211017acef1a13984039e82e3b93f9552943c3a2ef4a5ebeb23',
    ],
    [
      'an evaluation graph',
      () => encodeEvaluationGraph({ architecture: DEFAULT_ARCHITECTURE, critic: CRITIC }),
      '1cdf0cb25c8c83b5db13cba212c0ede631b4594720465ebf3b4e9e9a9b8dc1e4',
    ],
    [
      'a step of Adam',
      () => encodeAdamGraph(100, DEFAULT_ADAM),
      '71fd96325b591088c608e6a0438e91ecee49d25f07c99c21cc092ba63510a28e',
    ],
  ])('are those of version 0.1.0 for %s', (_, encode, expected) => {
    expect(digest(encode())).toBe(expected);
  });
});
