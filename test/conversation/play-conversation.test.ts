import { NO_USAGE, type Utterance } from '../../src/conversation/conversation';
import type { PlaySettings } from '../../src/conversation/play-settings';
import { AgentError, type AgentTurn, type PlayablePolicy } from '../../src/conversation/policy';
import { SimulatorError, type PlayableUserSimulator } from '../../src/conversation/user-simulator';
import { InvalidInputError, UnavailableError } from '../../src/errors';
import { smallTasks } from '../environment/generator/support/generated-worlds';
import { goldenPolicyFor, play, playable, SMALL_ENVIRONMENTS } from './support/play';

const [CANCELLATION] = playable(smallTasks('cancel-allowed', 1));
const TASK = CANCELLATION!;

function turn(message: string | null, ...toolCalls: readonly (readonly [string, string])[]): AgentTurn {
  const calls = toolCalls.map(([name, text]) => ({ name, arguments: text }));
  return { message, toolCalls: calls, logProbability: null, ...NO_USAGE };
}

/** Takes these turns in order and keeps what it was shown. */
function policyOf(turns: readonly AgentTurn[], shown: (readonly Utterance[])[] = []): PlayablePolicy {
  return {
    start: () => {
      let rank = 0;
      return {
        act: (utterances) => {
          shown.push(utterances);
          rank += 1;
          return Promise.resolve(turns[rank - 1] ?? turn('Hello?'));
        },
      };
    },
  };
}

function policyThatThrows(error: Error): PlayablePolicy {
  return { start: () => ({ act: () => Promise.reject(error) }) };
}

/** Says these texts in order, then stops. */
function userOf(...texts: readonly string[]): PlayableUserSimulator {
  return {
    start: () => {
      let rank = -1;
      return {
        reply: () => {
          rank += 1;
          return Promise.resolve({ text: texts[rank] ?? '###STOP###', ...NO_USAGE });
        },
      };
    },
  };
}

function playFirst(settings: Partial<PlaySettings> & { readonly policy: PlayablePolicy }): ReturnType<typeof play> {
  return play(SMALL_ENVIRONMENTS.v1, TASK, settings);
}

function playSecond(settings: Partial<PlaySettings> & { readonly policy: PlayablePolicy }): ReturnType<typeof play> {
  return play(SMALL_ENVIRONMENTS.v2, playable(smallTasks('cancel-allowed', 1, { version: 'v2' }))[0]!, settings);
}

describe('playConversation', () => {
  it('scores a conversation that the user ends with the verdict of the environment', async () => {
    const { rollout, failure, utterances } = await playFirst({
      policy: goldenPolicyFor([TASK]),
      seed: 2 ** 40,
      trial: 3,
    });
    expect(rollout).toMatchObject({ outcomeClass: 'SCORED', reward: 1, endReason: 'user_stop', isTruncated: false });
    expect(rollout).toMatchObject({ trial: 3, seed: '1099511627776', task: TASK.task });
    expect(failure).toBeNull();
    expect(rollout.openingMessage).toBe(utterances[0]?.speaker === 'USER' ? utterances[0].text : null);
    expect(rollout.turns.at(-1)?.userMessage).toBe('###STOP###');
  });

  it('records each turn with its calls, their results and the user’s answer', async () => {
    const policy = policyOf([turn(null, ['get_user_details', '{"user_id": "nobody"}']), turn('Bye.')]);
    const { rollout } = await playFirst({ policy, simulator: userOf('Hi.') });
    expect(rollout.turns).toMatchObject([
      {
        message: null,
        toolCalls: [
          {
            name: 'get_user_details',
            arguments: '{"user_id": "nobody"}',
            result: 'Error: user not found',
            isError: true,
          },
        ],
        userMessage: null,
      },
      { message: 'Bye.', toolCalls: [], userMessage: '###STOP###' },
    ]);
  });

  it('shows the policy everything so far and never what is yet to come', async () => {
    const shown: (readonly Utterance[])[] = [];
    const policy = policyOf([turn(null, ['think', '{"thought": "x"}']), turn('Well?')], shown);
    const { utterances } = await playFirst({ policy, simulator: userOf('Hi.', 'Go on.'), maxTurns: 3 });
    expect(shown.map(({ length }) => length)).toEqual([1, 2, 4]);
    expect(utterances.slice(0, 4)).toEqual(shown[2]);
  });

  it('truncates a conversation that runs out of turns, with reward 0', async () => {
    const { rollout } = await playFirst({ policy: policyOf([]), simulator: userOf('a', 'b', 'c', 'd'), maxTurns: 2 });
    expect(rollout).toMatchObject({ reward: 0, endReason: 'max_turns', isTruncated: true });
    expect(rollout.turns).toHaveLength(2);
  });

  it('makes only the first call of a turn in the first version, and keeps words beside it from the user', async () => {
    const calls = [
      ['think', '{"thought": "x"}'],
      ['think', '{"thought": "y"}'],
    ] as const;
    const { rollout, utterances } = await playFirst({
      policy: policyOf([turn('Words.', ...calls), turn('Bye.')]),
      simulator: userOf('Hi.'),
    });
    expect(rollout.turns[0]).toMatchObject({ message: 'Words.', toolCalls: [{ result: '' }, { result: null }] });
    expect(utterances.map(({ speaker }) => speaker)).toEqual(['USER', 'TOOL', 'AGENT', 'USER']);
  });

  it('makes all calls of a turn in the second version', async () => {
    const call = ['calculate', '{"expression": "1 + 1"}'] as const;
    const { rollout } = await playSecond({
      policy: policyOf([turn(null, call, call), turn('Bye.')]),
      simulator: userOf('Hi.'),
    });
    expect(rollout.turns[0]?.toolCalls.map(({ result }) => result)).toEqual(['2.0', '2.0']);
  });

  it('ends the first version at a transfer, and the second only at the user’s word', async () => {
    const policy = policyOf([turn(null, ['transfer_to_human_agents', '{"summary": "x"}']), turn('Hold on.')]);
    const first = await playFirst({ policy, simulator: userOf('Hi.', 'Bye. ###TRANSFER###') });
    const second = await playSecond({ policy, simulator: userOf('Hi.', 'Bye. ###TRANSFER###') });
    expect(first.rollout).toMatchObject({ endReason: 'transfer', outcomeClass: 'SCORED' });
    expect(second.rollout).toMatchObject({ endReason: 'user_stop', outcomeClass: 'SCORED' });
    expect(second.rollout.turns).toHaveLength(2);
  });

  it('answers broken arguments and unknown tools with an error and goes on', async () => {
    const policy = policyOf([
      turn(null, ['get_user_details', '{"user_id"']),
      turn(null, ['get_user_details', '["x"]']),
      turn(null, ['fly_to_the_moon', '{}']),
      turn('Bye.'),
    ]);
    const { rollout } = await playFirst({ policy, simulator: userOf('Hi.') });
    const calls = rollout.turns.flatMap(({ toolCalls }) => toolCalls);
    expect(calls.map(({ isError }) => isError)).toEqual([true, true, true]);
    expect(calls[0]?.result).toMatch(/^Error: not JSON/);
    expect(calls[2]?.result).toBe('Unknown action fly_to_the_moon');
    expect(rollout.endReason).toBe('user_stop');
  });

  it('ends the second version at the tenth failed call, with reward 0', async () => {
    const failing = turn(null, ['get_user_details', '{"user_id": "nobody"}']);
    const { rollout } = await playSecond({ policy: policyOf(Array.from({ length: 20 }, () => failing)) });
    expect(rollout).toMatchObject({ endReason: 'too_many_errors', reward: 0, outcomeClass: 'SCORED' });
    expect(rollout.turns).toHaveLength(10);
  });

  it('counts a turn that is none against the policy and keeps the turns before it', async () => {
    const policy: PlayablePolicy = {
      start: () => ({
        act: (utterances) =>
          utterances.length === 1
            ? Promise.resolve(turn('Your user id?'))
            : Promise.reject(new AgentError('not_json', 'the endpoint answered no JSON')),
      }),
    };
    const { rollout, failure } = await playFirst({ policy });
    expect(rollout).toMatchObject({ outcomeClass: 'SCORED', reward: 0, endReason: 'agent_error:not_json' });
    expect(rollout.turns).toHaveLength(1);
    expect(failure).toBeNull();
  });

  it('counts an empty turn against the policy', async () => {
    const { rollout } = await playFirst({ policy: policyOf([turn('')]) });
    expect(rollout).toMatchObject({ outcomeClass: 'SCORED', reward: 0, endReason: 'agent_error:empty_turn' });
  });

  it.each([new UnavailableError('the endpoint is away'), new TypeError('a bug')])(
    'is no evidence when the policy fails otherwise: %p',
    async (error) => {
      const { rollout, failure } = await playFirst({ policy: policyThatThrows(error) });
      expect(rollout).toMatchObject({ outcomeClass: 'INFRASTRUCTURE_FAILURE', reward: null });
      expect(failure).toEqual({ outcomeClass: 'INFRASTRUCTURE_FAILURE', message: error.message });
    },
  );

  it.each([new SimulatorError('no answer'), new UnavailableError('the endpoint is away')])(
    'is no evidence when the user fails: %p',
    async (error) => {
      const simulator = { start: () => ({ reply: () => Promise.reject(error) }) };
      const { rollout, failure } = await playFirst({ policy: policyOf([]), simulator });
      expect(rollout).toMatchObject({ outcomeClass: 'SIMULATOR_FAILURE', reward: null, turns: [] });
      expect(failure?.message).toBe(error.message);
    },
  );

  it('does not wait for a policy that ignores its signal beyond the deadline', async () => {
    let seen: AbortSignal | null = null;
    const policy: PlayablePolicy = {
      start: () => ({
        act: (_utterances, signal) => {
          seen = signal;
          return new Promise(() => undefined);
        },
      }),
    };
    const { rollout } = await playFirst({ policy, deadlineMs: 30 });
    expect(rollout).toMatchObject({ outcomeClass: 'TIMEOUT', reward: null });
    expect(seen).toMatchObject({ aborted: true });
  });

  it('reads the clock where nothing is ever waited for, and measures each turn by it', async () => {
    let time = 0;
    const policy: PlayablePolicy = {
      start: () => ({
        act: () => {
          time += 40;
          return Promise.resolve(turn('Hello?'));
        },
      }),
    };
    const simulator = userOf(...Array.from({ length: 20 }, () => 'Yes?'));
    const { rollout } = await playFirst({ policy, simulator, deadlineMs: 100, now: () => time });
    expect(rollout.outcomeClass).toBe('TIMEOUT');
    expect(rollout.turns.map(({ latencyMs }) => latencyMs)).toEqual([40, 40]);
  });

  it('throws the reason of the caller who ends it', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const policy: PlayablePolicy = {
      start: () => ({
        act: () => {
          controller.abort(reason);
          return new Promise(() => undefined);
        },
      }),
    };
    await expect(playFirst({ policy, signal: controller.signal })).rejects.toBe(reason);
    await expect(playFirst({ policy: policyOf([]), signal: controller.signal })).rejects.toBe(reason);
  });

  it('adds up what either side cost, and says null where nobody said', async () => {
    const act = { ...turn('Hello?'), inputTokens: 10, cost: 0.5, logProbability: -1.5 };
    const { agentUsage, simulatorUsage, rollout } = await playFirst({
      policy: policyOf([act, act]),
      simulator: userOf('a', 'b'),
    });
    expect(agentUsage).toEqual({ inputTokens: 20, outputTokens: null, cost: 1 });
    expect(simulatorUsage).toEqual(NO_USAGE);
    expect(rollout.turns[0]).toMatchObject({ inputTokens: 10, logProbability: -1.5 });
  });

  it('gives agent and user seeds of their own that follow from the conversation’s', async () => {
    const seeds: number[] = [];
    const policy: PlayablePolicy = {
      start: ({ seed }) => {
        seeds.push(seed);
        return policyOf([]).start({ taskId: '', brief: { version: 'v1', policyText: '' }, seed });
      },
    };
    const simulator: PlayableUserSimulator = {
      start: (start) => {
        seeds.push(start.seed);
        return userOf('Hi.').start(start);
      },
    };
    for (const seed of [1, 1, 2]) await playFirst({ policy, simulator, seed });
    expect(seeds.slice(0, 2)).toEqual(seeds.slice(2, 4));
    expect(new Set(seeds).size).toBe(4);
  });

  it('refuses settings out of range', async () => {
    await expect(playFirst({ policy: policyOf([]), maxTurns: 0 })).rejects.toThrow(InvalidInputError);
    await expect(playFirst({ policy: policyOf([]), deadlineMs: 0 })).rejects.toThrow(InvalidInputError);
  });
});
