/** Tasks of a generated world: the same numbers give the same tasks. */
export type TaskPlan = {
  readonly size: number;
  readonly split: 'TRAIN' | 'VALIDATION' | 'TEST';
  readonly seed: number;
};

/** Every number that the demo rests on, fixed before any result is seen. */
export type DemoPlan = {
  readonly world: { readonly version: 'V1'; readonly worldSize: 'SMALL'; readonly worldSeed: number };
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
};

/** A tenth of the work, for the tests: it shows that the demo works and nothing about what it measures. */
export type DemoSize = 'full' | 'small';

const WORLD = { version: 'V1', worldSize: 'SMALL', worldSeed: 7 } as const;

const FULL: DemoPlan = {
  world: WORLD,
  collection: {
    tasks: { size: 60, split: 'TRAIN', seed: 3 },
    trials: 6,
    errorRate: 0.15,
    seed: 11,
    maxTurns: 40,
    concurrency: 4,
  },
};

const SMALL: DemoPlan = {
  world: WORLD,
  collection: { ...FULL.collection, tasks: { ...FULL.collection.tasks, size: 14 }, trials: 4 },
};

export const DEMO_PLANS: Readonly<Record<DemoSize, DemoPlan>> = { full: FULL, small: SMALL };
