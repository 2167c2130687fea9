import { aliveAt, longestRollout } from '../alive-rollouts';
import { requireKept } from './require-kept';
import type { EstimatedAdvantages, TrainingGroup } from './training-rollout';

const EPSILON = 1e-8;

/**
 * OTB, the optimal baseline at turns: the return from a turn on less the mean return of the rollouts that have such a turn,
 * each weighted by the squared length of its score function up to there, `W_t = sum_{j<=t} (1 - 2 pi_j + S_j)`: exact for a
 * softmax over candidates, with pi the chosen probability and S the sum of squared probabilities.
 *
 * @returns `A_{i,t} = G_{i,t} - B_t`, undiscounted, the outcome as the last turn's reward. Where only one rollout is left,
 *   and in a group of one, the baseline is 0 (as TIR-OTB does by default)
 * @throws InvalidInputError when a rollout has no probabilities
 * @see verl, `optimal_token_baseline`; aligned by turn. The baseline holds the rollout's own return, so it is biased of
 *   order 1/G, and it is taken over the rollouts alive: see `estimateStoppingBias`
 */
export function optimalTurnBaseline(groups: readonly TrainingGroup[]): EstimatedAdvantages {
  return { advantages: groups.map(groupAdvantages), valueTargets: null };
}

function groupAdvantages(group: TrainingGroup): Float64Array[] {
  const weights = group.map(accumulateWeights);
  const returns = group.map(({ turnRewards, outcome }) => {
    const fromTurn = new Float64Array(turnRewards.length);
    let later = outcome;
    for (let turn = turnRewards.length - 1; turn >= 0; turn -= 1) fromTurn[turn] = later += turnRewards[turn]!;
    return fromTurn;
  });
  const advantages = returns.map((own) => Float64Array.from(own));
  for (let turn = 0; turn < longestRollout(group); turn += 1) {
    const alive = aliveAt(group, turn);
    if (alive.length === 1) continue;
    const total = alive.reduce((sum, i) => sum + weights[i]![turn]!, 0);
    const weighted = alive.reduce((sum, i) => sum + returns[i]![turn]! * weights[i]![turn]!, 0);
    for (const i of alive) advantages[i]![turn] = returns[i]![turn]! - weighted / (total + EPSILON);
  }
  return advantages;
}

function accumulateWeights(rollout: TrainingGroup[number]): Float64Array {
  const turns = rollout.turnRewards.length;
  const place = { turns, estimator: 'OTB' };
  const chosen = requireKept(rollout.probabilities, 'probabilities', place);
  const squares = requireKept(rollout.squaredProbabilitySums, 'squaredProbabilitySums', place);
  let sum = 0;
  return Float64Array.from({ length: turns }, (_, turn) => (sum += 1 - 2 * chosen[turn]! + squares[turn]!));
}
