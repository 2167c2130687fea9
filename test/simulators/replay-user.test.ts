import { SimulatorError } from '../../src/conversation/user-simulator';
import { createReplayUser } from '../../src/simulators/replay-user';
import { smallTasks } from '../environment/generator/support/generated-worlds';
import { goldenPolicyFor, play, playable, SMALL_ENVIRONMENTS } from '../conversation/support/play';

const [TASK] = playable(smallTasks('bags', 1));
const START = { task: TASK!, trial: 0, seed: 1 };
const SIGNAL = new AbortController().signal;

describe('the replayed user', () => {
  it('says what the recorded user said, in order, and in each session from the start', async () => {
    const recorded = await play(SMALL_ENVIRONMENTS.v1, TASK!, { policy: goldenPolicyFor([TASK!]), now: () => 0 });
    const simulator = createReplayUser(recorded.rollout);
    for (let times = 0; times < 2; times += 1) {
      const replayed = await play(SMALL_ENVIRONMENTS.v1, TASK!, {
        policy: goldenPolicyFor([TASK!]),
        simulator,
        now: () => 0,
      });
      expect(replayed.rollout).toEqual(recorded.rollout);
    }
  });

  it('starts with the first recorded message where the agent spoke first', async () => {
    const turns = [null, 'First.', 'Second.'].map((userMessage) => ({
      message: 'Hello.',
      toolCalls: [],
      userMessage,
      inputTokens: null,
      outputTokens: null,
      latencyMs: null,
    }));
    const session = createReplayUser({ openingMessage: null, turns }).start(START);
    expect((await session.reply('Hi!', SIGNAL)).text).toBe('First.');
    expect((await session.reply('Well?', SIGNAL)).text).toBe('Second.');
  });

  it('fails when the record is used up', async () => {
    const session = createReplayUser({ openingMessage: 'Hi.', turns: [] }).start(START);
    await session.reply('Hi!', SIGNAL);
    await expect(session.reply('Well?', SIGNAL)).rejects.toThrow(SimulatorError);
  });
});
