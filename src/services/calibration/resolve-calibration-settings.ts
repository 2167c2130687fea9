import { z } from 'zod';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import {
  type CalibrationSettings,
  DEFAULT_CALIBRATION_SETTINGS,
  PROPOSAL_METHODS,
  PROPOSAL_STATISTICS,
} from '../../domain/calibration/calibration-settings';
import type { NamedTierValues } from '../../domain/calibration/schemes/reward-scheme';
import { InvalidInputError } from '../../errors';

const LARGEST_SEED = 2 ** 32 - 1;

const choice = z.strictObject({
  statistic: z.enum(PROPOSAL_STATISTICS).optional(),
  method: z.enum(PROPOSAL_METHODS).optional(),
  delta: z.number().min(0).max(1).optional(),
  alpha: z.union([z.literal('auto'), z.number().min(-1000).max(1000)]).optional(),
  estimator: z.enum(ESTIMATOR_NAMES).optional(),
  estimatorSettings: z
    .strictObject({
      gamma: z.number().min(0).max(1).optional(),
      lambda: z.number().min(-1000).max(1000).optional(),
      epsilon: z.number().min(0).max(1).optional(),
      standardDeviation: z.enum(['SAMPLE', 'POPULATION']).optional(),
    })
    .optional(),
  acceptance: z
    .strictObject({
      maxMismatches: z.number().int().min(0).nullable().optional(),
      minDiscriminativeAccuracy: z.number().min(0).max(1).nullable().optional(),
      minRewardOutcomeCorrelation: z.number().min(-1).max(1).nullable().optional(),
    })
    .optional(),
  bootstrapDraws: z.number().int().min(0).max(100_000).optional(),
  permutationDraws: z.number().int().min(0).max(100_000).optional(),
  folds: z.number().int().min(2).max(1000).optional(),
  seed: z.number().int().min(0).max(LARGEST_SEED).optional(),
  maxRounds: z.number().int().min(1).max(100).optional(),
});

/** Settings that differ from the default; what is absent takes the default. */
export type CalibrationChoice = z.infer<typeof choice>;

/**
 * The settings of a calibration: what the user chose, the defaults for the rest.
 *
 * @param anchor scheme that ANCHORED starts from; null for the default
 * @throws InvalidInputError naming each setting that is out of range, and its limit
 */
export function resolveCalibrationSettings(
  chosen: CalibrationChoice,
  anchor: NamedTierValues | null,
): CalibrationSettings {
  const parsed = choice.safeParse(chosen);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `settings.${issue.path.join('.')}: ${issue.message}`);
    throw new InvalidInputError(problems.join('; '));
  }
  const { estimatorSettings, acceptance, ...rest } = withoutUndefined(parsed.data);
  const defaults = DEFAULT_CALIBRATION_SETTINGS;
  return {
    ...defaults,
    ...rest,
    anchor: anchor ?? defaults.anchor,
    estimatorSettings: { ...defaults.estimatorSettings, ...withoutUndefined(estimatorSettings ?? {}) },
    acceptance: { ...defaults.acceptance, ...withoutUndefined(acceptance ?? {}) },
  };
}

type Defined<Shape> = { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };

function withoutUndefined<Shape extends object>(value: Shape): Defined<Shape> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<Shape>;
}
