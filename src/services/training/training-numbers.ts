import { DEFAULT_TRAINING_ESTIMATOR_SETTINGS as ESTIMATOR } from '../../domain/advantages/training/training-estimator-settings';

/** A setting that is a number: what it means, its range and what it is when nothing is said. */
export type NumberSetting = {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly standard: number;
  readonly meaning: string;
};

function whole(standard: number, least: number, most: number, meaning: string): NumberSetting {
  return { standard, least, most, isWhole: true, meaning };
}

function real(standard: number, least: number, most: number, meaning: string): NumberSetting {
  return { standard, least, most, isWhole: false, meaning };
}

const LARGEST_SEED = 2 ** 32 - 1;

/** What imitation and reinforcement have in common. */
const COMMON_NUMBERS = {
  temperature: real(
    0.9,
    0.01,
    10,
    'Temperature of the policy while it plays: candidates are drawn from softmax(score / t)',
  ),
  maxTurns: whole(40, 1, 1000, 'Turns of the agent; a conversation that needs more is truncated'),
  deadlineMs: whole(600_000, 1, 3_600_000, 'Wall time of a conversation, milliseconds; then it is left out'),
  microBatchDecisions: whole(
    128,
    1,
    4096,
    'Decisions whose gradients are computed at once; bounds memory, changes only rounding',
  ),
  maxGradientNorm: real(1, 1e-6, 1e6, 'A longer gradient is scaled to this length'),
  validationTrials: whole(1, 0, 100, 'Conversations of each validation task in an evaluation; 0: none'),
  seed: whole(0, 0, LARGEST_SEED, 'Everything that is drawn follows from it'),
} as const;

/** Numbers of imitation. */
export const IMITATION_NUMBERS = {
  ...COMMON_NUMBERS,
  errorRate: real(
    0.1,
    0,
    1,
    'Probability of a wrong act of the reference agent in a turn; it is imitated like any other',
  ),
  trials: whole(1, 1, 100, 'Demonstrations of each task'),
  epochs: whole(6, 1, 10_000, 'Passes over the demonstrations'),
  learningRate: real(1e-3, 1e-9, 1, 'Step size of Adam'),
  batchDecisions: whole(64, 1, 65_536, 'Decisions of one step of the optimizer'),
  checkpointEvery: whole(1, 1, 10_000, 'A checkpoint after this many epochs, and after the last'),
} as const;

/** Numbers of reinforcement; the defaults learned well in a first trial on generated tasks. */
export const REINFORCEMENT_NUMBERS = {
  ...COMMON_NUMBERS,
  updates: whole(60, 1, 1_000_000, 'Updates in all'),
  groupsPerUpdate: whole(8, 1, 1000, 'P: tasks of an update'),
  rolloutsPerGroup: whole(8, 1, 1000, 'N: rollouts of each of them'),
  maxResamples: whole(
    0,
    0,
    1000,
    'Groups without any signal that are replaced by groups of other tasks, in one update at most',
  ),
  learningRate: real(3e-4, 1e-9, 1, 'Step size of Adam'),
  epochs: whole(2, 1, 100, 'K: passes over the rollouts of an update'),
  batchDecisions: whole(256, 1, 65_536, 'Decisions of one step of the optimizer'),
  clipLow: real(0.2, 0, 1, 'Ratios below 1 less this bring no further gain'),
  clipHigh: real(0.28, 0, 10, 'Ratios above 1 plus this bring no further gain'),
  klCoefficient: real(0.02, 0, 100, 'Weight of the divergence from the policy that the run began with'),
  entropyCoefficient: real(0.003, 0, 100, 'Weight of the entropy'),
  valueCoefficient: real(0.5, 0, 100, 'Weight of the critic’s loss (TURN_PPO alone has one)'),
  criticWidth: whole(64, 1, 4096, 'Width of the critic’s hidden layer (TURN_PPO alone has one)'),
  checkpointEvery: whole(10, 1, 1_000_000, 'A checkpoint after this many updates, and after the last'),
} as const;

/** Numbers of Empirical Discriminative Gating. */
export const GATING_NUMBERS = {
  everyUpdates: whole(10, 1, 1_000_000, 'A new proposal after this many updates'),
  forgetting: real(0.9, 0, 1, 'Share of the weight of what was seen that stays from update to update'),
  minRollouts: real(100, 1, 1e6, 'No proposal before the memory is worth this many rollouts'),
  tolerance: real(0.05, 0, 1000, 'A proposal counts as a change when some tier’s value moves by more than this'),
} as const;

/** How the groups of an update are spread over the pool. */
export const SPREAD_NUMBERS = {
  shards: whole(
    3,
    1,
    64,
    'Parts of an update that are offered to other workers; the learner plays one more of that size',
  ),
  deadlineMs: whole(60_000, 1, 3_600_000, 'How long an update waits for them, milliseconds from their offer'),
  quorum: real(
    0.75,
    0.01,
    1,
    'Least share of the groups of an update to go on with at the deadline; with less the learner plays what is missing',
  ),
} as const;

/** Constants of the estimators; each ignores those that its formula does not have. */
export const ESTIMATOR_NUMBERS = {
  gamma: real(ESTIMATOR.gamma, 0, 1, 'Discount per turn of GTPO and HYBRID'),
  lambda: real(ESTIMATOR.lambda, -1000, 1000, 'Weight of the outcome’s advantage in HYBRID'),
  epsilon: real(ESTIMATOR.epsilon, 0, 1, 'Added to every standard deviation that divides'),
  stepGamma: real(ESTIMATOR.stepGamma, 0, 1, 'Discount per turn of GIGPO’s step returns'),
  stepWeight: real(ESTIMATOR.stepWeight, -1000, 1000, 'Weight of GIGPO’s step part'),
  criticGamma: real(ESTIMATOR.criticGamma, 0, 1, 'Discount per turn of TURN_PPO'),
  criticLambda: real(ESTIMATOR.criticLambda, 0, 1, 'Decay of generalised advantage estimation in TURN_PPO'),
} as const;

/** How the sign that a tier should have follows from evidence, for mismatches and gating. */
export const EVIDENCE_NUMBERS = {
  delta: real(0.1, 0, 1, 'Least absolute correlation within tasks that counts as evidence'),
} as const;

/** Thresholds of the warnings. */
export const WARNING_NUMBERS = {
  window: whole(10, 4, 20, 'Updates that a trend is looked for in'),
  trend: real(0.6, 0, 1, 'Least correlation with time that counts as a trend (REWARD_HACKING)'),
  turnGrowth: real(1.5, 1, 100, 'Turns a rollout over those of the first updates, as a factor (TURN_GROWTH)'),
  deadGroupShare: real(0.7, 0, 1, 'Mean share of groups without signal (DEAD_GROUPS)'),
  maxKl: real(0.5, 0, 100, 'Divergence from the policy that the run began with, nats a turn (KL_OUT_OF_RANGE)'),
} as const;
