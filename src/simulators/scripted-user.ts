import { NO_USAGE } from '../conversation/conversation';
import type { PlayableUserSimulator } from '../conversation/user-simulator';
import { FactsUser } from './scripted/facts-user';
import { InstructionUser } from './scripted/instruction-user';

/** Changes whenever the scripted user's messages could differ in the same conversation. */
export const SCRIPTED_USER_VERSION = '2';

/**
 * A user without a model: understands the agent by keywords, and knows the facts of a generated task, or what it can
 * extract from the instruction of any other task. It draws nothing: the same messages of the agent get the same
 * replies, whatever the seed.
 */
export function createScriptedUser(): PlayableUserSimulator {
  return {
    start: ({ task: { facts, task } }) => {
      const speaker = facts === null ? new InstructionUser(task.instruction) : new FactsUser(facts);
      return { reply: (agentText) => Promise.resolve({ text: speaker.reply(agentText), ...NO_USAGE }) };
    },
  };
}
