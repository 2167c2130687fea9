import { z } from 'zod';
import type { NamedComparison } from '../../domain/evaluation/compare-many';
import type { ComparisonReport, DifferenceEstimate } from '../../domain/evaluation/comparison-report';
import { StoredFormat } from '../../stored-format';
import { nullableNumber } from '../stored-number';
import { drawShape, evaluationSettings, exclusion, interval } from '../evaluation/stored-report-parts';

/** The pairs to compare: each evaluation with the first, or all pairs. */
export const COMPARISON_DESIGNS = ['WITH_FIRST', 'ALL_PAIRS'] as const;
export type ComparisonDesign = (typeof COMPARISON_DESIGNS)[number];

/** Comparison of one pair, with the positions of its evaluations in the input. */
export type PairReport = Omit<NamedComparison, 'name'> & {
  readonly baselineIndex: number;
  readonly candidateIndex: number;
};

/**
 * Report of a stored comparison. Plain JSON without ids: the same outcomes, settings and seed always give the same
 * bytes.
 */
export type StoredComparisonReport = { readonly design: ComparisonDesign; readonly pairs: readonly PairReport[] };

const difference: z.ZodType<DifferenceEstimate> = z.strictObject({
  baseline: nullableNumber,
  candidate: nullableNumber,
  difference: nullableNumber,
  percentile: interval,
  bca: interval,
  standardError: nullableNumber,
  reason: z.string().nullable(),
});

const differencesAtK = z.array(z.strictObject({ k: z.int(), estimate: difference }));

const report: z.ZodType<ComparisonReport> = z.strictObject({
  settings: evaluationSettings,
  draws: z.strictObject({ ...drawShape, permutationDraws: z.int() }),
  tasksPaired: z.int(),
  tasksOnlyInBaseline: z.array(z.string()),
  tasksOnlyInCandidate: z.array(z.string()),
  averageReward: difference,
  passHatK: differencesAtK,
  passAtK: differencesAtK,
  isTruncatedAtMaxK: z.boolean(),
  pairedTTest: z.strictObject({
    meanDifference: nullableNumber,
    standardError: nullableNumber,
    t: nullableNumber,
    degreesOfFreedom: nullableNumber,
    p: nullableNumber,
    interval,
  }),
  permutation: z.strictObject({
    p: nullableNumber,
    method: z.enum(['EXACT', 'MONTE_CARLO']).nullable(),
    draws: z.int(),
  }),
  seedPairs: z.strictObject({
    pairs: z.int(),
    mcnemar: z
      .strictObject({ onlyFirstPasses: z.int(), onlySecondPasses: z.int(), exactP: z.number(), midP: z.number() })
      .nullable(),
    reason: z.string().nullable(),
  }),
  sensitivity: z.strictObject({
    alpha: z.number(),
    power: z.number(),
    minimumDetectableEffect: nullableNumber,
    trialVariance: nullableNumber,
    differenceVariance: nullableNumber,
  }),
  exclusions: z.strictObject({ baseline: exclusion, candidate: exclusion }),
});

/** Versioned format of comparison reports. */
export const comparisonReportFormat = new StoredFormat<StoredComparisonReport>({
  place: 'evaluation_comparison.report_json',
  schema: z.strictObject({
    design: z.enum(COMPARISON_DESIGNS),
    pairs: z.array(
      z.strictObject({
        baselineIndex: z.int(),
        candidateIndex: z.int(),
        report,
        holmPermutationP: nullableNumber,
        holmTTestP: nullableNumber,
        holmMcNemarP: nullableNumber,
      }),
    ),
  }),
});
