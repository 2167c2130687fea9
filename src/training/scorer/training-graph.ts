import { FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../policy/candidates/decision';
import { Graph, type Tensor } from '../graph/graph';
import { gradients } from '../graph/gradients';
import { reshape, sum } from '../graph/operators/broadcasting';
import { add, divide, multiply, sqrt, square } from '../graph/operators/elementwise';
import { concatenate } from '../graph/operators/indexing';
import { logSoftmax } from '../graph/operators/reductions';
import type { Architecture } from './architecture';
import { type DecisionRows, raggedDecisions } from './decision-rows';
import { applyMlp, type MlpSettings, mlpShapes } from './mlp';
import {
  countParameters,
  parametersByName,
  type Parameters,
  type ParameterShape,
  parametersFromVector,
} from './parameters';
import { scoreCandidates, scorerShapes } from './scorer';

/** The networks trained together: the scorer, and for TURN_PPO a critic of states. */
export type NetworkSettings = {
  readonly architecture: Architecture;
  /** Widths of the critic's hidden layers; null: no critic. */
  readonly critic: { readonly hidden: readonly number[] } | null;
};

/** Score of a slot without a candidate: its probability is exactly 0. */
const HOLE_SCORE = -1e9;

/** A batch of decisions in a graph under construction. */
export type BatchGraph = {
  readonly graph: Graph;
  /** Tensors to take gradients by, in the order of the vector. */
  readonly parameters: readonly Tensor[];
  readonly decisions: DecisionRows;
  /** Logarithm of each candidate's probability [decisions, slots]; about -1e9 in a hole. */
  readonly logProbabilities: Tensor;
  /** The critic's value of each state [decisions]; null without a critic. */
  readonly values: Tensor | null;
};

/** All parameters in their order in a vector: the scorer's, then the critic's. */
export function networkShapes({ architecture, critic }: NetworkSettings): ParameterShape[] {
  return [...scorerShapes(architecture), ...(critic === null ? [] : mlpShapes(criticSettings(critic)))];
}

/**
 * Starts a graph on a batch of decisions with varying numbers of candidates. Its inputs: `parameters` (one vector),
 * `features` [rows, 512], `row_of_slot` [decisions, slots] and `slot_of_row` [rows] (see `RowGroups`), `temperature`,
 * and with a critic `state_features` [decisions, 128].
 */
export function beginBatchGraph(settings: NetworkSettings, threads: number): BatchGraph {
  const graph = new Graph(threads);
  const shapes = networkShapes(settings);
  const byName = parametersFromVector(graph.input('parameters', [countParameters(shapes)]), shapes);
  const parameter = parametersByName(byName);
  const features = graph.input('features', ['rows', FEATURE_COUNT]);
  const decisions = raggedDecisions(graph, {
    rowOfSlot: graph.input('row_of_slot', ['decisions', 'slots'], 'int32'),
    slotOfRow: graph.input('slot_of_row', ['rows'], 'int32'),
  });
  const scores = scoreCandidates(features, decisions, { architecture: settings.architecture, parameter });
  const tempered = divide(scores, graph.input('temperature', []));
  return {
    graph,
    parameters: [...byName.values()],
    decisions,
    logProbabilities: logSoftmax(decisions.group(tempered, HOLE_SCORE)),
    values: applyCritic(graph, settings, parameter),
  };
}

/**
 * Ends a graph with the gradient of its loss: input `gradient_sum` and output `new_gradient_sum`, the vector with this
 * batch's gradient added, and output `gradient_norm`, of this batch alone.
 */
export function endWithGradient({ graph, parameters }: BatchGraph, loss: Tensor): void {
  const flat = gradients(loss, parameters).map((gradient) => flatten(gradient));
  const [first, ...others] = flat;
  const gradient = concatenate([first!, ...others], 0);
  graph.output('loss', loss);
  graph.output('new_gradient_sum', add(graph.input('gradient_sum', gradient.shape), gradient));
  graph.output('gradient_norm', normOf(gradient));
}

/** Length of a vector. */
export function normOf(vector: Tensor): Tensor {
  return sqrt(sum(square(vector), [0]));
}

/** Sum of one number per decision, each times the decision's weight. */
export function weightedSum(perDecision: Tensor, weights: Tensor): Tensor {
  return sum(multiply(perDecision, weights), [0]);
}

function applyCritic(graph: Graph, { critic }: NetworkSettings, parameter: Parameters): Tensor | null {
  if (critic === null) return null;
  return applyMlp(graph.input('state_features', ['decisions', STATE_FEATURE_COUNT]), criticSettings(critic), parameter);
}

function criticSettings({ hidden }: NonNullable<NetworkSettings['critic']>): MlpSettings {
  return { name: 'critic', inputs: STATE_FEATURE_COUNT, hidden };
}

function flatten(x: Tensor): Tensor {
  return reshape(x, [x.shape.reduce<number>((product, length) => product * Number(length), 1)]);
}
