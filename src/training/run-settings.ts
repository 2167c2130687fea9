import { TRAINING_ESTIMATOR_SETTINGS } from '../domain/advantages/training/training-estimator-settings';
import { TRAINING_ESTIMATOR_NAMES } from '../domain/advantages/estimators';
import { EVIDENCE_SETTINGS } from '../domain/calibration/calibration-settings';
import {
  choice,
  group,
  optionalGroup,
  optionalText,
  optionalTexts,
  orNull,
  real,
  seed,
  whole,
} from '../domain/settings/setting';
import { WARNING_SETTINGS } from '../domain/training/training-warnings';

const HOUR_MS = 3_600_000;
const MAX_NAME_LENGTH = 1000;

/** Which tasks of a set. */
export const TASK_CHOICE_SETTINGS = {
  split: optionalText('Only tasks of this split, e.g. `train`', MAX_NAME_LENGTH, 'all splits'),
  families: optionalTexts('Only tasks of these families', {
    maxEntries: 100,
    maxLength: MAX_NAME_LENGTH,
    absentMeans: 'all families',
  }),
  limit: orNull(whole('Limit to the first N of these tasks', { min: 1, max: 2000 }), 'all of them'),
} as const;

/** Settings that behaviour cloning and reinforcement learning share. */
const COMMON_SETTINGS = {
  tasks: group('Tasks to train on', TASK_CHOICE_SETTINGS),
  validationTasks: group('Validation tasks to evaluate on', TASK_CHOICE_SETTINGS),
  temperature: real('Temperature t while the policy plays: candidates are drawn from softmax(score / t)', {
    min: 0.01,
    max: 10,
    default: 0.9,
  }),
  maxTurns: whole('Max turns of the agent in a conversation; longer ones are truncated', {
    min: 1,
    max: 1000,
    default: 40,
  }),
  deadlineMs: whole('Max wall time of a conversation; longer ones are left out', {
    min: 1,
    max: HOUR_MS,
    unit: 'ms',
    default: 600_000,
  }),
  microBatchDecisions: whole(
    'Decisions whose gradients are computed at once; bounds memory and changes only rounding',
    { min: 1, max: 4096, default: 128 },
  ),
  maxGradientNorm: real('Max norm of a gradient; longer ones are scaled down to it', {
    min: 1e-6,
    max: 1e6,
    default: 1,
  }),
  validationTrials: whole('Conversations per validation task in an evaluation; 0 turns evaluations off', {
    min: 0,
    max: 100,
    default: 1,
  }),
  seed: seed('Random seed of the run', 0),
} as const;

/** Settings of behaviour cloning (an imitation run). */
export const IMITATION_SETTINGS = {
  ...COMMON_SETTINGS,
  errorRate: real(
    'Probability that the reference agent errs in a turn; its errors are imitated like any other action',
    {
      min: 0,
      max: 1,
      default: 0.1,
    },
  ),
  trials: whole('Demonstrations per task', { min: 1, max: 100, default: 1 }),
  epochs: whole('Passes over the demonstrations', { min: 1, max: 10_000, default: 6 }),
  learningRate: real('Learning rate of Adam', { min: 1e-9, max: 1, default: 1e-3 }),
  batchDecisions: whole('Decisions per optimizer step', { min: 1, max: 65_536, default: 64 }),
  checkpointEvery: whole('Epochs between checkpoints; the last epoch always writes one', {
    min: 1,
    max: 10_000,
    default: 1,
  }),
} as const;

/** When the reward scheme follows the evidence during a run; see `proposeGatedValues`. */
export const GATING_SETTINGS = {
  everyUpdates: whole('Updates between proposals', { min: 1, max: 1_000_000, default: 10 }),
  forgetting: real('Share of the weight of earlier rollouts that is kept at each update', {
    min: 0,
    max: 1,
    default: 0.9,
  }),
  minRollouts: real('Min total weight of the remembered rollouts for a proposal', { min: 1, max: 1e6, default: 100 }),
  tolerance: real('A proposal counts as a change if the value of any tier moves by more than this', {
    min: 0,
    max: 1000,
    default: 0.05,
  }),
} as const;

/** How the groups of an update are spread over workers. */
export const SPREAD_SETTINGS = {
  shards: whole('Worker slices of an update that are offered to other workers; the learner plays one more', {
    min: 1,
    max: 64,
    default: 3,
  }),
  deadlineMs: whole('How long an update waits for the worker slices', {
    min: 1,
    max: HOUR_MS,
    unit: 'ms',
    default: 60_000,
  }),
  quorum: real(
    'Min share of the groups of an update needed to continue at the deadline; below it the learner plays the missing groups',
    { min: 0.01, max: 1, default: 0.75 },
  ),
} as const;

/** Settings of reinforcement learning; the defaults learned well in a first trial on generated tasks. */
export const REINFORCEMENT_SETTINGS = {
  ...COMMON_SETTINGS,
  updates: whole('Number of updates', { min: 1, max: 1_000_000, default: 60 }),
  groupsPerUpdate: whole('Groups (tasks) per update', { min: 1, max: 1000, default: 8 }),
  rolloutsPerGroup: whole('Rollouts per group; all estimators but TURN_PPO need at least 2', {
    min: 1,
    max: 1000,
    default: 8,
  }),
  maxResamples: whole('Max dead groups per update that are replaced by groups of other tasks', {
    min: 0,
    max: 1000,
    default: 0,
  }),
  learningRate: real('Learning rate of Adam', { min: 1e-9, max: 1, default: 3e-4 }),
  epochs: whole('Passes over the rollouts of an update', { min: 1, max: 100, default: 2 }),
  batchDecisions: whole('Decisions per optimizer step', { min: 1, max: 65_536, default: 256 }),
  clipLow: real('Lower clip range epsilon: ratios below 1 - epsilon are clipped', { min: 0, max: 1, default: 0.2 }),
  clipHigh: real('Upper clip range epsilon: ratios above 1 + epsilon are clipped', { min: 0, max: 10, default: 0.28 }),
  klCoefficient: real('Weight of the KL divergence from the policy that the run started from', {
    min: 0,
    max: 100,
    default: 0.02,
  }),
  entropyCoefficient: real('Weight of the entropy bonus', { min: 0, max: 100, default: 0.003 }),
  valueCoefficient: real('Weight of the critic’s loss; only TURN_PPO has a critic', { min: 0, max: 100, default: 0.5 }),
  criticWidth: whole('Width of the critic’s hidden layer; only TURN_PPO has a critic', {
    min: 1,
    max: 4096,
    default: 64,
  }),
  checkpointEvery: whole('Updates between checkpoints; the last update always writes one', {
    min: 1,
    max: 1_000_000,
    default: 10,
  }),
  estimator: choice('Advantage estimator', TRAINING_ESTIMATOR_NAMES, 'HYBRID'),
  estimatorSettings: group('Constants of the advantage estimators', TRAINING_ESTIMATOR_SETTINGS),
  evidence: group('When a tier counts as discriminative, for mismatches and gating', {
    delta: EVIDENCE_SETTINGS.delta,
  }),
  gating: optionalGroup(
    'Lets the reward scheme follow the evidence during the run; `{}` takes the defaults',
    GATING_SETTINGS,
    'the scheme stays as it is',
  ),
  spread: optionalGroup(
    'Lets other workers play a part of each update; `{}` takes the defaults. The metric `missingGroups` counts groups that an update had to leave out',
    SPREAD_SETTINGS,
    'the learner plays all groups',
  ),
  warnings: group('Thresholds of the warnings', WARNING_SETTINGS),
  evaluateEvery: orNull(
    whole('Updates between evaluations on the validation tasks; the last update is always evaluated', {
      min: 1,
      max: 1_000_000,
      default: 10,
    }),
    'no evaluations',
  ),
  patience: orNull(
    whole('Stops after this many evaluations in a row without a better pass rate', { min: 1, max: 1000 }),
    'never stops early',
  ),
} as const;
