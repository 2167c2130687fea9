import type { PlayableTask } from '../../src/conversation/playable-task';
import type { AirlineEnvironment } from '../../src/environment/airline/airline-environment';
import { readAirlineEnvironment, readAirlineTasks } from '../../src/environment/airline/readers/airline-folder';
import { goldenPolicyFor, play, type HeardConversation } from '../conversation/support/play';
import { describeWithBenchmarkData } from '../support/benchmark-data';
import { unsaidArguments } from './support/unsaid-arguments';

/**
 * On how many tasks of the benchmarks the scripted user works, counted strictly: the reference agent passes with it, and every
 * argument of the golden writes that no tool result shows was said by the user before the write. Amounts of payments and certificates and the number
 * of paid bags are the agent's to compute and do not count.
 */
const WORKING = { v1: 43, v2: 43 };

describeWithBenchmarkData('the scripted user on the tasks of the benchmarks', (folder) => {
  test.each([
    ['v1', `${folder}/tau-bench`],
    ['v2', `${folder}/tau2-bench`],
  ] as const)('%s: the reference agent passes every task, and most are said in full', async (version, tasksFolder) => {
    const environment = await readAirlineEnvironment(tasksFolder, version);
    const { tasks } = await readAirlineTasks(tasksFolder, version);
    const playables = tasks.map((task): PlayableTask => ({ task, facts: null, traps: [], family: null }));
    const played = await playAll(environment, playables);
    const isRight = played.map(({ rollout }) => rollout.reward === 1);
    const isSaid = played.map(({ utterances, rollout }) => unsaidArguments(rollout.task, utterances).length === 0);
    expect(isRight.filter(Boolean)).toHaveLength(50);
    expect(isRight.filter((right, rank) => right && isSaid[rank]).length).toBeGreaterThanOrEqual(WORKING[version]);
  });
});

async function playAll(environment: AirlineEnvironment, tasks: readonly PlayableTask[]): Promise<HeardConversation[]> {
  const policy = goldenPolicyFor(tasks);
  const played: HeardConversation[] = [];
  for (const task of tasks) played.push(await play(environment, task, { policy }));
  return played;
}
