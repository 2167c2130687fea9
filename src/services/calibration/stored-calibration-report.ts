import { z } from 'zod';
import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import {
  type CalibrationRoundReport,
  PROPOSAL_ACTIONS,
  type TierStatistics,
  VERDICTS,
} from '../../domain/calibration/calibration-report';
import {
  type CalibrationSettings,
  PROPOSAL_METHODS,
  PROPOSAL_STATISTICS,
} from '../../domain/calibration/calibration-settings';
import { StoredFormat } from '../../stored-format';
import { nullableNumber } from '../stored-number';
import { perTierSchema } from './per-tier-schema';
import {
  audits,
  denominators,
  estimatorSettings,
  intendedSign,
  namedTierValues,
  type StoredAudits,
  tierValues,
} from './stored-report-parts';

/** A round's report when read: a report written before an estimator existed has no audit of it. */
export type StoredCalibrationReport = Omit<CalibrationRoundReport, 'audits'> & { readonly audits: StoredAudits };

const settings: z.ZodType<CalibrationSettings> = z.strictObject({
  statistic: z.enum(PROPOSAL_STATISTICS),
  method: z.enum(PROPOSAL_METHODS),
  delta: z.number(),
  alpha: z.union([z.literal('auto'), z.number()]),
  anchor: namedTierValues,
  estimator: z.enum(ESTIMATOR_NAMES),
  estimatorSettings,
  acceptance: z.strictObject({
    maxMismatches: nullableNumber,
    minDiscriminativeAccuracy: nullableNumber,
    minRewardOutcomeCorrelation: nullableNumber,
  }),
  bootstrapDraws: z.int(),
  permutationDraws: z.int(),
  folds: z.int(),
  seed: z.int(),
  maxRounds: z.int(),
});

const interval = z.strictObject({ low: nullableNumber, high: nullableNumber, draws: z.int(), droppedDraws: z.int() });

const statistics: z.ZodType<TierStatistics> = z.strictObject({
  turns: z.int(),
  rolloutsWith: z.int(),
  turnShareInPassing: nullableNumber,
  turnShareInFailing: nullableNumber,
  presenceInPassing: nullableNumber,
  presenceInFailing: nullableNumber,
  presenceGap: nullableNumber,
  rho: nullableNumber,
  rhoInterval: interval,
  withinTaskRho: nullableNumber,
  withinTaskRhoInterval: interval,
  pValue: nullableNumber,
  qValue: nullableNumber,
  isTaskDifficultySuspected: z.boolean().nullable(),
});

const proposal = z.strictObject({
  alpha: nullableNumber,
  values: tierValues,
  tiers: perTierSchema(
    z.strictObject({
      value: z.number(),
      action: z.enum(PROPOSAL_ACTIONS),
      reason: z.string(),
      isDiscriminative: z.boolean(),
      intendedSign,
    }),
  ),
});

const verdict = z.strictObject({
  verdict: z.enum(VERDICTS),
  thresholds: z.array(
    z.strictObject({
      name: z.enum(['NON_ZERO_VALUES', 'MISMATCHES', 'DISCRIMINATIVE_ACCURACY', 'REWARD_OUTCOME_CORRELATION']),
      limit: z.number(),
      measured: nullableNumber,
      isMet: z.boolean(),
      shortfall: nullableNumber,
      message: z.string(),
    }),
  ),
  message: z.string(),
});

/** Versioned format of calibration round reports. */
export const calibrationReportFormat = new StoredFormat<StoredCalibrationReport>({
  place: 'calibration_round.report_json',
  schema: z.strictObject({
    classifierVersion: z.string(),
    statisticsVersion: z.string(),
    roundNumber: z.int(),
    seed: z.int(),
    settings,
    denominators,
    meanOutcome: nullableNumber,
    statistics: perTierSchema(statistics),
    proposal,
    quality: z.strictObject({
      discriminativeAccuracy: nullableNumber,
      crossFittedAccuracy: nullableNumber,
      folds: z.int(),
      rewardOutcomeCorrelation: nullableNumber,
    }),
    audits,
    verdict,
  }),
});
