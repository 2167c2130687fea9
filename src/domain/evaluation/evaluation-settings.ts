import { InvalidInputError } from '../../errors';
import { FAULTS, type Fault } from './outcome-matrix';

/**
 * Which trials of a task pass^k counts. TASK_TRIALS (tau2-bench): the scored ones. GLOBAL_TRIALS (tau-bench v1): as many as
 * the task with the most attempts has, and one that is missing or was not scored failed.
 */
export const TRIAL_CONVENTIONS = ['TASK_TRIALS', 'GLOBAL_TRIALS'] as const;
export type TrialConvention = (typeof TRIAL_CONVENTIONS)[number];

/** Every choice that an evaluation or a comparison makes, echoed in its report. */
export type EvaluationSettings = {
  readonly trialConvention: TrialConvention;
  /** Of every interval, above 0 and below 1. */
  readonly confidence: number;
  /** 0 to 1,000,000; with fewer than 2 there are no bootstrap intervals. */
  readonly bootstrapDraws: number;
  /** Random permutations where enumeration is too much work, 1 to 1,000,000. */
  readonly permutationDraws: number;
  /** Power for which the smallest effect is given, above 0 and below 1. */
  readonly power: number;
  /** Rollouts with these faults are left out, and named in the report. */
  readonly excludedFaults: readonly Fault[];
  /** pass^k and pass@k are given up to this k, 1 to 1,000; the report says when that cut some off. */
  readonly maxK: number;
  /** A whole number, 0 to 2^32 - 1: the same outcomes, settings and seed give the same bytes. */
  readonly seed: number;
};

export const DEFAULT_EVALUATION_SETTINGS: EvaluationSettings = {
  trialConvention: 'TASK_TRIALS',
  confidence: 0.95,
  bootstrapDraws: 10_000,
  permutationDraws: 100_000,
  power: 0.8,
  excludedFaults: [],
  maxK: 64,
  seed: 1,
};

/** One stream of the seed for each purpose, so that more draws of one do not change another. */
export const EVALUATION_STREAMS = { BOOTSTRAP: 0, PERMUTATION: 1, GAP: 2 } as const;

const MAX_DRAWS = 1_000_000;

/**
 * The same settings with members in a fixed order and nothing else in them, checked.
 *
 * @throws InvalidInputError that names the first setting out of range, its value and its limits
 */
export function checkEvaluationSettings(settings: EvaluationSettings): EvaluationSettings {
  const { trialConvention, confidence, bootstrapDraws, permutationDraws, power, excludedFaults, maxK, seed } = settings;
  if (!TRIAL_CONVENTIONS.includes(trialConvention)) {
    throw new InvalidInputError(`trialConvention must be ${TRIAL_CONVENTIONS.join(' or ')}`);
  }
  requireShare('confidence', confidence);
  requireShare('power', power);
  requireInteger('bootstrapDraws', bootstrapDraws, [0, MAX_DRAWS]);
  requireInteger('permutationDraws', permutationDraws, [1, MAX_DRAWS]);
  requireInteger('maxK', maxK, [1, 1000]);
  requireInteger('seed', seed, [0, 2 ** 32 - 1]);
  const sortedFaults = FAULTS.filter((fault) => excludedFaults.includes(fault));
  return {
    trialConvention,
    confidence,
    bootstrapDraws,
    permutationDraws,
    power,
    excludedFaults: sortedFaults,
    maxK,
    seed,
  };
}

function requireShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new InvalidInputError(`${name} is ${value}; it must lie between 0 and 1, both excluded`);
  }
}

function requireInteger(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new InvalidInputError(`${name} is ${value}; it must be a whole number from ${least} to ${most}`);
  }
}
