import { FEATURE_COUNT } from '../../policy/candidates/decision';
import type { Tensor } from '../graph/graph';
import type { Architecture } from './architecture';
import type { DecisionRows } from './decision-rows';
import { applyMlp, type MlpSettings, mlpShapes } from './mlp';
import type { Parameters, ParameterShape } from './parameters';
import { applyTransformer, transformerShapes } from './transformer';

/** Parameters of the network that scores candidates, in their order in a vector. */
export function scorerShapes(architecture: Architecture): ParameterShape[] {
  switch (architecture.kind) {
    case 'MLP':
      return mlpShapes(mlpSettings(architecture.hidden));
    case 'TRANSFORMER':
      return transformerShapes(FEATURE_COUNT, architecture);
  }
}

/** Building blocks of a network. */
export type Network = { readonly architecture: Architecture; readonly parameter: Parameters };

/** One score (a logit) for each candidate. @param features [rows, FEATURE_COUNT] @returns [rows] */
export function scoreCandidates(
  features: Tensor,
  decisions: DecisionRows,
  { architecture, parameter }: Network,
): Tensor {
  switch (architecture.kind) {
    case 'MLP':
      return applyMlp(features, mlpSettings(architecture.hidden), parameter);
    case 'TRANSFORMER':
      return applyTransformer(features, decisions, { settings: architecture, parameter });
  }
}

/** Whether the score of a candidate depends on its own features alone. */
export function scoresRowsAlone({ kind }: Architecture): boolean {
  return kind === 'MLP';
}

function mlpSettings(hidden: readonly number[]): MlpSettings {
  return { name: 'scorer', inputs: FEATURE_COUNT, hidden };
}
