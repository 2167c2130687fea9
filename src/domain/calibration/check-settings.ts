import { InvalidInputError } from '../../errors';
import { checkEstimatorSettings } from '../advantages/check-settings';
import { TIERS } from '../classification/tier';
import { requireFinite } from '../statistics/numeric/require-finite';
import type { AcceptanceThresholds, CalibrationSettings } from './calibration-settings';

const MAX_DRAWS = 1_000_000;

/**
 * @throws InvalidInputError that names the first setting out of range, its value and its limits
 */
export function checkCalibrationSettings(settings: CalibrationSettings): void {
  requireWithin('delta', settings.delta, [0, 1]);
  if (settings.alpha !== 'auto' && !(settings.alpha > 0 && settings.alpha < Infinity)) {
    throw new InvalidInputError(`alpha is ${settings.alpha}; it must be a finite number above 0, or auto`);
  }
  requireFinite(
    'anchor values',
    TIERS.map((tier) => settings.anchor.values[tier]),
  );
  checkEstimatorSettings(settings.estimatorSettings);
  checkAcceptance(settings.acceptance);
  requireInteger('bootstrapDraws', settings.bootstrapDraws, [0, MAX_DRAWS]);
  requireInteger('permutationDraws', settings.permutationDraws, [0, MAX_DRAWS]);
  requireInteger('folds', settings.folds, [2, 1000]);
  requireInteger('seed', settings.seed, [0, 2 ** 32 - 1]);
  requireInteger('maxRounds', settings.maxRounds, [1, 1000]);
}

function checkAcceptance(acceptance: AcceptanceThresholds): void {
  const { maxMismatches, minDiscriminativeAccuracy, minRewardOutcomeCorrelation } = acceptance;
  if (maxMismatches !== null) requireInteger('maxMismatches', maxMismatches, [0, TIERS.length]);
  if (minDiscriminativeAccuracy !== null) {
    requireWithin('minDiscriminativeAccuracy', minDiscriminativeAccuracy, [0, 1]);
  }
  if (minRewardOutcomeCorrelation !== null) {
    requireWithin('minRewardOutcomeCorrelation', minRewardOutcomeCorrelation, [-1, 1]);
  }
}

function requireWithin(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (!(value >= least && value <= most)) {
    throw new InvalidInputError(`${name} is ${value}; it must lie in ${least} to ${most}`);
  }
}

function requireInteger(name: string, value: number, limits: readonly [number, number]): void {
  if (!Number.isInteger(value)) throw new InvalidInputError(`${name} is ${value}; it must be an integer`);
  requireWithin(name, value, limits);
}
