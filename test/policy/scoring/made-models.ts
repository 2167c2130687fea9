import { FEATURE_COUNT } from '../../../src/policy/candidates/decision';
import { type Architecture } from '../../../src/training/scorer/architecture';
import { Graph, type Tensor } from '../../../src/training/graph/graph';
import { encodeInferenceModel } from '../../../src/training/scorer/inference-model';
import { drawParameters } from '../../../src/training/scorer/parameters';
import { scorerShapes } from '../../../src/training/scorer/scorer';

/** A policy with random parameters. */
export function makeModel(architecture: Architecture, seed = 3): Uint8Array {
  return encodeInferenceModel(architecture, drawParameters(scorerShapes(architecture), seed));
}

/** A model with the right signature that computes what is built. */
export function modelOf(build: (features: Tensor) => Tensor, metadata: Record<string, string> = {}): Uint8Array {
  const graph = new Graph();
  graph.output('scores', build(graph.input('features', ['rows', FEATURE_COUNT])));
  return graph.encode(metadata);
}
