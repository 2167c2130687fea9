import { InvalidInputError } from '../../../errors';
import { lessGroupMean } from '../dr-grpo';
import { spreadOverTurns } from '../spread-over-turns';
import type { EstimatedAdvantages, TrainingGroup } from './training-rollout';
import { meanOf } from '../../statistics/numeric/mean';

/**
 * MaxRL: the outcome minus the group mean, divided by that mean, so that a success among many failures counts most.
 *
 * @returns `(o_i - mean(o)) / mean(o)` for all turns of a rollout; 0 for a group without a success and for a group of one
 * @throws InvalidInputError when an outcome is below 0: the objective is a truncated log-likelihood of success
 * @see arXiv 2602.02710; groups without a success are handled as in prime-rl
 */
export function maxRl(groups: readonly TrainingGroup[]): EstimatedAdvantages {
  return { advantages: groups.map(groupAdvantages), valueTargets: null };
}

function groupAdvantages(group: TrainingGroup): readonly Float64Array[] {
  const outcomes = group.map(({ outcome }) => outcome);
  const below = outcomes.find((outcome) => outcome < 0);
  if (below !== undefined) throw new InvalidInputError(`MAX_RL needs outcomes of at least 0; one is ${below}`);
  const centred = lessGroupMean(outcomes);
  const mean = outcomes.length === 0 ? 0 : meanOf(outcomes);
  return spreadOverTurns(
    group,
    centred.map((value) => (mean === 0 ? 0 : value / mean)),
  );
}
