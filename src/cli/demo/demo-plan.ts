/** Tasks of a generated world: the same numbers give the same tasks. */
export type TaskPlan = {
  readonly size: number;
  readonly split: 'TRAIN' | 'VALIDATION' | 'TEST';
  readonly seed: number;
};

/** Every number that the demo rests on, fixed before any result is seen. */
export type DemoPlan = {
  readonly world: { readonly version: 'V1'; readonly worldSize: 'SMALL'; readonly worldSeed: number };
  /** With the tasks of a benchmark instead: only the first so many; null for all. */
  readonly benchmarkTasks: number | null;
  /** What the tiers are calibrated on: rollouts of a scripted agent that errs at a known rate. */
  readonly collection: {
    readonly tasks: TaskPlan;
    readonly trials: number;
    /** Probability of a wrong act in a turn. */
    readonly errorRate: number;
    readonly seed: number;
    readonly maxTurns: number;
    /** Rollouts that a worker plays at a time in a shard. */
    readonly concurrency: number;
  };
  /** Two scripted agents whose difference is known to be there: what the comparison makes of it. */
  readonly evaluation: EvaluationPlan & {
    /** Of the baseline, then of the candidate. */
    readonly errorRates: readonly [number, number];
  };
};

/** How policies are evaluated: the candidate meets the same tasks, trials and seeds as the baseline. */
export type EvaluationPlan = {
  /** Tasks of users whom no other stage meets. */
  readonly tasks: TaskPlan;
  readonly trials: number;
  readonly seed: number;
  readonly maxTurns: number;
  readonly concurrency: number;
  /** Which interval is shown: the bias-corrected and accelerated bootstrap over tasks, or its percentiles. */
  readonly interval: 'bca' | 'percentile';
  readonly confidence: number;
  readonly bootstrapDraws: number;
  readonly permutationDraws: number;
  /** Seed of bootstrap and permutations. */
  readonly statisticsSeed: number;
};

/** A tenth of the work, for the tests: it shows that the demo works and nothing about what it measures. */
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
};

const SMALL: DemoPlan = {
  world: WORLD,
  benchmarkTasks: 12,
  collection: { ...FULL.collection, tasks: { ...FULL.collection.tasks, size: 14 }, trials: 4 },
  evaluation: { ...FULL.evaluation, tasks: { ...FULL.evaluation.tasks, size: 14 }, trials: 2 },
};

export const DEMO_PLANS: Readonly<Record<DemoSize, DemoPlan>> = { full: FULL, small: SMALL };
