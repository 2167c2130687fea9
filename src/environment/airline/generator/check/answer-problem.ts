import type { UserProfile } from '../../policy/user-view';
import { AirlineState } from '../../world/state';
import type { GeneratedTask } from '../generated-task';
import { answersFor } from '../requests/required-outputs';
import type { TaskPool } from '../scene';

/** Describes what is wrong with a task's required outputs; null when nothing is. */
export function findAnswerProblem(pool: TaskPool, task: GeneratedTask, user: UserProfile): string | null {
  const source = { pool, state: pool.untouched, user };
  const answers = task.facts.steps
    .filter(({ verdict }) => verdict.isAllowed)
    .flatMap(({ request }) => answersFor(source, request));
  if ([...new Set(answers)].join() !== task.expectedOutputs.join()) {
    return `the outputs are ${task.expectedOutputs.join()}, but the world gives ${answers.join()}`;
  }
  const given = task.expectedOutputs.find((text) => task.instruction.includes(text));
  if (given !== undefined) return `the output ${given} is already in the instruction`;
  const shown = resultsOf(pool, task);
  const hidden = task.expectedOutputs.find((text) => !shown.some((result) => result.includes(text)));
  return hidden === undefined ? null : `no golden action shows the output ${hidden}`;
}

function resultsOf(pool: TaskPool, task: GeneratedTask): string[] {
  if (task.expectedOutputs.length === 0) return [];
  const state = new AirlineState(pool.world);
  return task.goldenActions.map(({ name, arguments: text }) => pool.toolset.call(state, name, text).text ?? '');
}
