import { z } from 'zod';
import type { Estimate, EvaluationReport } from '../../domain/evaluation/evaluation-report';
import { StoredFormat } from '../../stored-format';
import { nullableNumber } from '../stored-number';
import { drawShape, evaluationSettings, exclusion, interval } from './stored-report-parts';

const estimate: z.ZodType<Estimate> = z.strictObject({
  value: nullableNumber,
  percentile: interval,
  bca: interval,
  studentT: interval,
  wilson: interval,
  standardError: nullableNumber,
  reason: z.string().nullable(),
});

const estimatesAtK = z.array(z.strictObject({ k: z.int(), estimate }));

const missing = z.strictObject({ ifAllFailed: nullableNumber, ifAllPassed: nullableNumber });

/** Versioned format of evaluation reports. */
export const evaluationReportFormat = new StoredFormat<EvaluationReport>({
  place: 'evaluation.report_json',
  schema: z.strictObject({
    settings: evaluationSettings,
    draws: z.strictObject(drawShape),
    tasks: z.int(),
    tasksCounted: z.int(),
    tasksWithoutTrials: z.array(z.string()),
    outcomeCounts: z.strictObject({
      SCORED: z.int(),
      UNSCORED: z.int(),
      INFRASTRUCTURE_FAILURE: z.int(),
      SIMULATOR_FAILURE: z.int(),
      TIMEOUT: z.int(),
    }),
    passRate: estimate,
    averageReward: estimate,
    passHatK: estimatesAtK,
    passAtK: estimatesAtK,
    isTruncatedAtMaxK: z.boolean(),
    coverage: z.strictObject({
      attempted: z.int(),
      scored: z.int(),
      share: nullableNumber,
      passRate: missing,
      passHatK: z.array(z.strictObject({ k: z.int(), bounds: missing })),
    }),
    perTask: z.array(
      z.strictObject({
        externalId: z.string(),
        attempted: z.int(),
        scored: z.int(),
        passes: z.int(),
        passRate: nullableNumber,
        averageReward: nullableNumber,
      }),
    ),
    exclusion,
    intervalCoverage: z.array(
      z.strictObject({
        tasks: z.int(),
        trials: z.int(),
        k: z.int(),
        alike: z.number(),
        percentile: z.number(),
        bca: z.number(),
        studentT: z.number(),
        wilson: nullableNumber,
      }),
    ),
  }),
});
