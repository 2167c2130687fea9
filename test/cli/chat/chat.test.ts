import { randomUUID } from 'node:crypto';
import { ask, listAt, startTestApi, type TestApi, type TestOrganization, valueAt } from '../../api/support/api-server';
import { type CliProcess, type CliResult, startCli } from '../run-cli';
import { type PlayedLines, playLines } from './played-lines';

const TASKS = ['train-cancel-allowed-0001', 'train-look-up-0002', 'train-bags-0001'];

const ROLLOUTS = `query($name: String!) { experiment(name: $name) { id } }`;
const RECORDED = `query($experimentId: ID!) { rollouts(experimentId: $experimentId) { nodes {
  trial outcomeClass reward endReason policy { name } userSimulator { name version } task { externalId }
  turns { message userMessage tier toolCalls { name arguments result } } } } }`;

jest.setTimeout(60_000);

/** Resolves once it is so; throws when the program ends before. */
async function untilShown(child: CliProcess['child'], isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('turnwise chat', () => {
  let api: TestApi;
  let organization: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('talkers');
  });
  afterAll(() => api.stop());

  function start(words: readonly string[], isRecorded: boolean): CliProcess {
    const server = { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: organization.secrets.MEMBER };
    return startCli(['chat', ...words], isRecorded ? server : {}, { withInput: true });
  }

  function pipe(lines: readonly string[], words: readonly string[], isRecorded = false): Promise<CliResult> {
    const { child, ended } = start(words, isRecorded);
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
    return ended;
  }

  async function recordedIn(experiment: string): Promise<unknown[]> {
    const { secrets } = organization;
    const experimentId = valueAt(await ask(api, secrets.VIEWER, ROLLOUTS, { name: experiment }), 'experiment.id');
    return listAt(await ask(api, secrets.VIEWER, RECORDED, { experimentId }), 'rollouts.nodes');
  }

  it.each(TASKS)('plays %s to a passed end by pipe, for the user and for the agent', async (task) => {
    const lines: PlayedLines = await playLines(task);
    const asUser = await pipe(lines.user, ['--task', task]);
    const asAgent = await pipe(lines.agent, ['--as', 'agent', '--task', task]);
    for (const { code, stdout, stderr } of [asUser, asAgent]) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('The conversation is over: user_stop\nReward 1: database right\n');
      expect(stdout).toMatch(/Turns of the agent: \d+ \(\d+ GOLD_EXACT/);
      expect(stdout).toContain('Not recorded: give --experiment NAME');
    }
    for (const line of lines.user) expect(asAgent.stdout).toContain(line === '###STOP###' ? 'user: ' : line);
  });

  it('says which texts were not said, and that the database is wrong, when the user just leaves', async () => {
    const { code, stdout } = await pipe(['/stop'], ['--task', 'train-look-up-0002']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Reward 0: database right\n {2}"[^"]+" was not said to the user\n/);
    expect(stdout).toContain('Turns of the agent: 0\n');
    const changed = await pipe(['/stop'], ['--task', 'train-cancel-allowed-0001']);
    expect(changed.stdout).toContain('Reward 0: database wrong\n');
  });

  it('records what was played in an experiment, each play as the next trial', async () => {
    const experiment = `chats ${randomUUID()}`;
    const [task] = TASKS;
    const { user, agent } = await playLines(task!);
    const first = await pipe(user, ['--task', task!, '--experiment', experiment], true);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/Recorded as rollout [0-9a-f-]{36} of experiment chats/);
    await pipe(agent, ['--as', 'agent', '--task', task!, '--experiment', experiment], true);

    const [asUser, asAgent] = (await recordedIn(experiment)).toSorted(
      (a, b) => Number(valueAt(a, 'trial')) - Number(valueAt(b, 'trial')),
    );
    const passed = { outcomeClass: 'SCORED', reward: 1, endReason: 'user_stop', task: { externalId: task } };
    expect(asUser).toMatchObject({ ...passed, trial: 0, policy: { name: 'scripted-golden-1' } });
    expect(valueAt(asUser, 'userSimulator.name')).toBe('human-terminal');
    expect(asAgent).toMatchObject({ ...passed, trial: 1, policy: { name: 'human-terminal' } });
    expect(valueAt(asAgent, 'userSimulator.name')).toBe('scripted');
    const calls = listAt(asAgent, 'turns').flatMap((turn) => listAt(turn, 'toolCalls'));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every((call) => typeof valueAt(call, 'result') === 'string')).toBe(true);
  });

  it.each([
    ['/quit', ['Hello.', '/quit', 'never said']],
    ['the end of the input', ['Hello.']],
  ])('records nothing at %s in the middle', async (_what, lines) => {
    const experiment = `broken off ${randomUUID()}`;
    const { code, stdout } = await pipe(lines, ['--as', 'agent', '--experiment', experiment], true);
    expect(code).toBe(2);
    expect(stdout).toContain('The conversation was broken off: nothing was scored and nothing recorded.');
    expect(stdout).not.toContain('never said');
    expect(await recordedIn(experiment)).toEqual([]);
  });

  it('ends at once at Ctrl-C, and records nothing', async () => {
    const experiment = `interrupted ${randomUUID()}`;
    const { child, ended, output } = start(['--experiment', experiment], true);
    await untilShown(child, () => output().includes('How can I help you today?'));
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(2);
    expect(stdout).toContain('The conversation was broken off');
    expect(await recordedIn(experiment)).toEqual([]);
  });

  it('refuses a call that no tool could read before it counts', async () => {
    const lines = ['/call fly {}', '/call get_user_details {"user_id":', '/call think [1]', '/call list_all_airports'];
    const { stdout } = await pipe(lines, ['--as', 'agent', '--max-turns', '1']);
    expect(stdout).toContain('There is no tool fly: see /tools.');
    expect(stdout).toContain('The arguments are not JSON');
    expect(stdout).toContain('The arguments must be a JSON object');
    expect(stdout).toContain('The conversation is over: max_turns');
    expect(stdout).toContain('Turns of the agent: 1 (1 READ_ONLY)');
  });

  it('shows the task to the user alone', async () => {
    const instruction = /Your task \(train-bags-0001\): (.*)/;
    const asUser = await pipe(['/quit'], ['--task', 'train-bags-0001']);
    const [, text] = instruction.exec(asUser.stdout) ?? [];
    expect(text?.length).toBeGreaterThan(40);
    const asAgent = await pipe(['/task', '/help', '/quit'], ['--as', 'agent', '--task', 'train-bags-0001']);
    expect(asAgent.stdout).toContain('Only the user knows the task: ask.');
    expect(asAgent.stdout).not.toContain(text);
  });

  it.each([
    [['--task', 'train-nothing-0001'], '--task: "train-nothing-0001" must be SPLIT-FAMILY-NNNN'],
    [['--data', '/nowhere'], '/nowhere'],
    [['--error-rate', '2'], 'not a number from 0 to 1'],
    [['--experiment', 'x'], 'no API key'],
  ])('refuses %p with a sentence', async (words, message) => {
    const { code, stdout, stderr } = await pipe([], words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
