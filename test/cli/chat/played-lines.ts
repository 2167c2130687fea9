import { playConversation } from '../../../src/conversation/play-conversation';
import { createGoldenPolicy } from '../../../src/policy/scripted/golden-policy';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import { openChatWorld } from '../../../src/cli/chat/chat-world';

/** What each part would type at a terminal, line by line, in the conversation of the scripted agent with the scripted user. */
export type PlayedLines = { readonly user: readonly string[]; readonly agent: readonly string[] };

/** Plays a task of the chat's generated world between the two scripted parts. @throws Error unless it is passed */
export async function playLines(taskId: string): Promise<PlayedLines> {
  const { environment, brief, task } = await openChatWorld({ version: 'v1', taskSeed: 1, task: taskId });
  const { rollout } = await playConversation({
    environment,
    brief,
    task,
    trial: 0,
    policy: createGoldenPolicy({ tasks: new Map([[taskId, task]]), errorRate: 0 }),
    simulator: createScriptedUser(),
    seed: 1,
    maxTurns: 40,
    deadlineMs: 60_000,
    signal: new AbortController().signal,
  });
  if (rollout.reward !== 1) throw new Error(`the scripted parts do not pass ${taskId}: ${rollout.endReason ?? ''}`);
  const { openingMessage, turns } = rollout;
  const said = [openingMessage, ...turns.map((turn) => turn.userMessage)].filter((text) => text !== null);
  return {
    user: said.map(asLine),
    agent: turns.map(({ message, toolCalls: [call] }) =>
      call === undefined ? asLine(message ?? '') : `/call ${call.name} ${call.arguments}`,
    ),
  };
}

function asLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
