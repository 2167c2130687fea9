import { z } from 'zod';
import type { EstimatorDiagnostics } from '../../domain/advantages/advantage-audit';
import type { EstimatorSettings } from '../../domain/advantages/estimator-settings';
import { ESTIMATOR_NAMES, type EstimatorName } from '../../domain/advantages/estimators';
import type { CalibrationDenominators } from '../../domain/calibration/calibration-report';
import { perTierSchema } from './per-tier-schema';
import { nullableNumber } from '../stored-number';

/** 1, -1 or null. */
export const intendedSign = z.union([z.literal(1), z.literal(-1)]).nullable();

export const tierValues = perTierSchema(z.number());

export const namedTierValues = z.strictObject({ name: z.string(), values: tierValues });

export const estimatorSettings: z.ZodType<EstimatorSettings> = z.strictObject({
  gamma: z.number(),
  lambda: z.number(),
  epsilon: z.number(),
  standardDeviation: z.enum(['SAMPLE', 'POPULATION']),
});

export const denominators: z.ZodType<CalibrationDenominators> = z.strictObject({
  rolloutsScored: z.int(),
  rolloutsPassing: z.int(),
  rolloutsFailing: z.int(),
  rolloutsWithoutTurns: z.int(),
  rolloutsLeftOut: z.strictObject({
    UNSCORED: z.int(),
    INFRASTRUCTURE_FAILURE: z.int(),
    SIMULATOR_FAILURE: z.int(),
    TIMEOUT: z.int(),
  }),
  tasks: z.int(),
  tasksWithMixedOutcomes: z.int(),
  groups: z.int(),
  turns: z.int(),
});

const diagnostics: z.ZodType<EstimatorDiagnostics> = z.strictObject({
  turns: z.int(),
  groups: z.int(),
  tiers: perTierSchema(
    z.strictObject({
      turns: z.int(),
      meanAdvantage: nullableNumber,
      sign: z.union([z.literal(-1), z.literal(0), z.literal(1)]).nullable(),
      intendedSign,
      isMismatch: z.boolean().nullable(),
      absoluteShare: nullableNumber,
    }),
  ),
  mismatches: z.int(),
  outcomeCorrelation: nullableNumber,
  deadTurnShare: nullableNumber,
  deadGroups: z.int(),
  deadGroupShare: nullableNumber,
  signDisagreementShare: nullableNumber,
  signComparableTurns: z.int(),
  estimatedStoppingBias: nullableNumber,
});

/** Audits by estimator. An estimator that did not exist when the report was written is absent. */
export type StoredAudits = Readonly<Partial<Record<EstimatorName, EstimatorDiagnostics>>>;

export const audits: z.ZodType<StoredAudits> = z.partialRecord(z.enum(ESTIMATOR_NAMES), diagnostics);
