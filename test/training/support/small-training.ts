import { createHash } from 'node:crypto';
import { type PlayableTask, toPlayableTask } from '../../../src/conversation/playable-task';
import type { PlayableUserSimulator } from '../../../src/conversation/user-simulator';
import { DEFAULT_TRAINING_ESTIMATOR_SETTINGS } from '../../../src/domain/advantages/training/training-estimator-settings';
import { DENSE_SCHEME } from '../../../src/domain/calibration/schemes/reward-scheme';
import { DEFAULT_WARNING_SETTINGS, type TrainingWarning } from '../../../src/domain/training/training-warnings';
import type { UpdateMetrics } from '../../../src/domain/training/update-metrics';
import { AirlineEnvironment } from '../../../src/environment/airline/airline-environment';
import { generateAirlineTaskSet } from '../../../src/environment/airline/generator/generate-task-set';
import { generateWorld } from '../../../src/environment/airline/generator/generate-world';
import { SMALL_WORLD_SETTINGS } from '../../../src/environment/airline/generator/world/world-settings';
import { airlinePolicyText } from '../../../src/environment/airline/policy/policy-text';
import type { CandidateScorer } from '../../../src/policy/onnx-policy';
import { DecisionBatcher } from '../../../src/policy/scoring/decision-batcher';
import { ScoreThread } from '../../../src/policy/scoring/score-thread';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import type { CollectedGroup } from '../../../src/training/collected-rollout';
import { collectGroups, type GroupRequest } from '../../../src/training/collect-groups';
import { collectDemonstrations, type Demonstrations } from '../../../src/training/imitation/collect-demonstrations';
import { imitate } from '../../../src/training/imitation/imitate';
import { Learner } from '../../../src/training/learner/learner';
import type { LearnerSnapshot, LearnerSettings, LearnerStart } from '../../../src/training/learner/learner-settings';
import { DEFAULT_ADAM } from '../../../src/training/scorer/adam-graph';
import type { Stage } from '../../../src/training/stage';
import { trainPolicy, type TrainerHooks, type TrainingEnd, type TrainerRun } from '../../../src/training/trainer';
import type { TrainerSettings } from '../../../src/training/trainer-settings';
import { beginTraining, type TrainerState } from '../../../src/training/trainer-state';

const world = generateWorld(SMALL_WORLD_SETTINGS, 7);

/** A small airline with its scripted customers. */
export const STAGE: Stage = {
  environment: new AirlineEnvironment(world, 'v1'),
  brief: { version: 'v1', policyText: airlinePolicyText('v1') },
  simulator: createScriptedUser(),
};

export function generateTasks(split: 'train' | 'validation', size: number): PlayableTask[] {
  return generateAirlineTaskSet({ world, version: 'v1', size, split, seed: 3 }).tasks.map(toPlayableTask);
}

/** A net that learns in seconds. */
export const SMALL_LEARNER: LearnerSettings = {
  architecture: { kind: 'MLP', hidden: [16] },
  critic: null,
  adam: DEFAULT_ADAM,
};

export const SMALL_SETTINGS: TrainerSettings = {
  updates: 4,
  groupsPerUpdate: 2,
  rolloutsPerGroup: 3,
  temperature: 0.9,
  maxTurns: 8,
  deadlineMs: 600_000,
  maxResamples: 0,
  values: DENSE_SCHEME.values,
  estimator: 'HYBRID',
  estimatorSettings: DEFAULT_TRAINING_ESTIMATOR_SETTINGS,
  proposal: {
    statistic: 'WITHIN_TASK',
    method: 'PROPORTIONAL',
    delta: 0.1,
    alpha: 'auto',
    anchor: DENSE_SCHEME,
  },
  gating: null,
  learningRate: 1e-3,
  epochs: 2,
  batchDecisions: 24,
  microBatchDecisions: 10,
  clipLow: 0.2,
  clipHigh: 0.28,
  klCoefficient: 0.02,
  entropyCoefficient: 0.003,
  valueCoefficient: 0.5,
  maxGradientNorm: 1,
  checkpointEvery: 100,
  evaluateEvery: null,
  validationTrials: 1,
  patience: null,
  warnings: DEFAULT_WARNING_SETTINGS,
  seed: 5,
};

export type SavedCheckpoint = { readonly checkpoint: LearnerSnapshot; readonly state: TrainerState };

/** All that a run told. */
export type ToldRun = {
  readonly end: TrainingEnd;
  readonly metrics: readonly UpdateMetrics[];
  readonly warnings: readonly TrainingWarning[];
  readonly values: readonly { readonly update: number; readonly values: TrainerSettings['values'] }[];
  readonly evaluations: readonly Parameters<TrainerHooks['onEvaluation']>[0][];
  readonly checkpoints: readonly SavedCheckpoint[];
};

export type RunChoice = {
  readonly settings?: Partial<TrainerSettings>;
  readonly tasks: readonly PlayableTask[];
  readonly validationTasks?: readonly PlayableTask[];
  readonly learner?: LearnerSettings;
  readonly start?: LearnerStart;
  /** The policy that the divergence is measured from. */
  readonly reference: Uint8Array;
  readonly state?: TrainerState;
  readonly simulator?: PlayableUserSimulator;
  readonly signal?: AbortSignal;
  readonly collect?: TrainerRun['collect'];
  readonly hooks?: Partial<TrainerHooks>;
};

/** Trains with real threads, which are closed afterwards. */
export async function train(choice: RunChoice): Promise<ToldRun> {
  const settings = { ...SMALL_SETTINGS, ...choice.settings };
  const stage = { ...STAGE, simulator: choice.simulator ?? STAGE.simulator };
  const told = {
    metrics: [] as UpdateMetrics[],
    warnings: [] as TrainingWarning[],
    values: [] as ToldRun['values'][number][],
    evaluations: [] as ToldRun['evaluations'][number][],
    checkpoints: [] as SavedCheckpoint[],
  };
  const keep =
    <Item>(list: Item[]) =>
    (item: Item): Promise<void> => {
      list.push(item);
      return Promise.resolve();
    };
  const hooks: TrainerHooks = {
    onUpdate: keep(told.metrics),
    onWarning: keep(told.warnings),
    onValues: (update, { proposal }) => keep(told.values)({ update, values: proposal.values }),
    onEvaluation: keep(told.evaluations),
    onCheckpoint: (checkpoint, state) => keep(told.checkpoints)({ checkpoint, state }),
    isPauseWanted: () => Promise.resolve(false),
    ...choice.hooks,
  };
  const learner = await Learner.create(choice.learner ?? SMALL_LEARNER, choice.start ?? { kind: 'SEED', seed: 1 });
  try {
    const end = await withScorer(choice.reference, (reference) =>
      trainPolicy(
        {
          settings,
          trainingTasks: choice.tasks,
          validationTasks: choice.validationTasks ?? [],
          learner,
          reference,
          collect: choice.collect ?? ((model, request) => collectWith(model, request, stage)),
          hooks,
          signal: choice.signal ?? new AbortController().signal,
          now: () => performance.now(),
        },
        choice.state ?? beginTraining(settings.values),
      ),
    );
    return { end, ...told };
  } finally {
    await learner.close();
  }
}

/** What a run told with digests in place of files: when two differ, jest shows a line and not all their bytes. */
export function digested({ checkpoints, ...told }: ToldRun) {
  return {
    ...told,
    checkpoints: checkpoints.map(({ checkpoint, state }) => ({
      model: digest(checkpoint.model),
      optimizer: digest(checkpoint.optimizer),
      state,
    })),
  };
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Plays groups with the policy in a file. */
export function collectWith(
  model: Uint8Array,
  request: GroupRequest,
  stage = STAGE,
): Promise<readonly CollectedGroup[]> {
  return withScorer(model, (scorer) => collectGroups(stage, scorer, request));
}

export async function withScorer<Result>(
  model: Uint8Array,
  work: (scorer: CandidateScorer) => Promise<Result>,
): Promise<Result> {
  const thread = await ScoreThread.start(model);
  const batcher = new DecisionBatcher(thread, 256);
  try {
    return await work(batcher);
  } finally {
    batcher.close();
    await thread.close();
  }
}

/** The file of a policy with random parameters. */
export async function randomModel(seed: number): Promise<Uint8Array> {
  const learner = await Learner.create(SMALL_LEARNER, { kind: 'SEED', seed });
  try {
    return (await learner.save()).model;
  } finally {
    await learner.close();
  }
}

export function demonstrate(tasks: readonly PlayableTask[], seed = 1): Promise<Demonstrations> {
  return collectDemonstrations(STAGE, {
    tasks,
    trials: 1,
    errorRate: 0.1,
    maxTurns: 30,
    deadlineMs: 600_000,
    seed,
    signal: new AbortController().signal,
  });
}

/** The file of a policy that has imitated the reference agent on some tasks for a while: it passes now and then. */
export async function imitatedModel(tasks: readonly PlayableTask[], epochs: number): Promise<Uint8Array> {
  const { demonstrations } = await demonstrate(tasks);
  const learner = await Learner.create(SMALL_LEARNER, { kind: 'SEED', seed: 1 });
  try {
    await imitate({
      settings: {
        epochs,
        learningRate: 3e-3,
        batchDecisions: 32,
        microBatchDecisions: 32,
        checkpointEvery: epochs,
        seed: 1,
      },
      learner,
      demonstrations,
      heldOut: [],
      onEpoch: () => Promise.resolve(),
      onCheckpoint: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    return (await learner.save()).model;
  } finally {
    await learner.close();
  }
}
