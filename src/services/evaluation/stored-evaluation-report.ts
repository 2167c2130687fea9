import { z } from 'zod';
import type { Estimate, EvaluationReport } from '../../domain/evaluation/evaluation-report';
import { StoredFormat } from '../../stored-format';
import { drawShape, evaluationSettings, exclusion, figure, interval } from './stored-report-parts';

const estimate: z.ZodType<Estimate> = z.strictObject({
  value: figure,
  percentile: interval,
  bca: interval,
  studentT: interval,
  wilson: interval,
  standardError: figure,
  reason: z.string().nullable(),
});

const estimatesAtK = z.array(z.strictObject({ k: z.int(), estimate }));

const missing = z.strictObject({ ifAllFailed: figure, ifAllPassed: figure });

/** Reports of evaluations. */
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
      share: figure,
      passRate: missing,
      passHatK: z.array(z.strictObject({ k: z.int(), bounds: missing })),
    }),
    perTask: z.array(
      z.strictObject({
        externalId: z.string(),
        attempted: z.int(),
        scored: z.int(),
        passes: z.int(),
        passRate: figure,
        averageReward: figure,
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
        wilson: figure,
      }),
    ),
  }),
});
