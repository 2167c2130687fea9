import type { RecordedRollout } from '../domain/trajectory';
import type { Decision } from '../policy/candidates/decision';

/** A choice that the policy made, with what learning from it needs. */
export type ChosenDecision = {
  readonly decision: Decision;
  /** Row of the candidate that was chosen, from 0. */
  readonly chosen: number;
  /** Natural logarithm of the probability with which it was chosen, at the temperature of the rollout. */
  readonly logProbability: number;
  /** Sum over the candidates of their squared probabilities, in (0, 1]. */
  readonly squaredProbabilitySum: number;
  /** Identity of the state before the choice: equal states have equal texts. */
  readonly stateKey: string;
};

/** A rollout of our own policy. A SCORED one has one decision a turn; any other may have broken off between the two. */
export type CollectedRollout = {
  readonly rollout: RecordedRollout;
  readonly decisions: readonly ChosenDecision[];
  /** Why it could not be scored, for people; left out when it could. */
  readonly failure?: string;
};

/** The rollouts of one task in one update. */
export type CollectedGroup = readonly CollectedRollout[];
