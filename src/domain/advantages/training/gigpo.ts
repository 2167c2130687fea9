import { lessGroupMean } from '../dr-grpo';
import { requireKept } from './require-kept';
import type { TrainingEstimatorSettings } from './training-estimator-settings';
import type { EstimatedAdvantages, TrainingGroup } from './training-rollout';

/**
 * GIGPO, group in group: the outcome less the group's mean, plus the step part: the discounted return from a turn on less
 * the mean over all turns of the group that started from the same state (an anchor group), in whichever rollout and
 * however late.
 *
 * @returns `A_{i,k} = A^E_i + omega A^S_{i,k}`, without standard deviations (`mean_norm`, the released default); the step
 *   part is 0 for a state that was seen once, the episode part for a group of one (the released code keeps the raw reward)
 * @throws InvalidInputError when a rollout has no state keys
 * @see arXiv 2505.10978, equations 3 and 5 to 8. Episode statistics are per rollout, as the paper's formula says; the
 *   released code takes them over turns, which gives long rollouts more weight. The outcome is the last turn's reward
 */
export function gigpo(groups: readonly TrainingGroup[], settings: TrainingEstimatorSettings): EstimatedAdvantages {
  return { advantages: groups.map((group) => groupAdvantages(group, settings)), valueTargets: null };
}

function groupAdvantages(group: TrainingGroup, settings: TrainingEstimatorSettings): Float64Array[] {
  const episode = lessGroupMean(group.map(({ outcome }) => outcome));
  const returns = group.map((rollout) => stepReturns(rollout, settings.stepGamma));
  const anchors = new Map<string, { readonly returns: number[] }>();
  const anchorOf = group.map((rollout, i) => {
    const turns = rollout.turnRewards.length;
    return requireKept(rollout.stateKeys, 'stateKeys', { turns, estimator: 'GIGPO' }).map((key, turn) => {
      const anchor = anchors.get(key) ?? { returns: [] };
      anchor.returns.push(returns[i]![turn]!);
      anchors.set(key, anchor);
      return anchor;
    });
  });
  const means = new Map([...anchors.values()].map((anchor) => [anchor, meanOrOnly(anchor.returns)]));
  return returns.map((own, i) =>
    own.map((value, turn) => episode[i]! + settings.stepWeight * (value - means.get(anchorOf[i]![turn]!)!)),
  );
}

/** Exactly the common value when all are equal: the rounding of a mean would pass for a signal. */
function meanOrOnly(values: readonly number[]): number {
  const [first] = values;
  return values.every((value) => value === first)
    ? first!
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function stepReturns({ turnRewards, outcome }: TrainingGroup[number], gamma: number): Float64Array {
  const returns = new Float64Array(turnRewards.length);
  let later = outcome;
  for (let turn = turnRewards.length - 1; turn >= 0; turn -= 1) {
    const isLast = turn === turnRewards.length - 1;
    later = turnRewards[turn]! + (isLast ? outcome : gamma * later);
    returns[turn] = later;
  }
  return returns;
}

/**
 * Share of turns whose state was seen once in their group: there the step part says nothing.
 *
 * @returns 0 to 1; null without turns
 */
export function lonelyAnchorShare(groups: readonly TrainingGroup[]): number | null {
  let turns = 0;
  let lonely = 0;
  for (const group of groups) {
    const counts = new Map<string, number>();
    for (const key of group.flatMap(({ stateKeys }) => stateKeys ?? [])) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const count of counts.values()) {
      turns += count;
      if (count === 1) lonely += 1;
    }
  }
  return turns === 0 ? null : lonely / turns;
}
