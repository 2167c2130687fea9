import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { hashWorld } from '../../src/environment/airline/world/database-hash';
import { readAirlineTasks, readAirlineWorld } from '../../src/environment/airline/readers/airline-folder';
import { TABLE_NAMES } from '../../src/environment/airline/world/world';
import { replayFile } from '../../src/environment/replay';
import { jsonText } from '../../src/environment/values/json/json-text';
import { InvalidInputError } from '../../src/errors';
import { bookingArguments, smallWorld, startCalls } from './support/small-world';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnwise-readers-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, content: string | Buffer): Promise<void> {
  await writeFile(join(folder, name), content);
}

async function writeSmallWorld(): Promise<void> {
  const world = smallWorld('v1');
  await mkdir(join(folder, 'data'));
  await write('flights.json.gz', gzipSync(jsonText(world.flights)));
  await write('data/reservations.json', jsonText(world.reservations));
  await write('users.json', jsonText(world.users));
}

const PYTHON_TASKS = `# tasks
from tau_bench.types import (
    Task,
    Action,
)

TASKS: list = [
    Task(
        annotator="0",
        user_id="ann",
        instruction="Your user id is ann. "  # joined
        'You want "R1" cancelled.\\n',
        actions=[Action(name="cancel_reservation", kwargs={"reservation_id": "R1", "amount": 5.0, "n": -5, "x": None}),],
        outputs=["90", ('1' + "2")],
    ),
    Task(annotator="1", user_id="bob", instruction=r"a\\b", actions=[], outputs=[]),
]
`;

const JSON_TASKS = JSON.stringify([
  {
    task_index: 0,
    user_id: 'ann',
    instruction: 'Your user id is ann. You want "R1" cancelled.\n',
    actions: [{ name: 'cancel_reservation', kwargs: { reservation_id: 'R1', amount: 'FLOAT', n: -5, x: null } }],
    outputs: ['90', '12'],
  },
  { task_index: 1, user_id: 'bob', instruction: 'a\\b', actions: [], outputs: [] },
]).replace('"FLOAT"', '5.0');

describe('a tau-bench folder', () => {
  it('gives its world, plain or packed, in the folder or in its data', async () => {
    await writeSmallWorld();
    expect(hashWorld(await readAirlineWorld(folder, 'v1'), 'v1')).toBe(hashWorld(smallWorld('v1'), 'v1'));
  });

  it('names the file that is missing, malformed or incomplete', async () => {
    await expect(readAirlineWorld(folder, 'v1')).rejects.toThrow(/contains no flights.json or flights.json.gz/);
    await writeSmallWorld();
    await write('users.json', '{"ann": {"payment_methods": {}');
    await expect(readAirlineWorld(folder, 'v1')).rejects.toThrow(/^users.json: not JSON at position/);
    await write('users.json', '{"ann": {"payment_methods": {}}}');
    await expect(readAirlineWorld(folder, 'v1')).rejects.toThrow('users.json: ann lacks reservations');
    await write('flights.json.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]));
    await expect(readAirlineWorld(folder, 'v1')).rejects.toThrow(InvalidInputError);
  });

  it('gives the same task set from Python as from JSON', async () => {
    await write('tasks-test.json', JSON_TASKS);
    const fromJson = await readAirlineTasks(folder, 'v1');
    await write('tasks_test.py', PYTHON_TASKS);
    const fromPython = await readAirlineTasks(folder, 'v1');
    expect(fromPython).toEqual(fromJson);
    expect(fromPython.splits).toEqual({ test: ['0', '1'] });
    expect(fromPython.tasks[0]).toMatchObject({
      externalId: '0',
      userId: 'ann',
      goldenActions: [
        { name: 'cancel_reservation', arguments: '{"reservation_id": "R1", "amount": 5.0, "n": -5, "x": null}' },
      ],
      expectedOutputs: ['90', '12'],
    });
  });

  it('changes the content hash with any content of the tasks', async () => {
    await write('tasks-test.json', JSON_TASKS);
    const { contentHash } = await readAirlineTasks(folder, 'v1');
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    for (const [from, to] of [
      ['5.0', '5'],
      ['"90"', '"91"'],
      ['ann', 'anna'],
    ] as const) {
      await write('tasks-test.json', JSON_TASKS.replace(from, to));
      expect((await readAirlineTasks(folder, 'v1')).contentHash).not.toBe(contentHash);
    }
  });

  it.each([
    ['import os\nTASKS = [os.getcwd()]\n', 'tasks_test.py, line 2: unknown name os.getcwd'],
    ['TASKS = [x for x in y]\n', 'tasks_test.py, line 1: unknown name x'],
    ['TASKS = dict([])\n', 'tasks_test.py, line 1: expected a keyword argument'],
    ['def f():\n  pass\n', 'tasks_test.py, line 1: expected an assignment'],
    ['TASKS = [\n  f"{1}"\n]\n', 'tasks_test.py, line 2: a string with the prefix f'],
    ['TASKS = ["a\n"]\n', 'tasks_test.py, line 1: unterminated string'],
    ['TASKS = [1, 2\n', 'tasks_test.py, line 2: expected "," or "]"'],
    ['X = 1\n', 'tasks_test.py: tasks is missing'],
  ])('refuses the program %j instead of running it', async (program, message) => {
    await write('tasks_test.py', program);
    await expect(readAirlineTasks(folder, 'v1')).rejects.toThrow(new RegExp(message.replace(/[[\](){}+?]/g, '\\$&')));
  });
});

const SECOND_TASK = {
  id: '4',
  user_scenario: {
    persona: null,
    instructions: {
      domain: 'airline',
      reason_for_call: 'Line 1\n\nLine 2',
      known_info: 'ann',
      unknown_info: null,
      task_instructions: 'Be brief.',
    },
  },
  evaluation_criteria: {
    actions: [{ action_id: '4_0', name: 'cancel_reservation', arguments: { reservation_id: 'R1' } }],
    communicate_info: ['90'],
    nl_assertions: ['Agent is polite.'],
    reward_basis: ['DB', 'COMMUNICATE'],
  },
};

describe('a tau2-bench folder', () => {
  async function writeDatabase(change: (text: string) => string = (text) => text): Promise<void> {
    const world = smallWorld('v2');
    const tables = new Map([...TABLE_NAMES].reverse().map((name) => [name, world[name]] as const));
    await write('db.json', change(jsonText(tables)));
  }

  it('gives its world in typed form: fixed key order, defaults, number kinds, no unknown keys', async () => {
    await writeDatabase((text) =>
      text
        .replaceAll(', "status": null', '')
        .replaceAll('"price": 90', '"price": 90.0, "note": 1')
        .replaceAll('"amount": 60.0', '"amount": 60'),
    );
    const world = await readAirlineWorld(folder, 'v2');
    expect(hashWorld(world, 'v2')).toBe(hashWorld(smallWorld('v2'), 'v2'));
    expect(jsonText(world.reservations.get('R1')!)).toContain(
      '"flights": [{"flight_number": "A1", "origin": "SFO", "destination": "JFK", "date": "2024-05-20", "price": 90}]',
    );
  });

  it('names the entry and the place that do not fit', async () => {
    await writeDatabase((text) => text.replace('"price": 90', '"price": 90.5'));
    await expect(readAirlineWorld(folder, 'v2')).rejects.toThrow(
      /^db.json: reservations: R[12]: 1 validation error for Reservation\nflights.0.price\n/,
    );
    await writeDatabase((text) => text.replace('{', '{"extra": {}, '));
    await expect(readAirlineWorld(folder, 'v2')).rejects.toThrow('db.json contains extra');
  });

  it('gives its tasks with the text for the user, and its splits', async () => {
    await write('tasks.json', JSON.stringify([SECOND_TASK]));
    expect((await readAirlineTasks(folder, 'v2')).splits).toEqual({ base: ['4'] });
    await write('split_tasks.json', '{"train": [], "test": ["4"]}');
    const { tasks, splits } = await readAirlineTasks(folder, 'v2');
    expect(splits).toEqual({ train: [], test: ['4'] });
    expect(tasks[0]).toMatchObject({
      externalId: '4',
      instruction:
        'Instructions:\n\tDomain: airline\n\tReason for call:\n\t\tLine 1\n\n\t\tLine 2\n\tKnown info:\n\t\tann\n\tTask instructions:\n\t\tBe brief.',
      goldenActions: [{ name: 'cancel_reservation', arguments: '{"reservation_id": "R1"}' }],
      expectedOutputs: ['90'],
      assertions: ['Agent is polite.'],
    });
  });

  it('refuses a split that names an unknown task', async () => {
    await write('tasks.json', JSON.stringify([SECOND_TASK]));
    await write('split_tasks.json', '{"test": ["5"]}');
    await expect(readAirlineTasks(folder, 'v2')).rejects.toThrow('split_tasks.json: test refers to the unknown task 5');
  });
});

describe('replayFile', () => {
  const SEQUENCES = {
    sequences: [
      { id: 'a', calls: [{ name: 'cancel_reservation', arguments: '{"reservation_id": "R1"}' }] },
      {
        id: 7,
        calls: [
          { name: 'think', arguments: 'not JSON' },
          { name: 'get_reservation_details', arguments: '{"reservation_id": "R1"}' },
          { name: 'nothing', arguments: '{}' },
        ],
      },
    ],
  };

  it('plays every sequence of a plain or packed file from the untouched world', async () => {
    await writeSmallWorld();
    await write('calls.json', JSON.stringify(SEQUENCES));
    await write('calls.json.gz', gzipSync(JSON.stringify(SEQUENCES)));
    const answer = await replayFile({ file: join(folder, 'calls.json'), folder, version: 'v1' });
    expect(await replayFile({ file: join(folder, 'calls.json.gz'), folder, version: 'v1' })).toEqual(answer);
    const [first, second] = answer.sequences;
    expect(first?.id).toBe('a');
    expect(first?.outputs[0]).toContain('"status": "cancelled"');
    expect(first?.final_hash).not.toBe(second?.final_hash);
    expect(second).toEqual({
      id: 7,
      outputs: [
        null,
        startCalls('v1').call('get_reservation_details', '{"reservation_id": "R1"}'),
        'Unknown action nothing',
      ],
      final_hash: hashWorld(smallWorld('v1'), 'v1'),
    });
  });

  it('keeps 250 and 250.0 apart', async () => {
    await writeSmallWorld();
    const calls = ['100', '100.0'].map((amount) => ({
      id: amount,
      calls: [
        {
          name: 'book_reservation',
          arguments: bookingArguments({ payment_methods: `[{"payment_id": "card", "amount": ${amount}}]` }),
        },
      ],
    }));
    await write('calls.json', JSON.stringify({ sequences: calls }));
    const { sequences } = await replayFile({ file: join(folder, 'calls.json'), folder, version: 'v1' });
    expect(sequences[0]!.outputs[0]).toContain('"amount": 100}');
    expect(sequences[1]!.outputs[0]).toContain('"amount": 100.0}');
    expect(sequences[0]!.final_hash).not.toBe(sequences[1]!.final_hash);
  });

  it('names the place of a malformed file', async () => {
    await writeSmallWorld();
    await write('calls.json', '{"sequences": [{"id": "a", "calls": [{"name": "think", "arguments": {}}]}]}');
    await expect(replayFile({ file: join(folder, 'calls.json'), folder, version: 'v1' })).rejects.toThrow(
      /calls.json: sequence 0: call 0: arguments is dict; a text is needed$/,
    );
    await expect(replayFile({ file: join(folder, 'none.json'), folder, version: 'v1' })).rejects.toThrow(
      /there is no file/,
    );
  });
});
