import { aliveAt, longestRollout } from '../alive-rollouts';
import { requireKept } from './require-kept';
import type { EstimatedAdvantages, TrainingGroup } from './training-rollout';

const EPSILON = 1e-8;

/**
 * OTB, the optimal baseline aligned by turn: the return from a turn on minus the mean return of the rollouts that reach
 * the turn, each weighted by the squared norm of its score function so far, `W_t = sum_{j<=t} (1 - 2 pi_j + S_j)`:
 * exact for a softmax over candidates, where pi is the probability of the choice and S the sum of squared
 * probabilities.
 *
 * @returns `A_{i,t} = G_{i,t} - B_t`, undiscounted, with the outcome added to the last turn's reward. Where only one
 *   rollout is left, and in a group of one, the baseline is 0 (the default of TIR-OTB)
 * @throws InvalidInputError when a rollout has no probabilities
 * @see verl, `optimal_token_baseline`; aligned by turn. The baseline includes the rollout's own return, so its bias is
 *   of order 1/G, and it averages over running rollouts only: see `estimateStoppingBias`
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
