import { InvalidInputError } from '../../../errors';
import { jsonText } from '../../values/json/json-text';
import { RaisedException } from '../../values/raised-exception';
import { readRecord, type RecordType } from '../../values/typed-record';
import type { Value, ValueMap } from '../../values/value';
import { createTaskSet, REWARD_PARTS, type AirlineTask, type RewardPart, type AirlineTaskSet } from '../tasks';
import { FLIGHT, RESERVATION, USER } from '../world/typed-entries';
import type { Table, TableName, World } from '../world/world';
import { findBenchmarkFile, readBenchmarkFile } from './benchmark-file';
import { expectList, expectMap, expectText, expectTexts, parseFile } from './expected-fields';
import { scenarioText } from './scenario-text';

const ENTRY_TYPES: Readonly<Record<TableName, RecordType>> = {
  flights: FLIGHT,
  reservations: RESERVATION,
  users: USER,
};

/**
 * The world of a tau2-bench airline folder: `db.json`, plain or `.gz`, read through the typed entries.
 *
 * @throws InvalidInputError naming the entry when the file is missing, does not fit the types, or contains more than
 *   the three tables
 * @see Specification of tau2-bench airline, section 1
 */
export async function readTau2BenchWorld(folder: string): Promise<World> {
  const database = expectMap(parseFile('db.json', await readBenchmarkFile(folder, 'db.json')), 'db.json');
  const extra = [...database.keys()].find((key) => !Object.hasOwn(ENTRY_TYPES, key));
  if (extra !== undefined)
    throw new InvalidInputError(`db.json contains ${extra} in addition to flights, users and reservations`);
  return {
    flights: readTable(database, 'flights'),
    reservations: readTable(database, 'reservations'),
    users: readTable(database, 'users'),
  };
}

/**
 * The tasks of a tau2-bench airline folder: `tasks.json`, and the splits of `split_tasks.json` (without that file, `base`
 * holds all tasks).
 *
 * @throws InvalidInputError when a file is missing or malformed, or a split names an unknown task
 * @see Specification of tau2-bench airline, section 4
 */
export async function readTau2BenchTasks(folder: string): Promise<AirlineTaskSet> {
  const list = expectList(parseFile('tasks.json', await readBenchmarkFile(folder, 'tasks.json')), 'tasks.json');
  const tasks = list.map((task, index) => readTask(expectMap(task, `tasks.json: task ${index}`)));
  const splitFile = await findBenchmarkFile(folder, ['split_tasks.json']);
  const ids = tasks.map((task) => task.externalId);
  const splits = splitFile === null ? { base: ids } : readSplits(splitFile, new Set(ids));
  return createTaskSet({ version: 'v2', tasks, splits });
}

/** Read a task in the form of `tasks.json` and of result files. @throws InvalidInputError when it is malformed */
export function readTask(task: ValueMap): AirlineTask {
  const id = expectText(task.get('id'), 'tasks.json: id');
  const place = `tasks.json: task ${id}`;
  const criteria = expectMap(task.get('evaluation_criteria'), `${place}: evaluation_criteria`);
  return {
    externalId: id,
    userId: null,
    instruction: scenarioText(expectMap(task.get('user_scenario'), `${place}: user_scenario`), place),
    goldenActions: optionalList(criteria.get('actions'), `${place}: actions`).map((action, rank) => {
      const entry = expectMap(action, `${place}: action ${rank}`);
      return {
        name: expectText(entry.get('name'), `${place}: action ${rank}: name`),
        arguments: jsonText(expectMap(entry.get('arguments'), `${place}: action ${rank}: arguments`)),
      };
    }),
    expectedOutputs: expectTexts(optionalList(criteria.get('communicate_info'), place), `${place}: communicate_info`),
    rewardBasis: criteria.has('reward_basis')
      ? expectTexts(criteria.get('reward_basis'), `${place}: reward_basis`).map((part) => rewardPart(part, place))
      : ['DB', 'COMMUNICATE'],
    assertions: expectTexts(optionalList(criteria.get('nl_assertions'), place), `${place}: nl_assertions`),
  };
}

function readTable(database: ValueMap, name: TableName): Table {
  const table = expectMap(database.get(name), `db.json: ${name}`);
  return new Map(Array.from(table, ([id, entry]) => [id, readEntry(name, id, entry)]));
}

function readEntry(name: TableName, id: string, entry: Value): ValueMap {
  try {
    return readRecord(ENTRY_TYPES[name], entry);
  } catch (cause) {
    if (!(cause instanceof RaisedException)) throw cause;
    throw new InvalidInputError(`db.json: ${name}: ${id}: ${cause.message}`, { cause });
  }
}

function readSplits(
  file: { readonly name: string; readonly text: string },
  knownIds: ReadonlySet<string>,
): Record<string, readonly string[]> {
  const splits = expectMap(parseFile(file.name, file.text), file.name);
  return Object.fromEntries(
    Array.from(splits, ([name, value]) => {
      const ids = expectTexts(value, `${file.name}: ${name}`);
      const unknown = ids.find((id) => !knownIds.has(id));
      if (unknown !== undefined)
        throw new InvalidInputError(`${file.name}: ${name} refers to the unknown task ${unknown}`);
      return [name, ids];
    }),
  );
}

function optionalList(value: Value | undefined, place: string): readonly Value[] {
  return value === undefined || value === null ? [] : expectList(value, place);
}

function rewardPart(name: string, place: string): RewardPart {
  const part = REWARD_PARTS.find((known) => known === name);
  if (part === undefined) throw new InvalidInputError(`${place}: unknown reward basis ${name}`);
  return part;
}
