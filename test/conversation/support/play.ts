import type { Utterance } from '../../../src/conversation/conversation';
import { deriveSeed } from '../../../src/conversation/derive-seed';
import { playConversation } from '../../../src/conversation/play-conversation';
import { toPlayableTask, type PlayableTask } from '../../../src/conversation/playable-task';
import type { PlayedConversation, PlaySettings } from '../../../src/conversation/play-settings';
import type { PlayablePolicy } from '../../../src/conversation/policy';
import { AirlineEnvironment } from '../../../src/environment/airline/airline-environment';
import type { GeneratedTask } from '../../../src/environment/airline/generator/generated-task';
import { airlinePolicyText } from '../../../src/environment/airline/policy/policy-text';
import type { AirlineVersion } from '../../../src/environment/airline/world/world';
import { createGoldenPolicy } from '../../../src/policy/scripted/golden-policy';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import { SMALL_WORLDS } from '../../environment/generator/support/generated-worlds';

/** The small generated worlds as environments; made once. */
export const SMALL_ENVIRONMENTS: Readonly<Record<AirlineVersion, AirlineEnvironment>> = {
  v1: new AirlineEnvironment(SMALL_WORLDS.v1, 'v1'),
  v2: new AirlineEnvironment(SMALL_WORLDS.v2, 'v2'),
};

/** A conversation with everything that was said and called in it. */
export type HeardConversation = PlayedConversation & { readonly utterances: readonly Utterance[] };

/** Play a task with the scripted user, unless the settings name another. */
export async function play(
  environment: AirlineEnvironment,
  task: PlayableTask,
  settings: Partial<PlaySettings> & { readonly policy: PlayablePolicy },
): Promise<HeardConversation> {
  const utterances: Utterance[] = [];
  const played = await playConversation({
    environment,
    brief: { version: environment.version, policyText: airlinePolicyText(environment.version) },
    task,
    trial: 0,
    simulator: createScriptedUser(),
    seed: deriveSeed(11, task.task.externalId, 0),
    maxTurns: 60,
    deadlineMs: 60_000,
    signal: new AbortController().signal,
    ...settings,
    onUtterance: (utterance) => utterances.push(utterance),
  });
  return { ...played, utterances };
}

/** The reference agent for some tasks. */
export function goldenPolicyFor(tasks: readonly PlayableTask[], errorRate = 0): PlayablePolicy {
  return createGoldenPolicy({ tasks: new Map(tasks.map((task) => [task.task.externalId, task])), errorRate });
}

/** Generated tasks as they are played. */
export function playable(tasks: readonly GeneratedTask[]): PlayableTask[] {
  return tasks.map(toPlayableTask);
}
