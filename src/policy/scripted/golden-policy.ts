import type { PlayableTask } from '../../conversation/playable-task';
import type { Policy } from '../../conversation/policy';
import { InvalidInputError } from '../../errors';
import { requireTask } from './require-task';
import { GoldenSession } from './golden-session';
import { planTask } from './plan-task';
import { toAgentTurn } from './to-agent-turn';

/** Changes whenever a scripted policy could do something else in the same conversation. */
export const SCRIPTED_POLICY_VERSION = '1';

/** What the reference agent is made of. */
export type GoldenPolicySettings = {
  /** By external id: the policy plays no other tasks. */
  readonly tasks: ReadonlyMap<string, PlayableTask>;
  /** Probability of a wrong act in a turn, 0 to 1. */
  readonly errorRate: number;
};

/**
 * The reference agent: knows the golden actions of its tasks and does in each turn what they ask for, or, with the given
 * probability, something wrong. A conversation follows from its seed and what the user says.
 *
 * @throws InvalidInputError when the error rate is out of range; a session of an unknown task throws it as well
 */
export function createGoldenPolicy({ tasks, errorRate }: GoldenPolicySettings): Policy {
  if (!(errorRate >= 0 && errorRate <= 1)) {
    throw new InvalidInputError(`errorRate is ${errorRate}; expected 0 to 1`);
  }
  return {
    start: ({ taskId }) => {
      const session = new GoldenSession(planTask(requireTask(tasks, taskId)));
      return { act: (utterances) => Promise.resolve(toAgentTurn(session.nextAct(utterances))) };
    },
  };
}
