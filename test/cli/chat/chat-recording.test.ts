import { randomUUID } from 'node:crypto';
import { ask, listAt, startTestApi, type TestApi, type TestOrganization, valueAt } from '../../api/support/api-server';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { startTestWorker } from '../../api/support/worker';
import type { CliProcess } from '../run-cli';
import { pipeChat, startChat } from './piped-chat';
import { playLines } from './played-lines';

const TASK = 'train-cancel-allowed-0001';

const TASK_SET = {
  version: 'v1',
  worldSize: 'SMALL',
  worldSeed: 5,
  taskSeed: 6,
  size: 1,
  split: 'train',
  families: ['look-up'],
  idempotencyKey: null,
} as const;

const ROLLOUTS = `query($name: String!) { experiment(name: $name) { id } }`;
const RECORDED = `query($experimentId: ID!) { rollouts(experimentId: $experimentId) { nodes {
  trial outcomeClass reward endReason policy { name } userSimulator { name version } task { externalId }
  turns { nodes { message userMessage tier toolCalls { name arguments result } } } } } }`;

jest.setTimeout(120_000);

/** Resolves once it is so; throws when the program ends before. */
async function untilShown(child: CliProcess['child'], isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('turnwise chat with a server', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let server: Record<string, string>;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('talkers');
    server = { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: organization.secrets.MEMBER };
  });
  afterAll(() => api.stop());

  async function recordedIn(experiment: string): Promise<unknown[]> {
    const { secrets } = organization;
    const experimentId = valueAt(await ask(api, secrets.VIEWER, ROLLOUTS, { name: experiment }), 'experiment.id');
    return listAt(await ask(api, secrets.VIEWER, RECORDED, { experimentId }), 'rollouts.nodes');
  }

  it('records what was played in an experiment, each play as the next trial', async () => {
    const experiment = `chats ${randomUUID()}`;
    const { user, agent } = await playLines(TASK);
    const first = await pipeChat(user, ['--task', TASK, '--experiment', experiment], server);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/Recorded as rollout [0-9a-f-]{36} in experiment chats/);
    await pipeChat(agent, ['--as', 'agent', '--task', TASK, '--experiment', experiment], server);

    const [asUser, asAgent] = (await recordedIn(experiment)).toSorted(
      (a, b) => Number(valueAt(a, 'trial')) - Number(valueAt(b, 'trial')),
    );
    const passed = { outcomeClass: 'SCORED', reward: 1, endReason: 'user_stop', task: { externalId: TASK } };
    expect(asUser).toMatchObject({ ...passed, trial: 0, policy: { name: 'scripted-golden-1' } });
    expect(valueAt(asUser, 'userSimulator.name')).toBe('human-terminal');
    expect(asAgent).toMatchObject({ ...passed, trial: 1, policy: { name: 'human-terminal' } });
    expect(valueAt(asAgent, 'userSimulator.name')).toBe('scripted');
    const calls = listAt(asAgent, 'turns.nodes').flatMap((turn) => listAt(turn, 'toolCalls'));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every((call) => typeof valueAt(call, 'result') === 'string')).toBe(true);
  });

  it('talks with a policy of the server, which a worker runs', async () => {
    const worker = await startTestWorker(api);
    try {
      const { database } = api;
      const source = { database, tenantId: organization.id, environments: new Environments(null) };
      await generateTaskSet(source, { ...TASK_SET, name: 'chat tasks' });
      const experiment = `policies ${randomUUID()}`;
      const words = ['--policy', 'golden', '--task-set', 'chat tasks', '--experiment', experiment];
      const spoken = await pipeChat(['Hello.', '/task', '/stop'], words, server);
      expect({ code: spoken.code, stderr: spoken.stderr }).toEqual({ code: 0, stderr: '' });
      expect(spoken.stdout).toContain('agent: Hi! How can I help you today?');
      expect(spoken.stdout).toMatch(/The conversation is over: user_stop\nReward [01]\n/);
      const [rollout] = await recordedIn(experiment);
      expect(rollout).toMatchObject({ outcomeClass: 'SCORED', policy: { name: 'golden' } });
      expect(valueAt(rollout, 'userSimulator.name')).toBe('human');
      expect(valueAt(rollout, 'turns.nodes.0.userMessage')).toBe('###STOP###');

      const broken = await pipeChat(['Hello.', '/quit'], words, server);
      expect(broken.code).toBe(2);
      expect(await recordedIn(experiment)).toHaveLength(1);
    } finally {
      await worker.close();
    }
  });

  it('says what a talk with a policy of the server needs', async () => {
    const { code, stderr } = await pipeChat([], ['--policy', 'golden'], server);
    expect(code).not.toBe(0);
    expect(stderr).toContain('--policy: needs --experiment NAME and --task-set NAME');
  });

  it.each([
    ['/quit', ['Hello.', '/quit', 'never said']],
    ['the end of the input', ['Hello.']],
  ])('records nothing at %s in the middle', async (_what, lines) => {
    const experiment = `broken off ${randomUUID()}`;
    const { code, stdout } = await pipeChat(lines, ['--as', 'agent', '--experiment', experiment], server);
    expect(code).toBe(2);
    expect(stdout).toContain('Conversation aborted: nothing was scored or recorded.');
    expect(stdout).not.toContain('never said');
    expect(await recordedIn(experiment)).toEqual([]);
  });

  it('ends at once at Ctrl-C, and records nothing', async () => {
    const experiment = `interrupted ${randomUUID()}`;
    const { child, ended, output } = startChat(['--experiment', experiment], server);
    await untilShown(child, () => output().includes('How can I help you today?'));
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(2);
    expect(stdout).toContain('Conversation aborted');
    expect(await recordedIn(experiment)).toEqual([]);
  });
});
