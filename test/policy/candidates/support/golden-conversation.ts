import type { Utterance } from '../../../../src/conversation/conversation';
import { playConversation } from '../../../../src/conversation/play-conversation';
import { toPlayableTask } from '../../../../src/conversation/playable-task';
import type { GeneratedTask } from '../../../../src/environment/airline/generator/generated-task';
import { createGoldenPolicy } from '../../../../src/policy/scripted/golden-policy';
import { createScriptedUser } from '../../../../src/simulators/scripted-user';
import type { GeneratedAirline } from './generated-airline';

/** Everything that happens when the reference agent plays a task with the scripted user. */
export async function goldenConversation(
  { environment }: GeneratedAirline,
  generated: GeneratedTask,
): Promise<readonly Utterance[]> {
  const task = toPlayableTask(generated);
  const utterances: Utterance[] = [];
  await playConversation({
    environment,
    brief: { version: environment.version, policyText: '' },
    task,
    trial: 0,
    policy: createGoldenPolicy({ tasks: new Map([[generated.id, task]]), errorRate: 0 }),
    simulator: createScriptedUser(),
    seed: 1,
    maxTurns: 60,
    deadlineMs: 30_000,
    signal: new AbortController().signal,
    onUtterance: (utterance) => utterances.push(utterance),
  });
  return utterances;
}

/** The conversation as it was before each of the agent's turns. */
export function agentTurns(utterances: readonly Utterance[]): (readonly Utterance[])[] {
  return utterances.flatMap(({ speaker }, rank) => (speaker === 'USER' ? [] : [utterances.slice(0, rank)]));
}
