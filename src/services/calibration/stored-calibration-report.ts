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
import { perTierSchema } from './per-tier-schema';
import {
  audits,
  denominators,
  estimatorSettings,
  figure,
  intendedSign,
  namedTierValues,
  type StoredAudits,
  tierValues,
} from './stored-report-parts';

/** A round's report as it is read back: a report that is older than an estimator has no audit of it. */
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
    maxMismatches: figure,
    minDiscriminativeAccuracy: figure,
    minRewardOutcomeCorrelation: figure,
  }),
  bootstrapDraws: z.int(),
  permutationDraws: z.int(),
  folds: z.int(),
  seed: z.int(),
  maxRounds: z.int(),
});

const interval = z.strictObject({ low: figure, high: figure, draws: z.int(), droppedDraws: z.int() });

const statistics: z.ZodType<TierStatistics> = z.strictObject({
  turns: z.int(),
  rolloutsWith: z.int(),
  turnShareInPassing: figure,
  turnShareInFailing: figure,
  presenceInPassing: figure,
  presenceInFailing: figure,
  presenceGap: figure,
  rho: figure,
  rhoInterval: interval,
  withinTaskRho: figure,
  withinTaskRhoInterval: interval,
  pValue: figure,
  qValue: figure,
  isTaskDifficultySuspected: z.boolean().nullable(),
});

const proposal = z.strictObject({
  alpha: figure,
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
      measured: figure,
      isMet: z.boolean(),
      shortfall: figure,
      message: z.string(),
    }),
  ),
  message: z.string(),
});

/** Reports of calibration rounds. */
export const calibrationReportFormat = new StoredFormat<StoredCalibrationReport>({
  place: 'calibration_round.report_json',
  schema: z.strictObject({
    classifierVersion: z.string(),
    statisticsVersion: z.string(),
    roundNumber: z.int(),
    seed: z.int(),
    settings,
    denominators,
    meanOutcome: figure,
    statistics: perTierSchema(statistics),
    proposal,
    quality: z.strictObject({
      discriminativeAccuracy: figure,
      crossFittedAccuracy: figure,
      folds: z.int(),
      rewardOutcomeCorrelation: figure,
    }),
    audits,
    verdict,
  }),
});
