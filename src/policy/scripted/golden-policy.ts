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

/** Settings of the reference agent. */
export type GoldenPolicySettings = {
  /** Tasks by external id; the policy can play only these. */
  readonly tasks: ReadonlyMap<string, PlayableTask>;
  /** Probability of an erroneous act in a turn, 0 to 1. */
  readonly errorRate: number;
};

/**
 * The reference agent: knows the golden actions of its tasks and follows them in each turn, or, with the given
 * probability, makes an error (see ERROR_KINDS). A conversation is determined by its seed and the user's messages.
 *
 * @throws InvalidInputError when the error rate is out of range; a session of an unknown task throws it as well
 */
export function createGoldenPolicy({ tasks, errorRate }: GoldenPolicySettings): PlayablePolicy {
  if (!(errorRate >= 0 && errorRate <= 1)) {
    throw new InvalidInputError(`errorRate is ${errorRate}; it must be in 0 to 1`);
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

/** Random stream of the conversation's seed for errors. */
const GOLDEN_STREAM = 1;
