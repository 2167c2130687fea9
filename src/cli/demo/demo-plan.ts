/** Tasks of a generated world: the same values give the same tasks. */
export type TaskPlan = {
  readonly size: number;
  readonly split: 'TRAIN' | 'VALIDATION' | 'TEST';
  readonly seed: number;
};

/** Every constant of the demo, fixed before any result was seen. */
export type DemoPlan = {
  readonly world: { readonly version: 'V1'; readonly worldSize: 'SMALL'; readonly worldSeed: number };
  /** With a benchmark: limit to the first N tasks; null for all. */
  readonly benchmarkTasks: number | null;
  /** Rollouts for calibrating the tiers: a scripted agent with a known error rate. */
  readonly collection: {
    readonly tasks: TaskPlan;
    readonly trials: number;
    /** Probability of a wrong act per turn. */
    readonly errorRate: number;
    readonly seed: number;
    readonly maxTurns: number;
    /** Rollouts that a worker plays at the same time per shard. */
    readonly concurrency: number;
  };
  /** Two scripted agents with a known difference, to show whether the comparison finds it. */
  readonly evaluation: DemoEvaluationPlan & {
    /** Error rate of the baseline, then of the candidate. */
    readonly errorRates: readonly [number, number];
  };
  readonly training: TrainingPlan;
};

/** How a policy is trained and evaluated. */
export type TrainingPlan = {
  /** Tasks for imitation, calibration and training. */
  readonly tasks: TaskPlan;
  /** Input of `startImitation`: an imperfect reference agent, so that the base has something left to learn. */
  readonly imitation: {
    readonly errorRate: number;
    readonly trials: number;
    readonly epochs: number;
    readonly checkpointEvery: number;
    readonly seed: number;
  };
  /** Rollouts of the base for calibrating its scheme. */
  readonly calibration: {
    /**
     * Min absolute correlation that counts as evidence. Above the default of 0.1, because training seeks whatever is
     * rewarded here. Long rollouts have more turns of every tier, so a weak correlation with presence does not mean
     * that one more such turn helps.
     */
    readonly delta: number;
    readonly taskLimit: number;
    readonly trials: number;
    readonly seed: number;
    readonly maxTurns: number;
    readonly concurrency: number;
  };
  /** Input of `startTraining`. */
  readonly reinforcement: {
    readonly updates: number;
    readonly groupsPerUpdate: number;
    readonly rolloutsPerGroup: number;
    /** Used in training and in the evaluation after it. */
    readonly temperature: number;
    readonly estimator: 'MT_GRPO_PADDED';
    readonly klCoefficient: number;
    readonly entropyCoefficient: number;
    readonly checkpointEvery: number;
    readonly seed: number;
  };
  /** Updates per line of the curve. */
  readonly updatesPerLine: number;
  readonly evaluation: DemoEvaluationPlan;
};

/** How policies are evaluated: the candidate plays the same tasks, trials and seeds as the baseline. */
export type DemoEvaluationPlan = {
  /** Tasks of users that no other stage uses. */
  readonly tasks: TaskPlan;
  readonly trials: number;
  readonly seed: number;
  readonly maxTurns: number;
  readonly concurrency: number;
  /** Interval to show: bias-corrected and accelerated bootstrap over tasks, or percentile bootstrap. */
  readonly interval: 'bca' | 'percentile';
  readonly confidence: number;
  readonly bootstrapDraws: number;
  readonly permutationDraws: number;
  /** Seed of the bootstrap and the permutations. */
  readonly statisticsSeed: number;
};

/** `small` is a tenth of the work, for tests: it shows that the demo works, but its results mean nothing. */
export type DemoSize = 'full' | 'small';

const WORLD = { version: 'V1', worldSize: 'SMALL', worldSeed: 7 } as const;

const STATISTICS = {
  interval: 'bca',
  confidence: 0.95,
  bootstrapDraws: 10_000,
  permutationDraws: 100_000,
  statisticsSeed: 1,
} as const;

const FULL: DemoPlan = {
  world: WORLD,
  benchmarkTasks: null,
  collection: {
    tasks: { size: 60, split: 'TRAIN', seed: 3 },
    trials: 6,
    errorRate: 0.15,
    seed: 11,
    maxTurns: 40,
    concurrency: 4,
  },
  evaluation: {
    errorRates: [0.25, 0.05],
    tasks: { size: 56, split: 'VALIDATION', seed: 5 },
    trials: 4,
    seed: 21,
    maxTurns: 40,
    concurrency: 4,
    ...STATISTICS,
  },
  training: {
    tasks: { size: 280, split: 'TRAIN', seed: 3 },
    imitation: { errorRate: 0.15, trials: 1, epochs: 8, checkpointEvery: 8, seed: 1 },
    calibration: { delta: 0.15, taskLimit: 112, trials: 6, seed: 31, maxTurns: 40, concurrency: 16 },
    reinforcement: {
      updates: 40,
      groupsPerUpdate: 8,
      rolloutsPerGroup: 8,
      temperature: 0.9,
      estimator: 'MT_GRPO_PADDED',
      klCoefficient: 0.005,
      entropyCoefficient: 0.003,
      checkpointEvery: 20,
      seed: 1,
    },
    updatesPerLine: 4,
    evaluation: {
      tasks: { size: 112, split: 'TEST', seed: 8 },
      trials: 4,
      seed: 41,
      maxTurns: 40,
      concurrency: 16,
      ...STATISTICS,
    },
  },
};

const SMALL: DemoPlan = {
  world: WORLD,
  benchmarkTasks: 12,
  collection: { ...FULL.collection, tasks: { ...FULL.collection.tasks, size: 14 }, trials: 4 },
  evaluation: { ...FULL.evaluation, tasks: { ...FULL.evaluation.tasks, size: 14 }, trials: 2 },
  training: {
    ...FULL.training,
    tasks: { ...FULL.training.tasks, size: 28 },
    imitation: { ...FULL.training.imitation, epochs: 2, checkpointEvery: 2 },
    calibration: { ...FULL.training.calibration, taskLimit: 28, trials: 4 },
    reinforcement: { ...FULL.training.reinforcement, updates: 2, groupsPerUpdate: 2, rolloutsPerGroup: 4 },
    updatesPerLine: 1,
    evaluation: {
      ...FULL.training.evaluation,
      tasks: { ...FULL.training.evaluation.tasks, size: 14 },
      trials: 2,
    },
  },
};

export const DEMO_PLANS: Readonly<Record<DemoSize, DemoPlan>> = { full: FULL, small: SMALL };
