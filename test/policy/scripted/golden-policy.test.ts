import type { PlayedConversation } from '../../../src/conversation/play-settings';
import { AirlineEnvironment } from '../../../src/environment/airline/airline-environment';
import { FAMILY_NAMES } from '../../../src/environment/airline/generator/families/family-name';
import { generateAirlineTaskSet } from '../../../src/environment/airline/generator/generate-task-set';
import { generateWorld } from '../../../src/environment/airline/generator/generate-world';
import { DEFAULT_WORLD_SETTINGS } from '../../../src/environment/airline/generator/world/world-settings';
import { classifyRollout } from '../../../src/domain/classification/classify-rollout';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';
import { rescoreRollout } from '../../../src/environment/rescore';
import { InvalidInputError } from '../../../src/errors';
import { createGoldenPolicy } from '../../../src/policy/scripted/golden-policy';
import { GoldenSession } from '../../../src/policy/scripted/golden-session';
import { planTask } from '../../../src/policy/scripted/plan-task';
import { deriveSeed } from '../../../src/conversation/derive-seed';
import { smallTasks } from '../../environment/generator/support/generated-worlds';
import { goldenPolicyFor, play, playable, SMALL_ENVIRONMENTS } from '../../conversation/support/play';

const VERSIONS = ['v1', 'v2'] as const;

describe.each(VERSIONS)('the reference agent of %s with the scripted user', (version) => {
  it.each(FAMILY_NAMES)('passes every task of the family %s', async (family) => {
    const environment = SMALL_ENVIRONMENTS[version];
    const tasks = playable(smallTasks(family, 16, { version }));
    const policy = goldenPolicyFor(tasks);
    const failed: string[] = [];
    for (const task of tasks) {
      const { rollout, utterances } = await play(environment, task, { policy });
      const isEndedByUser = utterances.at(-1)?.speaker === 'USER' || rollout.endReason === 'transfer';
      if (rollout.reward !== 1 || !isEndedByUser) failed.push(`${task.task.externalId} ${rollout.endReason ?? ''}`);
    }
    expect(failed).toEqual([]);
  });

  it('passes the tasks of a world of the benchmark’s size', async () => {
    const world = generateWorld({ ...DEFAULT_WORLD_SETTINGS, version }, 2);
    const { tasks } = generateAirlineTaskSet({ world, version, size: 56, split: 'test', seed: 8 });
    const environment = new AirlineEnvironment(world, version);
    const policy = goldenPolicyFor(playable(tasks));
    const rewards: (number | null)[] = [];
    for (const task of playable(tasks)) rewards.push((await play(environment, task, { policy })).rollout.reward);
    expect(rewards).toEqual(tasks.map(() => 1));
  }, 60_000);

  it('makes the golden actions, all of them, and no other call', async () => {
    for (const task of playable(FAMILY_NAMES.flatMap((family) => smallTasks(family, 4, { version })))) {
      const { rollout } = await play(SMALL_ENVIRONMENTS[version], task, { policy: goldenPolicyFor([task]) });
      const tiers = classifyRollout(task.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS).map(({ tier }) => tier);
      expect(tiers.filter((tier) => tier === 'GOLD_EXACT')).toHaveLength(task.task.goldenActions.length);
      expect(new Set(tiers)).toEqual(new Set(['GOLD_EXACT', 'MESSAGE']));
    }
  });
});

describe('an erring agent', () => {
  const environment = SMALL_ENVIRONMENTS.v1;
  const tasks = playable(FAMILY_NAMES.flatMap((family) => smallTasks(family, 8)));

  async function playAll(errorRate: number): Promise<PlayedConversation[]> {
    const policy = goldenPolicyFor(tasks, errorRate);
    const played: PlayedConversation[] = [];
    for (const task of tasks) {
      const seed = deriveSeed(5, task.task.externalId, 0);
      const { rollout, failure, agentUsage, simulatorUsage } = await play(environment, task, {
        policy,
        seed,
        now: () => 0,
      });
      played.push({ rollout, failure, agentUsage, simulatorUsage });
    }
    return played;
  }

  it('says and does the same byte for byte with the same seed', async () => {
    expect(JSON.stringify(await playAll(0.3))).toBe(JSON.stringify(await playAll(0.3)));
  });

  it('passes less the more it errs, and its rewards follow from its record', async () => {
    const rates: number[] = [];
    for (const errorRate of [0, 0.1, 0.4]) {
      const played = await playAll(errorRate);
      expect(played.every(({ rollout }) => rollout.outcomeClass === 'SCORED')).toBe(true);
      expect(played.every(({ rollout }) => rescoreRollout(rollout, environment).agrees === true)).toBe(true);
      rates.push(played.filter(({ rollout }) => rollout.reward === 1).length);
    }
    expect(rates[0]).toBe(tasks.length);
    expect(rates[1]).toBeLessThan(tasks.length);
    expect(rates[2]).toBeLessThan(rates[1]!);
    expect(rates[2]).toBeGreaterThan(0);
  });

  it('errs in ways that give every tier', async () => {
    const played = await playAll(0.3);
    const tiers = played.flatMap(({ rollout }) =>
      classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS),
    );
    expect(new Set(tiers.map(({ tier }) => tier))).toEqual(
      new Set(['GOLD_EXACT', 'SOFT_MATCH', 'ERROR', 'STATE_CHANGE', 'DUPLICATE', 'READ_ONLY', 'MESSAGE']),
    );
  });

  it('refuses an error rate that is no probability, and a task that it was not given', () => {
    expect(() => createGoldenPolicy({ tasks: new Map(), errorRate: 1.5 })).toThrow(InvalidInputError);
    expect(() => createGoldenPolicy({ tasks: new Map(), errorRate: NaN })).toThrow(InvalidInputError);
    const policy = goldenPolicyFor(tasks);
    const brief = { version: 'v1', policyText: '' } as const;
    expect(() => policy.start({ taskId: 'unknown', brief, seed: 1 })).toThrow('unknown');
  });
});

describe('GoldenSession', () => {
  it('gives at each point of its own conversation the act that came next, whoever is asked', async () => {
    const [task] = playable(smallTasks('pressure', 1));
    const { utterances, rollout } = await play(SMALL_ENVIRONMENTS.v1, task!, { policy: goldenPolicyFor([task!]) });
    const calls = utterances.flatMap((utterance, index) => {
      if (utterance.speaker !== 'TOOL') return [];
      return [[new GoldenSession(planTask(task!)).nextAct(utterances.slice(0, index)), utterance] as const];
    });
    expect(calls.length).toBe(rollout.turns.flatMap(({ toolCalls }) => toolCalls).length);
    for (const [act, { name, arguments: text }] of calls) expect(act).toEqual({ kind: 'CALL', name, arguments: text });
  });
});
