import type { RecordedRollout } from '../domain/trajectory';
import type { Decision } from '../policy/candidates/decision';

/** A decision of the policy, with the data needed to learn from it. */
export type ChosenDecision = {
  readonly decision: Decision;
  /** Row of the chosen candidate, from 0. */
  readonly chosen: number;
  /** Log-probability (natural) of the choice, at the temperature of the rollout. */
  readonly logProbability: number;
  /** Sum of squared probabilities of the candidates, in (0, 1]. */
  readonly squaredProbabilitySum: number;
  /** Identity of the state before the choice: equal states have equal texts. */
  readonly stateKey: string;
};

/**
 * A rollout of our own policy. A SCORED one has one decision per turn; any other may have ended between a decision and
 * its turn.
 */
export type CollectedRollout = {
  readonly rollout: RecordedRollout;
  readonly decisions: readonly ChosenDecision[];
  /** Why it could not be scored, as a message; absent when it was scored. */
  readonly failure?: string;
};

/** The rollouts of one task in one update. */
export type CollectedGroup = readonly CollectedRollout[];
