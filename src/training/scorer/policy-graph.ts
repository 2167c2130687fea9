import type { Tensor } from '../graph/graph';
import { reshape, sum } from '../graph/operators/broadcasting';
import {
  add,
  cast,
  clamp,
  exp,
  less,
  minimum,
  multiply,
  negate,
  square,
  subtract,
  where,
} from '../graph/operators/elementwise';
import { takeAlongLast } from '../graph/operators/indexing';
import { largest, smallest } from '../graph/operators/reductions';
import { type BatchGraph, beginBatchGraph, endWithGradient, type NetworkSettings, weightedSum } from './training-graph';

/**
 * Graph that adds the gradient of the policy loss on a micro-batch to the running sum. For each decision, with r the
 * ratio of the current to the sampling probability of the choice, A its advantage and w its weight:
 *
 *     w * ( - min(r A, clip(r, 1 - low, 1 + high) A) + kl * k3 - entropy * H + value * (V - target)^2 / 2 )
 *
 * k3 = ref/p - log(ref/p) - 1 estimates the KL divergence from the reference policy with low variance; H is the entropy of
 * the distribution over the decision's candidates.
 *
 * Inputs beside those of `beginBatchGraph` and `endWithGradient`: per decision `chosen` [decisions, 1] (position among its
 * candidates), `old_log_probability`, `reference_log_probability`, `advantage`, `weight`, with a critic `target`; scalars
 * `clip_low`, `clip_high`, `kl_coefficient`, `entropy_coefficient`, with a critic `value_coefficient`. Outputs: sums over
 * decisions times their weights `loss`, `policy_loss`, `kl`, `entropy`, `clip_share`, `ratio`, `value_loss`, and over
 * decisions `smallest_ratio`, `largest_ratio`.
 *
 * @see PPO, arXiv 1707.06347; http://joschu.net/blog/kl-approx.html for k3
 */
export function encodePolicyGraph(settings: NetworkSettings, threads = 1): Uint8Array {
  const batch = beginBatchGraph(settings, threads);
  const { graph, logProbabilities, values } = batch;
  const perDecision = (name: string) => graph.input(name, ['decisions']);
  const weights = perDecision('weight');
  const chosen = chosenLogProbability(batch);

  const ratio = exp(subtract(chosen, perDecision('old_log_probability')));
  const surrogate = clippedSurrogate(ratio, perDecision('advantage'));
  const logOfReference = subtract(perDecision('reference_log_probability'), chosen);
  const kl = subtract(subtract(exp(logOfReference), logOfReference), 1);
  const entropy = entropyOf(batch, logProbabilities);

  const policyLoss = weightedSum(negate(surrogate.value), weights);
  const klSum = weightedSum(kl, weights);
  const entropySum = weightedSum(entropy, weights);
  const loss = subtract(
    add(policyLoss, multiply(klSum, graph.input('kl_coefficient', []))),
    multiply(entropySum, graph.input('entropy_coefficient', [])),
  );
  graph.output('policy_loss', policyLoss);
  graph.output('kl', klSum);
  graph.output('entropy', entropySum);
  graph.output('clip_share', weightedSum(surrogate.isClipped, weights));
  graph.output('ratio', weightedSum(ratio, weights));
  graph.output('smallest_ratio', smallest(ratio, 0));
  graph.output('largest_ratio', largest(ratio, 0));
  if (values === null) {
    endWithGradient(batch, loss);
  } else {
    const error = multiply(square(subtract(values, perDecision('target'))), 0.5);
    const valueLoss = weightedSum(error, weights);
    graph.output('value_loss', valueLoss);
    endWithGradient(batch, add(loss, multiply(valueLoss, graph.input('value_coefficient', []))));
  }
  return graph.encode();
}

/**
 * Graph of behaviour cloning: adds the gradient of the cross-entropy, the sum over decisions of weight times -log
 * p(chosen). Outputs beside `loss`: the weighted sums `entropy` and `agreement` (1 where the chosen candidate is the
 * most likely).
 */
export function encodeImitationGraph(settings: NetworkSettings, threads = 1): Uint8Array {
  const batch = beginBatchGraph(settings, threads);
  const { graph, logProbabilities } = batch;
  const weights = graph.input('weight', ['decisions']);
  const chosen = chosenLogProbability(batch);
  const isLikeliest = subtract(graph.scalar(1), cast(less(chosen, largest(logProbabilities, -1)), 'float32'));
  graph.output('entropy', weightedSum(entropyOf(batch, logProbabilities), weights));
  graph.output('agreement', weightedSum(isLikeliest, weights));
  endWithGradient(batch, negate(weightedSum(chosen, weights)));
  return graph.encode();
}

/** The graph without a gradient: `log_probabilities` [rows] of all candidates, and with a critic `values` [decisions]. */
export function encodeEvaluationGraph(settings: NetworkSettings, threads = 1): Uint8Array {
  const { graph, decisions, logProbabilities, values } = beginBatchGraph(settings, threads);
  graph.output('log_probabilities', decisions.ungroup(logProbabilities));
  if (values !== null) graph.output('values', values);
  return graph.encode();
}

function chosenLogProbability({ graph, logProbabilities }: BatchGraph): Tensor {
  return reshape(takeAlongLast(logProbabilities, graph.input('chosen', ['decisions', 1], 'int32')), ['decisions']);
}

function clippedSurrogate(ratio: Tensor, advantage: Tensor): { value: Tensor; isClipped: Tensor } {
  const { graph } = ratio;
  const one = graph.scalar(1);
  const [lowest, highest] = [subtract(one, graph.input('clip_low', [])), add(one, graph.input('clip_high', []))];
  const free = multiply(ratio, advantage);
  const clipped = multiply(clamp(ratio, lowest, highest), advantage);
  return { value: minimum(free, clipped), isClipped: cast(less(clipped, free), 'float32') };
}

function entropyOf({ graph, decisions }: BatchGraph, logProbabilities: Tensor): Tensor {
  const parts = multiply(exp(logProbabilities), logProbabilities);
  const filled = decisions.isFilled === null ? parts : where(decisions.isFilled, parts, graph.scalar(0));
  return negate(sum(filled, [1]));
}
