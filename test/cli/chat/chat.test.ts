import { pipeChat } from './piped-chat';
import { type PlayedLines, playLines } from './played-lines';

const TASKS = ['train-cancel-allowed-0001', 'train-bags-0001'];

jest.setTimeout(120_000);

describe('turnwise chat', () => {
  it.each(TASKS)('plays %s to a passed end by pipe, for the user and for the agent', async (task) => {
    const lines: PlayedLines = await playLines(task);
    const asUser = await pipeChat(lines.user, ['--task', task]);
    const asAgent = await pipeChat(lines.agent, ['--as', 'agent', '--task', task]);
    for (const { code, stdout, stderr } of [asUser, asAgent]) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('The conversation is over: user_stop\nReward 1: database right\n');
      expect(stdout).toMatch(/Agent turns: \d+ \(\d+ GOLD_EXACT/);
      expect(stdout).toContain('Not recorded. Pass --experiment NAME');
    }
    for (const line of lines.user) expect(asAgent.stdout).toContain(line === '###STOP###' ? 'user: ' : line);
  });

  it('says which texts were not said, and that the database is wrong, when the user just leaves', async () => {
    const { code, stdout } = await pipeChat(['Hello.', '/stop'], ['--task', 'train-look-up-0002']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Reward 0: database right\n {2}"[^"]+" was not said to the user\n/);
    const changed = await pipeChat(['Hello.', '/stop'], ['--task', 'train-cancel-allowed-0001']);
    expect(changed.stdout).toContain('Reward 0: database wrong\n');
  });

  it('refuses a call that no tool could read before it counts', async () => {
    const lines = ['/call fly {}', '/call get_user_details {"user_id":', '/call think [1]', '/call list_all_airports'];
    const { stdout } = await pipeChat(lines, ['--as', 'agent', '--max-turns', '1']);
    expect(stdout).toContain('There is no tool fly: type /tools for the list.');
    expect(stdout).toContain('The arguments are not JSON');
    expect(stdout).toContain('The arguments must be a JSON object');
    expect(stdout).toContain('The conversation is over: max_turns');
    expect(stdout).toContain('Agent turns: 1 (1 READ_ONLY)');
  });

  it('shows the task to the user alone', async () => {
    const instruction = /Your task \(train-bags-0001\): (.*)/;
    const asUser = await pipeChat(['/quit'], ['--task', 'train-bags-0001']);
    const [, text] = instruction.exec(asUser.stdout) ?? [];
    expect(text?.length).toBeGreaterThan(40);
    const asAgent = await pipeChat(['/task', '/help', '/quit'], ['--as', 'agent', '--task', 'train-bags-0001']);
    expect(asAgent.stdout).toContain('Only the user knows the task; ask them.');
    expect(asAgent.stdout).not.toContain(text);
  });

  it.each([
    [['--task', 'train-nothing-0001'], '--task: "train-nothing-0001" must be SPLIT-FAMILY-NNNN'],
    [['--data', '/nowhere'], '/nowhere'],
    [['--error-rate', '2'], 'not a number from 0 to 1'],
    [['--experiment', 'x'], 'no API key'],
  ])('refuses %p with a sentence', async (words, message) => {
    const { code, stdout, stderr } = await pipeChat([], words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
