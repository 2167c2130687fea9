import { deriveSeed } from '../../src/conversation/derive-seed';
import { playConversation } from '../../src/conversation/play-conversation';
import type { PlayedConversation } from '../../src/conversation/play-settings';
import type { Environment } from '../../src/environment/environment';
import { createGoldenPolicy } from '../../src/policy/scripted/golden-policy';
import type { Slot } from '../../src/services/collection/collected-rollout';
import type { LoadedTaskSet } from '../../src/services/tasks/load-task-set';
import { createScriptedUser } from '../../src/simulators/scripted-user';

export type AloneSettings = {
  readonly taskSet: LoadedTaskSet;
  readonly environment: Environment;
  readonly trials: number;
  readonly errorRate: number;
  readonly seed: number;
  readonly maxTurns: number;
};

export type PlayedSlot = { readonly slot: Slot; readonly played: PlayedConversation };

/** The conversations of a collection in a bare loop, without queueing, classifying or storing. */
export async function playAlone({
  taskSet,
  environment,
  trials,
  errorRate,
  seed,
  maxTurns,
}: AloneSettings): Promise<PlayedSlot[]> {
  const { brief, tasks } = taskSet;
  const policy = createGoldenPolicy({ tasks: new Map(tasks.map((task) => [task.task.externalId, task])), errorRate });
  const simulator = createScriptedUser();
  const signal = new AbortController().signal;
  const finished: PlayedSlot[] = [];
  for (const task of tasks) {
    for (let trial = 0; trial < trials; trial += 1) {
      const conversation = { environment, brief, task, trial, policy, simulator, maxTurns, deadlineMs: 60_000, signal };
      const conversationSeed = deriveSeed(seed, task.task.externalId, trial);
      finished.push({
        slot: { task, trial },
        played: await playConversation({ ...conversation, seed: conversationSeed }),
      });
    }
  }
  return finished;
}
