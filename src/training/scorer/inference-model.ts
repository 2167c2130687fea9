import { FEATURE_COUNT } from '../../policy/candidates/decision';
import { METADATA_KEYS, METADATA_PREFIX, MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import { InvalidInputError } from '../../errors';
import { Graph } from '../graph/graph';
import type { Architecture } from './architecture';
import { oneDecision } from './decision-rows';
import { countParameters, parametersByName, parametersAsWeights } from './parameters';
import { scoreCandidates, scorerShapes, scoresRowsAlone } from './scorer';

/**
 * Encodes the policy as an ONNX file that contains its parameters; see `MODEL_SIGNATURE`. The same arguments give the
 * same bytes.
 *
 * @param parameters all parameters in one vector
 * @param metadata metadata of the caller; keys must not start with `turnwise.`
 * @throws InvalidInputError for a reserved key, or a vector of the wrong length
 */
export function encodeInferenceModel(
  architecture: Architecture,
  parameters: Float32Array,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const reserved = Object.keys(metadata).find((key) => key.startsWith(METADATA_PREFIX));
  if (reserved !== undefined) {
    throw new InvalidInputError(`metadata key ${reserved}: keys that start with ${METADATA_PREFIX} are reserved`);
  }
  const graph = new Graph();
  const shapes = scorerShapes(architecture);
  const features = graph.input(MODEL_SIGNATURE.input, ['rows', FEATURE_COUNT]);
  const parameter = parametersByName(parametersAsWeights(graph, shapes, parameters));
  graph.output(MODEL_SIGNATURE.output, scoreCandidates(features, oneDecision(), { architecture, parameter }));
  return graph.encode({
    ...metadata,
    [METADATA_KEYS.featureVersion]: MODEL_SIGNATURE.featureVersion,
    [METADATA_KEYS.architecture]: JSON.stringify(architecture),
    [METADATA_KEYS.parameterCount]: String(countParameters(shapes)),
    [METADATA_KEYS.rows]: scoresRowsAlone(architecture) ? 'INDEPENDENT' : 'ONE_DECISION',
  });
}
