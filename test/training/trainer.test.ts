import type { PlayableUserSimulator } from '../../src/conversation/user-simulator';
import { TRAINING_ESTIMATOR_NAMES, type TrainingEstimatorName } from '../../src/domain/advantages/estimators';
import { DENSE_SCHEME } from '../../src/domain/calibration/schemes/reward-scheme';
import { TIERS } from '../../src/domain/classification/tier';
import { UnavailableError } from '../../src/errors';
import { DecisionBatcher } from '../../src/policy/scoring/decision-batcher';
import { ScoreThread } from '../../src/policy/scoring/score-thread';
import { collectGroups, type GroupRequest } from '../../src/training/collect-groups';
import type { TrainerState } from '../../src/training/trainer-state';
import {
  collectWith,
  digest,
  digested,
  generateTasks,
  imitatedModel,
  type RunChoice,
  SMALL_LEARNER,
  SMALL_SETTINGS,
  STAGE,
  train,
} from './support/small-training';

const TASKS = generateTasks('train', 28);
const VALIDATION = generateTasks('validation', 14).slice(0, 2);

describe('trainPolicy', () => {
  let base: Uint8Array;
  beforeAll(async () => {
    base = await imitatedModel(TASKS, 2);
  });

  function choose(settings: RunChoice['settings'] = {}, more: Partial<RunChoice> = {}): RunChoice {
    return { tasks: TASKS, reference: base, start: { kind: 'MODEL', model: base, seed: 1 }, settings, ...more };
  }

  /** With everything that a run can carry from one update to the next. */
  const EVERYTHING = {
    gating: { everyUpdates: 1, forgetting: 0.8, minRollouts: 6, tolerance: 0.01 },
    maxResamples: 1,
    evaluateEvery: 2,
    checkpointEvery: 2,
    warnings: { ...SMALL_SETTINGS.warnings, window: 4, maxKl: 0 },
  };

  it('gives the same bytes and figures again for the same seed, and others for another', async () => {
    const first = await train(choose(EVERYTHING, { validationTasks: VALIDATION }));
    const again = await train(choose(EVERYTHING, { validationTasks: VALIDATION }));
    expect(first.end).toBe('DONE');
    expect(digested(again)).toEqual(digested(first));
    expect(first.metrics.map(({ update }) => update)).toEqual([1, 2, 3, 4]);
    expect(first.checkpoints.map(({ state }) => state.update)).toEqual([2, 4]);
    const [middle, last] = first.checkpoints.map(({ checkpoint }) => digest(checkpoint.model));
    expect(last).not.toBe(middle);
    const other = await train(choose({ ...EVERYTHING, seed: 6 }, { validationTasks: VALIDATION }));
    expect(digest(other.checkpoints[1]!.checkpoint.model)).not.toBe(last);
    expect(other.metrics).not.toEqual(first.metrics);
  });

  it('goes on from a pause to the bytes and figures of a run that was not paused', async () => {
    const whole = await train(choose(EVERYTHING, { validationTasks: VALIDATION }));
    let updates = 0;
    const hooks = { isPauseWanted: () => Promise.resolve((updates += 1) === 1) };
    const begun = await train(choose(EVERYTHING, { validationTasks: VALIDATION, hooks }));
    expect(begun.end).toBe('PAUSED');
    expect(begun.checkpoints.map(({ state }) => state.update)).toEqual([1]);
    const { checkpoint, state } = begun.checkpoints[0]!;
    const stored = JSON.parse(JSON.stringify(state)) as TrainerState;
    const rest = await train(
      choose(EVERYTHING, {
        validationTasks: VALIDATION,
        start: { kind: 'CHECKPOINT', ...checkpoint },
        state: stored,
      }),
    );
    expect(rest.end).toBe('DONE');
    expect([...begun.metrics, ...rest.metrics]).toEqual(whole.metrics);
    expect([...begun.warnings, ...rest.warnings]).toEqual(whole.warnings);
    expect([...begun.values, ...rest.values]).toEqual(whole.values);
    expect([...begun.evaluations, ...rest.evaluations]).toEqual(whole.evaluations);
    expect(digested(rest).checkpoints.at(-1)).toEqual(digested(whole).checkpoints.at(-1));
  });

  it('changes the tiers’ values with the evidence, tells it, and rewards by them from then on', async () => {
    const { gating } = EVERYTHING;
    const { values, checkpoints, metrics } = await train(choose({ gating, checkpointEvery: 1, rolloutsPerGroup: 6 }));
    expect(values.length).toBeGreaterThan(0);
    const [first] = values;
    expect(first!.values).not.toEqual(DENSE_SCHEME.values);
    expect(checkpoints.at(-1)!.state.values).toEqual(values.at(-1)!.values);
    const inUse = (update: number) =>
      values.filter((each) => each.update < update).at(-1)?.values ?? DENSE_SCHEME.values;
    for (const { update, rewardByTier } of metrics) {
      for (const tier of TIERS.filter((each) => inUse(update)[each] === 0)) expect(rewardByTier[tier]).toBeCloseTo(0);
    }
    const silent = await train(choose({ gating: { ...gating, minRollouts: 1000 }, rolloutsPerGroup: 6 }));
    expect(silent.values).toEqual([]);
    expect(silent.checkpoints.at(-1)!.state.values).toEqual(DENSE_SCHEME.values);
  });

  it('does not repeat a warning before its window has passed', async () => {
    const { warnings } = await train(choose({ updates: 6, warnings: EVERYTHING.warnings }));
    const ofKl = warnings.filter(({ kind }) => kind === 'KL_OUT_OF_RANGE');
    expect(ofKl.map(({ update }) => update)).toEqual([1, 5]);
  });

  it('validates with the same conversations each time, and stops when that brings nothing more', async () => {
    const { end, evaluations, metrics, checkpoints } = await train(
      choose({ evaluateEvery: 1, patience: 1, learningRate: 1e-12 }, { validationTasks: VALIDATION }),
    );
    expect(end).toBe('STOPPED_EARLY');
    expect(metrics).toHaveLength(2);
    expect(checkpoints.map(({ state }) => state.update)).toEqual([2]);
    expect(evaluations[1]).toEqual({ ...evaluations[0], update: 2 });
    expect(evaluations[0]).toMatchObject({ update: 1, scored: 2, attempted: 2 });
  });

  it('ends with the reason of its signal, with the last checkpoint told', async () => {
    const stop = new AbortController();
    const updates: number[] = [];
    const hooks: RunChoice['hooks'] = {
      onCheckpoint: (_, { update }) => {
        updates.push(update);
        if (update === 2) stop.abort(new Error('stopped by the test'));
        return Promise.resolve();
      },
    };
    const run = train(choose({ checkpointEvery: 1 }, { signal: stop.signal, hooks }));
    await expect(run).rejects.toThrow('stopped by the test');
    expect(updates).toEqual([1, 2]);
  });

  describe('when something fails', () => {
    const broken: PlayableUserSimulator = {
      start: (start) => {
        if (start.seed % 2 === 0) throw new Error('this customer does not answer');
        return STAGE.simulator.start(start);
      },
    };

    it('leaves out and counts what a simulator broke, and learns from the rest', async () => {
      const { metrics } = await train(choose({ updates: 2, rolloutsPerGroup: 6 }, { simulator: broken }));
      for (const { rollouts, scored, leftOut, passRate, kl } of metrics) {
        expect(rollouts).toBe(12);
        expect(scored + leftOut).toBe(12);
        expect(passRate).not.toBeNull();
        expect(kl).not.toBeNull();
      }
      expect(metrics.reduce((sum, { leftOut }) => sum + leftOut, 0)).toBeGreaterThan(0);
    });

    /** Plays the first tasks with the policy, and the others with one whose thread was closed. */
    async function playSome(count: number, model: Uint8Array, request: GroupRequest) {
      const played = await collectWith(model, { ...request, tasks: request.tasks.slice(0, count) });
      const thread = await ScoreThread.start(model);
      await thread.close();
      const scorer = new DecisionBatcher(thread);
      const lost = await collectGroups(STAGE, scorer, { ...request, tasks: request.tasks.slice(count) });
      return [...played, ...lost];
    }

    it('leaves out what was played with a policy that died', async () => {
      const { metrics } = await train(
        choose({ updates: 1 }, { collect: (model, request) => playSome(1, model, request) }),
      );
      expect(metrics[0]).toMatchObject({ rollouts: 6, scored: 3, leftOut: 3, groups: 2 });
      expect(metrics[0]!.deadGroups).toBeGreaterThanOrEqual(1);
    });

    it('fails when nothing could be scored, and says why', async () => {
      const run = train(choose({}, { collect: (model, request) => playSome(0, model, request) }));
      await expect(run).rejects.toThrow(UnavailableError);
      await expect(run).rejects.toThrow(
        'update 1: none of 6 rollouts could be scored; the first ended with infrastructure_failure: ' +
          'the thread that scores candidates was closed',
      );
    });
  });

  describe('groups without signal', () => {
    /** The first of the groups that an update draws is one rollout, many times. */
    async function playDead(model: Uint8Array, request: GroupRequest) {
      const groups = await collectWith(model, request);
      if (request.tasks.length < SMALL_SETTINGS.groupsPerUpdate) return groups;
      return [groups[0]!.map(() => groups[0]![0]!), ...groups.slice(1)];
    }

    it('are counted, and learned around', async () => {
      const { metrics } = await train(choose({ updates: 1 }, { collect: playDead }));
      expect(metrics[0]).toMatchObject({ groups: 2, rollouts: 6 });
      expect(metrics[0]!.deadGroups).toBeGreaterThanOrEqual(1);
      expect(metrics[0]!.kl).not.toBeNull();
    });

    it('are replaced by groups of tasks drawn anew, and counted all the same', async () => {
      const asked: string[][] = [];
      const { metrics } = await train(
        choose(
          { updates: 2, maxResamples: 1 },
          {
            collect: (model, request) => {
              asked.push(request.tasks.map(({ task }) => task.externalId));
              return playDead(model, request);
            },
          },
        ),
      );
      expect(asked.map((tasks) => tasks.length)).toEqual([2, 1, 2, 1]);
      expect(asked[1]).not.toEqual(asked[3]);
      for (const each of metrics) {
        expect(each).toMatchObject({ groups: 3, rollouts: 9, scored: 9 });
        expect(each.deadGroups).toBeGreaterThanOrEqual(1);
      }
    });

    it('are judged by the run’s own estimator: equal outcomes say nothing to GRPO', async () => {
      const fails = TASKS.filter(({ family }) => family === 'booking-split-payment');
      const played: number[] = [];
      const run = (estimator: TrainingEstimatorName) =>
        train(
          choose(
            { updates: 1, maxResamples: 2, maxTurns: 2, estimator },
            {
              tasks: fails,
              collect: (model, request) => {
                played.push(request.tasks.length);
                return collectWith(model, request);
              },
            },
          ),
        );
      const { metrics } = await run('GRPO');
      // In two turns nobody books: every outcome is 0, whatever the turns were worth.
      expect(metrics[0]).toMatchObject({ passRate: 0, groups: 4, deadGroups: 4, kl: null, entropy: null });
      await run('GTPO');
      expect(played.slice(0, 2)).toEqual([2, 2]);
      expect(played[2]).toBe(2);
      expect(played[3] ?? 0).toBeLessThan(2);
    });
  });

  describe.each(TRAINING_ESTIMATOR_NAMES)('with %s', (estimator) => {
    it('takes an update whose figures are all finite', async () => {
      const learner = estimator === 'TURN_PPO' ? { ...SMALL_LEARNER, critic: { hidden: [8] } } : SMALL_LEARNER;
      const tasks = TASKS.filter(({ family }) => family === 'pressure' || family === 'cancel-forbidden');
      const { metrics, checkpoints } = await train(
        choose({ updates: 1, rolloutsPerGroup: 5, maxTurns: 12, estimator }, { learner, tasks }),
      );
      const { rewardByTier, powerByTier, valueLoss, ...figures } = metrics[0]!;
      for (const each of [...Object.values(figures), ...Object.values(rewardByTier)]) expect(each).not.toBeNaN();
      for (const each of Object.values(powerByTier)) expect(each).not.toBeNaN();
      expect(figures.gradientNorm).toBeGreaterThan(0);
      if (estimator === 'TURN_PPO') expect(valueLoss).toBeGreaterThan(0);
      else expect(valueLoss).toBeNull();
      expect(digest(checkpoints[0]!.checkpoint.model)).not.toBe(digest(base));
    });
  });

  it('refuses an estimator that needs a critic with a learner without, and a run without tasks', async () => {
    await expect(train(choose({ estimator: 'TURN_PPO' }))).rejects.toThrow('TURN_PPO needs a learner with a critic');
    await expect(train(choose({}, { tasks: [] }))).rejects.toThrow('there are no tasks to draw from');
    const estimatorSettings = { ...SMALL_SETTINGS.estimatorSettings, criticGamma: 2 };
    await expect(train(choose({ estimatorSettings }))).rejects.toThrow(
      'estimatorSettings.criticGamma: is 2; it must be a number from 0 to 1',
    );
  });
});
