import { createHash } from 'node:crypto';
import type { PlayableTask } from '../../../src/conversation/playable-task';
import { createGoldenPolicy } from '../../../src/policy/scripted/golden-policy';
import { playConversation } from '../../../src/conversation/play-conversation';
import { isSolved } from '../../../src/domain/evaluation/is-solved';
import { collectDemonstrations, type Demonstrations } from '../../../src/training/imitation/collect-demonstrations';
import { type EpochMetrics, imitate } from '../../../src/training/imitation/imitate';
import { Learner } from '../../../src/training/learner/learner';
import type { LearnerSnapshot, LearnerStart } from '../../../src/training/learner/learner-settings';
import { deriveSeed } from '../../../src/conversation/derive-seed';
import { demonstrate, digest, generateTasks, SMALL_LEARNER, STAGE } from '../support/small-training';

const TASKS = generateTasks('train', 14);
const REQUEST = { trials: 1, maxTurns: 30, deadlineMs: 600_000, signal: new AbortController().signal };

describe('collectDemonstrations', () => {
  it('notes every turn of the reference agent among its candidates, or counts it as uncovered', async () => {
    const request = { ...REQUEST, tasks: TASKS, trials: 2, errorRate: 0.3, seed: 4 };
    const steps: number[] = [];
    const found = await collectDemonstrations(STAGE, { ...request, onProgress: (done) => steps.push(done) });
    const { turns, passed } = await playAlone(TASKS, request);
    expect(found).toMatchObject({ conversations: 28, passed });
    expect(found.demonstrations.length + found.uncovered).toBe(turns);
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(28);
    expect(steps).toEqual(TASKS.map((_, rank) => rank + 1));
    for (const { chosen, decision } of found.demonstrations) expect(chosen).toBeLessThan(decision.candidateCount);
    expect(digestAll(await collectDemonstrations(STAGE, request))).toBe(digestAll(found));
  });

  it('passes every task without errors', async () => {
    const { passed, conversations } = await collectDemonstrations(STAGE, {
      ...REQUEST,
      tasks: TASKS,
      errorRate: 0,
      seed: 1,
    });
    expect(passed).toBe(conversations);
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped by the test'));
    const request = { ...REQUEST, tasks: TASKS, errorRate: 0, seed: 1, signal: stop.signal };
    await expect(collectDemonstrations(STAGE, request)).rejects.toThrow('stopped by the test');
  });

  function digestAll({ demonstrations }: Demonstrations): string {
    const hash = createHash('sha256');
    for (const { decision, chosen } of demonstrations) hash.update(decision.features).update(String(chosen));
    return hash.digest('hex');
  }

  /** The same conversations, played without a look at candidates. */
  async function playAlone(
    tasks: readonly PlayableTask[],
    { trials, errorRate, seed }: { trials: number; errorRate: number; seed: number },
  ) {
    const policy = createGoldenPolicy({ tasks: new Map(tasks.map((task) => [task.task.externalId, task])), errorRate });
    let turns = 0;
    let passed = 0;
    for (const task of tasks) {
      for (let trial = 0; trial < trials; trial += 1) {
        const own = deriveSeed(seed, 'demonstration', task.task.externalId, trial);
        const { rollout } = await playConversation({ ...STAGE, ...REQUEST, task, trial, policy, seed: own });
        turns += rollout.turns.length;
        if (isSolved(rollout.reward!)) passed += 1;
      }
    }
    return { turns, passed };
  }
});

describe('imitate', () => {
  type Imitated = { readonly metrics: EpochMetrics[]; readonly checkpoints: Map<number, LearnerSnapshot> };

  /** Of the last checkpoint. */
  function digestsOf({ checkpoints }: Imitated): string[] {
    const { model, optimizer } = checkpoints.get(4)!;
    return [digest(model), digest(optimizer)];
  }

  type Begin = { readonly start: LearnerStart; readonly epochsDone: number };

  async function run(
    { epochs = 4, seed = 2, batchDecisions = 20, microBatchDecisions = 8 } = {},
    { start, epochsDone }: Begin = { start: { kind: 'SEED', seed: 1 }, epochsDone: 0 },
  ): Promise<Imitated> {
    const { demonstrations } = await demonstrate(TASKS.slice(0, 6));
    const heldOut = (await demonstrate(TASKS.slice(6, 8))).demonstrations;
    const learner = await Learner.create(SMALL_LEARNER, start);
    const metrics: EpochMetrics[] = [];
    const checkpoints = new Map<number, LearnerSnapshot>();
    try {
      await imitate(
        {
          settings: { epochs, learningRate: 0.01, batchDecisions, microBatchDecisions, checkpointEvery: 2, seed },
          learner,
          demonstrations,
          heldOut,
          onEpoch: (each) => Promise.resolve(void metrics.push(each)),
          onCheckpoint: (checkpoint, epoch) => Promise.resolve(void checkpoints.set(epoch, checkpoint)),
          signal: REQUEST.signal,
        },
        epochsDone,
      );
      return { metrics, checkpoints };
    } finally {
      await learner.close();
    }
  }

  it('comes to what was demonstrated: the loss falls, agreement rises, also on what was held out', async () => {
    const { metrics, checkpoints } = await run({ epochs: 8 });
    const [first, last] = [metrics[0]!, metrics.at(-1)!];
    expect(metrics.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...checkpoints.keys()]).toEqual([2, 4, 6, 8]);
    expect(last.loss).toBeLessThan(first.loss / 2);
    expect(last.agreement).toBeGreaterThan(first.agreement);
    expect(last.heldOutAgreement).toBeGreaterThan(first.heldOutAgreement!);
  });

  it('goes on from a checkpoint to the bytes and figures of a run that was not stopped', async () => {
    const whole = await run();
    const begun = await run({ epochs: 2 });
    const rest = await run({}, { start: { kind: 'CHECKPOINT', ...begun.checkpoints.get(2)! }, epochsDone: 2 });
    expect([...begun.metrics, ...rest.metrics]).toEqual(whole.metrics);
    expect(digestsOf(rest)).toEqual(digestsOf(whole));
    expect(digestsOf(await run({ seed: 3 }))).not.toEqual(digestsOf(whole));
  });

  it('measures means over decisions, however they are cut', async () => {
    // One step an epoch: the figures of the first are those of the parameters that it began with.
    const whole = (await run({ epochs: 1, batchDecisions: 10_000, microBatchDecisions: 10_000 })).metrics[0]!;
    const parts = (await run({ epochs: 1, batchDecisions: 10_000, microBatchDecisions: 7 })).metrics[0]!;
    for (const name of ['loss', 'entropy', 'agreement', 'gradientNorm'] as const) {
      expect(parts[name]).toBeCloseTo(whole[name], 4);
    }
  });

  it('refuses to imitate nothing', async () => {
    const learner = await Learner.create(SMALL_LEARNER, { kind: 'SEED', seed: 1 });
    const nothing = imitate({
      settings: {
        epochs: 1,
        learningRate: 0.01,
        batchDecisions: 8,
        microBatchDecisions: 8,
        checkpointEvery: 1,
        seed: 1,
      },
      learner,
      demonstrations: [],
      heldOut: [],
      onEpoch: () => Promise.resolve(),
      onCheckpoint: () => Promise.resolve(),
      signal: REQUEST.signal,
    });
    await expect(nothing).rejects.toThrow('there are no demonstrations; at least 1 is needed');
    await learner.close();
  });
});
