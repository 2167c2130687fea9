import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError } from '../../errors';
import { readFloatWeights, readModel } from '../../onnx/read-model';
import { METADATA_KEYS } from '../../policy/scoring/model-signature';
import { assertScorerSignature } from '../../policy/scoring/scorer-signature';
import type { Architecture } from '../scorer/architecture';
import { encodeInferenceModel } from '../scorer/inference-model';
import { countParameters, drawParameters, joinVectors, type ParameterShape } from '../scorer/parameters';
import { scorerShapes } from '../scorer/scorer';
import { type NetworkSettings, networkShapes } from '../scorer/training-graph';
import type { LearnerSnapshot, LearnerStart } from './learner-settings';
import { decodeTensorFile, encodeTensorFile } from './safetensors';

/** Complete state of a learner: vectors of equal length, and the number of steps taken. */
export type LearnerVectors = {
  readonly parameters: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  readonly step: number;
};

const FORMAT = 'turnwise optimizer 1';

/** @throws InvalidInputError when a saved model or optimizer does not fit the settings */
export function startVectors(settings: NetworkSettings, start: LearnerStart): LearnerVectors {
  const shapes = networkShapes(settings);
  const count = countParameters(shapes);
  const fresh = { firstMoment: new Float32Array(count), secondMoment: new Float32Array(count), step: 0 };
  if (start.kind === 'SEED') return { parameters: drawParameters(shapes, start.seed), ...fresh };

  const scorer = readScorer(settings.architecture, start.model);
  if (start.kind === 'CHECKPOINT') return readOptimizer(start.optimizer, { scorer, count });
  const critic = drawParameters(shapes, start.seed).subarray(scorer.length);
  return { parameters: joinVectors([scorer, critic]), ...fresh };
}

/** The same vectors give the same bytes. @throws InvalidInputError for a metadata key of this program */
export function saveVectors(
  { architecture }: NetworkSettings,
  { parameters, firstMoment, secondMoment, step }: LearnerVectors,
  metadata: Readonly<Record<string, string>>,
): LearnerSnapshot {
  const scorerCount = countParameters(scorerShapes(architecture));
  return {
    model: encodeInferenceModel(architecture, parameters.subarray(0, scorerCount), metadata),
    optimizer: encodeTensorFile({
      metadata: { format: FORMAT, step: String(step) },
      tensors: new Map([
        ['critic', parameters.subarray(scorerCount)],
        ['first_moment', firstMoment],
        ['second_moment', secondMoment],
      ]),
    }),
  };
}

function readScorer(expected: Architecture, bytes: Uint8Array): Float32Array {
  const model = readModel(bytes);
  assertScorerSignature(model);
  const stated = model.metadata[METADATA_KEYS.architecture] ?? 'none';
  if (!isDeepStrictEqual(parseOrNull(stated), expected)) {
    throw new InvalidInputError(
      `the model's architecture is ${stated}; the learner trains ${JSON.stringify(expected)}`,
    );
  }
  const weights = readFloatWeights(model);
  return joinVectors(scorerShapes(expected).map((shape) => readWeight(weights, shape)));
}

function readWeight(weights: ReadonlyMap<string, Float32Array>, { name, shape }: ParameterShape): Float32Array {
  const weight = weights.get(name);
  const size = shape.reduce((product, length) => product * length, 1);
  if (weight?.length === size) return weight;
  throw new InvalidInputError(`the model has ${weight?.length ?? 'no'} values of weight ${name}; expected ${size}`);
}

function readOptimizer(
  bytes: Uint8Array,
  { scorer, count }: { readonly scorer: Float32Array; readonly count: number },
): LearnerVectors {
  const { tensors, metadata } = decodeTensorFile(bytes);
  const step = Number(metadata.step);
  if (metadata.format !== FORMAT || !Number.isSafeInteger(step) || step < 0) {
    throw new InvalidInputError(`the optimizer's format is ${metadata.format ?? 'not stated'}; expected ${FORMAT}`);
  }
  const vector = (name: string, length: number) => {
    const found = tensors.get(name);
    if (found?.length === length) return found;
    throw new InvalidInputError(`the optimizer has ${found?.length ?? 'no'} numbers of ${name}; expected ${length}`);
  };
  return {
    parameters: joinVectors([scorer, vector('critic', count - scorer.length)]),
    firstMoment: vector('first_moment', count),
    secondMoment: vector('second_moment', count),
    step,
  };
}

function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
