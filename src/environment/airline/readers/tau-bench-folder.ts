import { InvalidInputError } from '../../../errors';
import { jsonText } from '../../values/json/json-text';
import type { Value, ValueMap } from '../../values/value';
import { createTaskSet, type AirlineTask, type AirlineTaskSet } from '../tasks';
import type { Table, World } from '../world/world';
import { findBenchmarkFile, readBenchmarkFile } from './benchmark-file';
import { expectList, expectMap, expectText, expectTexts, parseFile } from './expected-fields';
import { readPythonAssignments } from './python-literal';

/** Keys that every entry needs for the tools to work. */
const NEEDED_KEYS: Readonly<Record<keyof World, readonly string[]>> = {
  flights: ['origin', 'destination', 'scheduled_departure_time_est', 'scheduled_arrival_time_est', 'dates'],
  reservations: ['user_id', 'cabin', 'flights', 'passengers', 'payment_history', 'nonfree_baggages'],
  users: ['payment_methods', 'reservations'],
};

/**
 * The world of a tau-bench airline folder: `flights.json`, `reservations.json` and `users.json`, plain or `.gz`, in the
 * folder or in its `data`.
 *
 * @throws InvalidInputError naming the file and entry when one is missing or lacks a key that the tools need
 */
export async function readTauBenchWorld(folder: string): Promise<World> {
  // Sequentially, so that among several faults the same one is always reported.
  const flights = await readTable(folder, 'flights');
  const reservations = await readTable(folder, 'reservations');
  return { flights, reservations, users: await readTable(folder, 'users') };
}

/**
 * The tasks of a tau-bench airline folder: `tasks_test.py`, read as a literal, or `tasks-test.json`. The benchmark has one
 * split, `test`; tasks are named by their rank, from 0.
 *
 * @throws InvalidInputError when neither file is there, or one is malformed
 * @see Specification of tau-bench airline, section 5
 */
export async function readTauBenchTasks(folder: string): Promise<AirlineTaskSet> {
  const file = await findBenchmarkFile(folder, ['tasks_test.py', 'tasks-test.json']);
  if (file === null) throw new InvalidInputError(`${folder} holds no tasks_test.py or tasks-test.json`);
  const tasks = expectList(taskList(file), `${file.name}: tasks`).map((task, index) =>
    readTask(expectMap(task, `${file.name}: task ${index}`), index, `${file.name}: task ${index}`),
  );
  return createTaskSet({ version: 'v1', tasks, splits: { test: tasks.map((task) => task.externalId) } });
}

async function readTable(folder: string, name: keyof World): Promise<Table> {
  const fileName = `${name}.json`;
  const table = expectMap(parseFile(fileName, await readBenchmarkFile(folder, fileName)), fileName);
  return new Map(Array.from(table, ([id, entry]) => [id, checkEntry(name, id, entry)]));
}

function checkEntry(name: keyof World, id: string, value: Value): ValueMap {
  const entry = expectMap(value, `${name}.json: ${id}`);
  const missing = NEEDED_KEYS[name].find((key) => !entry.has(key));
  if (missing !== undefined) throw new InvalidInputError(`${name}.json: ${id} lacks ${missing}`);
  return entry;
}

function taskList(file: { readonly name: string; readonly text: string }): Value | undefined {
  if (!file.name.startsWith('tasks_test.py')) return parseFile(file.name, file.text);
  const assignments = readPythonAssignments(file.text, file.name);
  return assignments.get('TASKS') ?? assignments.get('tasks') ?? assignments.get('TASKS_TEST');
}

function readTask(task: ValueMap, index: number, place: string): AirlineTask {
  const actions = expectList(task.get('actions'), `${place}: actions`).map((action, rank) =>
    expectMap(action, `${place}: action ${rank}`),
  );
  return {
    externalId: String(index),
    userId: expectText(task.get('user_id'), `${place}: user_id`),
    instruction: expectText(task.get('instruction'), `${place}: instruction`),
    goldenActions: actions.map((action, rank) => ({
      name: expectText(action.get('name'), `${place}: action ${rank}: name`),
      arguments: jsonText(expectMap(action.get('kwargs'), `${place}: action ${rank}: kwargs`)),
    })),
    expectedOutputs: task.has('outputs') ? expectTexts(task.get('outputs'), `${place}: outputs`) : [],
    rewardBasis: ['DB', 'COMMUNICATE'],
    assertions: [],
  };
}
