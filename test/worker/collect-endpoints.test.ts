import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Client } from 'pg';
import type { Collection } from '../../src/model/collection/collection.model';
import { summarizeGroups } from '../../src/services/collection/collection-groups';
import { readCollectionProgress } from '../../src/services/collection/collection-progress';
import { createEndpoint } from '../../src/services/players/create-endpoint';
import { parsePolicySpec } from '../../src/services/players/create-policy';
import type { PolicySpec } from '../../src/services/players/policy-spec';
import { simulatorSpecSchema, type SimulatorSpec } from '../../src/services/players/simulator-spec';
import type { LoadedTask } from '../../src/services/tasks/load-task-set';
import { JOBS } from '../../src/services/job-registry';
import { testEndpointAccess } from '../support/endpoint-access';
import {
  answer,
  callTool,
  cutConnection,
  neverAnswer,
  pourForever,
  raw,
  redirectTo,
  refuse,
  say,
  slowly,
} from '../support/model-server/behaviours';
import { type Behaviour, type ReceivedRequest, startModelServer } from '../support/model-server/model-server';
import { describeOnEachBackend } from './support/backends';
import { readCollected, startTrialCollection } from './support/collections';
import { JobBench } from './support/job-bench';
import { rightModel, taskOf, tasksOf, turnsOf, userModel } from './support/model-players';

const KEY = 'sk-never-to-be-seen-0123456789';

describeOnEachBackend('a collection with models behind endpoints', (backend) => {
  let bench: JobBench;
  const endpoints = testEndpointAccess('127.0.0.1');
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });

  beforeAll(async () => {
    bench = await JobBench.open(backend);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  type Model = (request: ReceivedRequest, tasks: readonly LoadedTask[]) => Behaviour;
  type ModelCollection = {
    readonly name: string;
    readonly tasks: number;
    readonly trials: number;
    /** The agent; the user is a model too. */
    readonly agent: Model;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly deadlineMs?: number;
    readonly retriesPerRollout?: number;
  };

  /** Plays a collection whose agent and user are models of one server, and tells what became of it. */
  async function collect({ name, tasks: size, trials, agent, settings = {}, ...more }: ModelCollection) {
    const { deadlineMs = 60_000, retriesPerRollout = 0 } = more;
    let tasks: readonly LoadedTask[] = [];
    const server = await startModelServer((request) =>
      request.body.model === 'user' ? userModel(request, tasks) : agent(request, tasks),
    );
    try {
      const { id: endpointId } = await createEndpoint(
        { database: bench.database, tenantId: bench.tenantId, endpoints },
        { name, baseUrl: server.baseUrl, apiKey: KEY, idempotencyKey: null },
      );
      const sampling = { endpointId, maxRetries: 0, inputPricePerMillion: 2, outputPricePerMillion: 10 };
      const policy = parsePolicySpec({ kind: 'OPENAI', settings: { ...sampling, model: 'agent', ...settings } });
      const simulator = simulatorSpecSchema.parse({ kind: 'LLM', settings: { ...sampling, model: 'user' } });
      const started = await startWith({ size, trials, deadlineMs, retriesPerRollout, policy, simulator });
      tasks = await tasksOf(bench, started);
      await bench.startWorker(name, JOBS, { endpoints, logger });
      const collection = await untilEnded(started.id);
      const rollouts = await readCollected(bench, started.id);
      const names = new Map<string, string>(tasks.map((task) => [task.id, task.task.externalId]));
      return { collection, rollouts, tasks, names, requests: server.requests };
    } finally {
      await server.close();
    }
  }

  function startWith(choice: {
    readonly size: number;
    readonly trials: number;
    readonly deadlineMs: number;
    readonly retriesPerRollout: number;
    readonly policy: PolicySpec;
    readonly simulator: SimulatorSpec;
  }): Promise<Collection> {
    const { size, trials, deadlineMs, retriesPerRollout, policy, simulator } = choice;
    const shape = { quorum: 1, concurrency: 4, rolloutsPerShard: size * trials };
    const settings = { trials, deadlineMs, retriesPerRollout, ...shape };
    return startTrialCollection(bench, { tasks: size, settings, policy, simulator });
  }

  async function untilEnded(id: string): Promise<Collection> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const collection = await bench.inTenant((stores) => stores.collections.get(id));
      if (collection.endedAt !== null) return collection;
      if (performance.now() > deadline) throw new Error(JSON.stringify(await progressOf(collection)));
      await sleep(50);
    }
  }

  function progressOf(collection: Collection) {
    return bench.inTenant((stores) => readCollectionProgress(stores, collection));
  }

  /** Every row of every table, as JSON lines. */
  async function dumpTables(): Promise<string> {
    const client = new Client({ connectionString: bench.testDatabase.adminUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'jobs')`,
      );
      const lines: string[] = [];
      for (const { name } of rows) {
        const found = await client.query<{ line: string }>(`SELECT row_to_json(t)::text AS line FROM ${name} t`);
        lines.push(...found.rows.map(({ line }) => line));
      }
      return lines.join('\n');
    } finally {
      await client.end();
    }
  }

  /** Where the key shows in rows and logs. */
  function leaksIn(rows: string): readonly string[] {
    return `${rows}\n${logged.join('\n')}`.match(/.{0,60}never-to-be-seen.{0,20}/g) ?? [];
  }

  it('is scored, with tokens, cost and probabilities, and the key is nowhere', async () => {
    const logprobs = [-0.5, -0.25];
    const { collection, rollouts, tasks, requests } = await collect({
      name: 'right',
      tasks: 3,
      trials: 2,
      settings: { wantsLogProbabilities: true },
      agent: (request, all) => {
        const { goldenActions = [], expectedOutputs = [] } = taskOf(request, all)?.task ?? {};
        const action = goldenActions[turnsOf(request)];
        const calls = action === undefined ? [] : ([[action.name, action.arguments]] as const);
        // A server that repeats what it was sent.
        const words = ['It is done.', ...expectedOutputs, String(request.headers.authorization)].join(' ');
        const content = action === undefined ? words : null;
        const usage = { prompt_tokens: 100, completion_tokens: 2, total_tokens: 102 };
        return answer({ calls, content, logprobs, usage });
      },
    });
    expect(rollouts.map(({ reward, outcomeClass }) => ({ reward, outcomeClass }))).toEqual(
      Array.from({ length: 6 }, () => ({ reward: 1, outcomeClass: 'SCORED' })),
    );
    const turns = await bench.inTenant((stores) => stores.rollouts.findTurns(rollouts.map(({ id }) => id)));
    expect(turns.map(({ logProbability }) => logProbability)).toEqual(turns.map(() => -0.75));
    // Each of the two conversations of a task: a turn for each call and one for the words.
    const expected = 2 * tasks.reduce((sum, { task }) => sum + task.goldenActions.length + 1, 0);
    expect(turns).toHaveLength(expected);
    const perUser = 2 * (100 * 2 + 10 * 10);
    expect(await progressOf(collection)).toMatchObject({
      scored: 6,
      passed: 6,
      agentTokens: expected * 102,
      simulatorTokens: 6 * 2 * 110,
      cost: expect.closeTo((expected * (100 * 2 + 2 * 10) + 6 * perUser) / 1e6, 9) as number,
    });
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    const stored = await dumpTables();
    expect(stored).toContain('It is done.');
    expect(leaksIn(stored)).toEqual([]);
  });

  it('gives no reward for what the endpoint failed, says of which class it is, and which groups miss it', async () => {
    const internal = await startModelServer([say('internal')]);
    let secondsOfLast = 0;
    const behaviours: readonly (readonly [behaviour: Behaviour, outcome: string, endReason: RegExp])[] = [
      [slowly(50, say('It is done.')), 'SCORED', /^user_stop$/],
      [refuse(429, `busy ${KEY}`), 'INFRASTRUCTURE_FAILURE', /status 429: busy \[hidden\]/],
      [refuse(500, `oops ${KEY}`), 'INFRASTRUCTURE_FAILURE', /status 500: oops \[hidden\]/],
      [raw('{"choices": [{'), 'INFRASTRUCTURE_FAILURE', /not a chat completion/],
      [pourForever, 'INFRASTRUCTURE_FAILURE', /longer than 8388608 bytes/],
      [redirectTo(internal.baseUrl), 'INFRASTRUCTURE_FAILURE', /redirect \(307\)/],
      [cutConnection, 'INFRASTRUCTURE_FAILURE', /cannot be reached, or dropped the connection/],
      [neverAnswer, 'TIMEOUT', /^timeout: the conversation took longer than 5000 ms$/],
      [callTool('drop_tables', '{}'), 'SCORED', /^max_turns$/],
      [callTool('calculate', '{"expression": "1'), 'SCORED', /^max_turns$/],
    ];
    const { collection, rollouts, tasks } = await collect({
      name: 'bad',
      tasks: behaviours.length + 1,
      trials: 2,
      deadlineMs: 5000,
      agent: (request, all) => {
        const task = taskOf(request, all);
        const behaviour = behaviours[all.findIndex((one) => one === task)];
        if (behaviour !== undefined) return behaviour[0];
        // The last task: its second conversation fails, so that its group misses one.
        secondsOfLast += turnsOf(request) === 0 ? 1 : 0;
        return turnsOf(request) === 0 && secondsOfLast > 1 ? refuse(503, 'gone') : rightModel(request, all);
      },
    });
    await internal.close();
    for (const [index, [, outcomeClass, endReason]] of behaviours.entries()) {
      const ofTask = rollouts.filter(({ taskId }) => taskId === tasks[index]!.id);
      expect(ofTask).toHaveLength(2);
      for (const rollout of ofTask) {
        expect([index, rollout.outcomeClass]).toEqual([index, outcomeClass]);
        expect(rollout.endReason).toMatch(endReason);
        if (outcomeClass !== 'SCORED') expect(rollout.reward).toBeNull();
      }
    }
    expect(internal.requests).toEqual([]);
    expect(await progressOf(collection)).toMatchObject({
      state: 'SUCCEEDED',
      done: 22,
      scored: 7,
      infrastructureFailures: 13,
      simulatorFailures: 0,
      timeouts: 2,
    });
    const figures = await bench.inTenant((stores) => stores.collectionFigures.readGroups(collection.id));
    expect(summarizeGroups(collection, figures)).toEqual({
      groups: 11,
      complete: 3,
      atQuorum: 1,
      incomplete: 7,
      open: 0,
      missing: 15,
    });
    expect(leaksIn(await dumpTables())).toEqual([]);
  });

  it('counts what the plays cost that came to nothing', async () => {
    let failures = 0;
    const { collection, rollouts, requests } = await collect({
      name: 'retried',
      tasks: 1,
      trials: 1,
      retriesPerRollout: 1,
      agent: (request, all) => {
        const isDue = turnsOf(request) === 1 && failures === 0;
        failures += isDue ? 1 : 0;
        return isDue ? refuse(503, 'gone') : rightModel(request, all);
      },
    });
    expect(failures).toBe(1);
    expect(rollouts.map(({ outcomeClass, reward }) => [outcomeClass, reward])).toEqual([['SCORED', 1]]);
    const answered = requests.length - failures;
    expect((await progressOf(collection)).cost).toBeCloseTo((answered * (100 * 2 + 10 * 10)) / 1e6, 9);
  });

  const noise = Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
  const deep = `${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`;
  const huge = { prompt_tokens: 9e15, completion_tokens: 9e15, total_tokens: 9e15 };

  it.each<readonly [what: string, behaviour: Behaviour]>([
    ['arguments nested deeply', callTool('calculate', deep)],
    ['the name of a tool that is longer than an index holds', callTool(noise, '{}')],
    ['a NUL in a name and in arguments', callTool('a\0b', '{"x": "\0 \\u0000"}')],
    ['a NUL and half a character in words', say('a\0b \ud800')],
    ['more tokens than a column holds', answer({ content: 'It is done.', usage: huge })],
    ['a great many calls at once', answer({ calls: Array.from({ length: 3000 }, () => ['think', '{}'] as const) })],
    ['no name of a tool', callTool('', '{}')],
    ['a member that is a trap', callTool('calculate', '{"__proto__": {"expression": "1"}}')],
    ['very long words', say(noise.repeat(20))],
  ])('stores the rollout of a model that answers %s', async (what, behaviour) => {
    const { collection, rollouts } = await collect({
      name: what,
      tasks: 1,
      trials: 1,
      agent: (request) => (turnsOf(request) === 0 ? behaviour : say('It is done.')),
    });
    const shards = await bench.inTenant((stores) => stores.collections.findShardStates([collection.id]));
    expect(shards.map(({ errorMessage }) => errorMessage)).toEqual([null]);
    expect(rollouts.map(({ outcomeClass, endReason }) => [outcomeClass, endReason])).toEqual([['SCORED', 'user_stop']]);
  });
});
