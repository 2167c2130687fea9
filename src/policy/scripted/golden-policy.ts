import type { Utterance } from '../../conversation/conversation';
import type { PlayableTask } from '../../conversation/playable-task';
import type { PlayablePolicy } from '../../conversation/policy';
import { createRandom } from '../../domain/random';
import { happens } from '../../environment/airline/generator/draws';
import { InvalidInputError } from '../../errors';
import type { Act } from '../acts/act';
import { drawError } from './golden-errors';
import { requireTask } from './require-task';
import { GoldenSession } from './golden-session';
import { planTask } from './plan-task';
import { toAgentTurn } from './to-agent-turn';

/** What the reference agent is made of. */
export type GoldenPolicySettings = {
  /** By external id: the policy plays no other tasks. */
  readonly tasks: ReadonlyMap<string, PlayableTask>;
  /** Probability of a wrong act in a turn, 0 to 1. */
  readonly errorRate: number;
};

/**
 * The reference agent: knows the golden actions of its tasks and does in each turn what they ask for, or, with the given
 * probability, something wrong (see ERROR_KINDS). A conversation follows from its seed and what the user says.
 *
 * @throws InvalidInputError when the error rate is out of range; a session of an unknown task throws it as well
 */
export function createGoldenPolicy({ tasks, errorRate }: GoldenPolicySettings): PlayablePolicy {
  if (!(errorRate >= 0 && errorRate <= 1)) {
    throw new InvalidInputError(`errorRate is ${errorRate}; expected 0 to 1`);
  }
  return {
    start: ({ taskId, seed }) => {
      const task = requireTask(tasks, taskId);
      const session = new GoldenSession(planTask(task));
      const random = createRandom(seed, GOLDEN_STREAM);
      const nextAct = (utterances: readonly Utterance[]): Act => {
        const due = session.nextAct(utterances);
        if (!happens(random, errorRate)) return due;
        return drawError({ session, utterances, due, traps: task.traps, random })?.act ?? due;
      };
      return { act: (utterances) => Promise.resolve(toAgentTurn(nextAct(utterances))) };
    },
  };
}

/** Stream of the conversation's seed that errors are drawn from. */
const GOLDEN_STREAM = 1;
