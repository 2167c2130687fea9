import { drGrpo } from './dr-grpo';
import { gdpo } from './gdpo';
import { grpo } from './grpo';
import { gtpo } from './gtpo';
import { hybrid } from './hybrid';
import { mtGrpo } from './mt-grpo';
import { mtGrpoPadded } from './mt-grpo-padded';
import type { BatchEstimator, GroupEstimator } from './rewarded-group';
import { rloo } from './rloo';
import { gigpo } from './training/gigpo';
import { maxRl } from './training/max-rl';
import { optimalTurnBaseline } from './training/optimal-turn-baseline';
import { reinforcePlusPlus } from './training/reinforce-plus-plus';
import type { TrainingEstimator, TrainingRollout } from './training/training-rollout';
import { turnPpo } from './training/turn-ppo';

/** What an estimator needs beside turn rewards and outcome: only the process that collected a rollout knows it. */
export type EstimatorNeed = Extract<
  keyof TrainingRollout,
  'stateKeys' | 'values' | 'probabilities' | 'squaredProbabilitySums'
>;

type CommonEntry = {
  readonly name: string;
  /** One or two sentences for users. */
  readonly description: string;
  readonly source: string;
  readonly needs: readonly EstimatorNeed[];
};

/** An estimator for audits and trainers: it reads only recorded rewards. */
type RecordEntry = CommonEntry & { readonly isAudited: true; readonly estimate: BatchEstimator };

/** An estimator for trainers alone. */
type TrainingEntry = CommonEntry & { readonly isAudited: false; readonly estimate: TrainingEstimator };

/**
 * Every advantage estimator, in the order of every report. A new one is a file and an entry here: enums, audits, trainer,
 * command line and documentation read this list.
 */
export const ESTIMATORS = [
  {
    name: 'GRPO',
    description: 'Outcome minus the group’s mean, divided by the group’s standard deviation; the same for every turn.',
    source: 'arXiv 2402.03300',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(grpo),
  },
  {
    name: 'DR_GRPO',
    description:
      'Outcome minus the group’s mean, without a standard deviation. In training, its loss is divided by a constant instead of the number of decisions.',
    source: 'arXiv 2503.20783',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(drGrpo),
  },
  {
    name: 'RLOO',
    description: 'Outcome minus the mean of the other rollouts in the group.',
    source: 'arXiv 2402.14740',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(rloo),
  },
  {
    name: 'MT_GRPO',
    description:
      'Turn rewards, normalized at each turn over the rollouts that reach it and summed from this turn on, plus the normalized outcome.',
    source: 'arXiv 2505.11821',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(mtGrpo),
  },
  {
    name: 'GTPO',
    description:
      'Discounted return from this turn on, the outcome included, normalized over the rollouts that reach the turn.',
    source: 'arXiv 2511.14846',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(gtpo),
  },
  {
    name: 'HYBRID',
    description: 'GTPO plus lambda times GRPO.',
    source: 'arXiv 2604.02869, Eq. 2',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(hybrid),
  },
  {
    name: 'GDPO',
    description:
      'Sum of the turn rewards and outcome, each normalized within the group, added, and normalized again over the batch.',
    source: 'arXiv 2601.05242',
    needs: [],
    isAudited: true,
    estimate: gdpo,
  },
  {
    name: 'MT_GRPO_PADDED',
    description:
      'Turn rewards from this turn on plus the outcome, each minus the mean of the other rollouts in the group. A rollout that has ended counts with turn rewards of 0, so the baseline has no stopping bias.',
    source: 'Turnwise, after MT_GRPO',
    needs: [],
    isAudited: true,
    estimate: groupByGroup(mtGrpoPadded),
  },
  {
    name: 'REINFORCE_PLUS_PLUS',
    description: 'Outcome minus the group’s mean, then whitened over the rollouts of the batch.',
    source: 'arXiv 2501.03262, with baseline',
    needs: [],
    isAudited: false,
    estimate: reinforcePlusPlus,
  },
  {
    name: 'MAX_RL',
    description:
      'Outcome minus the group’s mean, divided by that mean; 0 in a group without a success. Outcomes must be at least 0.',
    source: 'arXiv 2602.02710',
    needs: [],
    isAudited: false,
    estimate: maxRl,
  },
  {
    name: 'GIGPO',
    description:
      'Outcome minus the group’s mean, plus a weighted step part: the discounted return from this turn on minus its mean over the turns of the group that start from the same state.',
    source: 'arXiv 2505.10978',
    needs: ['stateKeys'],
    isAudited: false,
    estimate: gigpo,
  },
  {
    name: 'OTB',
    description:
      'Return from this turn on minus the optimal turn baseline: the mean return of the rollouts that reach the turn, weighted to give the least variance.',
    source: 'verl, optimal_token_baseline, aligned by turn',
    needs: ['probabilities', 'squaredProbabilitySums'],
    isAudited: false,
    estimate: optimalTurnBaseline,
  },
  {
    name: 'TURN_PPO',
    description:
      'Generalized advantage estimation over turns with a critic, whitened over all turns of the batch. After the last turn the next state’s value is `finalValue`, default 0; our trainer uses 0 after the turn limit too, because a truncated rollout has its outcome.',
    source: 'arXiv 2512.17008',
    needs: ['values'],
    isAudited: false,
    estimate: turnPpo,
  },
] as const satisfies readonly (RecordEntry | TrainingEntry)[];

type Entry = (typeof ESTIMATORS)[number];
type AuditedEntry = Extract<Entry, { readonly isAudited: true }>;

/** The estimators that a trainer can use. */
export type TrainingEstimatorName = Entry['name'];
/** The estimators of audits and calibrations. */
export type EstimatorName = AuditedEntry['name'];

const AUDITED = ESTIMATORS.filter((entry): entry is AuditedEntry => entry.isAudited);

export const TRAINING_ESTIMATOR_NAMES: readonly TrainingEstimatorName[] = ESTIMATORS.map(({ name }) => name);
export const ESTIMATOR_NAMES: readonly EstimatorName[] = AUDITED.map(({ name }) => name);

/** The audited estimators by name. */
export const estimators: Readonly<Record<EstimatorName, BatchEstimator>> = mapEstimators(
  (name) => AUDITED.find((entry) => entry.name === name)!.estimate,
);

/** Every estimator for training by name. */
export const trainingEstimators = Object.fromEntries(
  ESTIMATORS.map((entry) => [entry.name, entry.isAudited ? fromRecord(entry.estimate) : entry.estimate]),
) as Readonly<Record<TrainingEstimatorName, TrainingEstimator>>;

/** Builds a record with one value per audited estimator, in the order of the list. */
export function mapEstimators<Value>(valueOf: (name: EstimatorName) => Value): Record<EstimatorName, Value> {
  return Object.fromEntries(ESTIMATOR_NAMES.map((name) => [name, valueOf(name)])) as Record<EstimatorName, Value>;
}

/** True for the estimators whose training needs a critic. */
export function needsCritic(name: TrainingEstimatorName): boolean {
  const needs: readonly EstimatorNeed[] = ESTIMATORS.find((entry) => entry.name === name)!.needs;
  return needs.includes('values');
}

function groupByGroup(estimate: GroupEstimator): BatchEstimator {
  return (groups, settings) => groups.map((group) => estimate(group, settings));
}

function fromRecord(estimate: BatchEstimator): TrainingEstimator {
  return (groups, settings) => ({ advantages: estimate(groups, settings), valueTargets: null });
}
