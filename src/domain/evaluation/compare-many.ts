import { holm } from '../statistics/tests/holm';
import { compareOutcomes, type OutcomePair } from './compare-outcomes';
import type { ComparisonReport } from './comparison-report';
import type { EvaluationSettings } from './evaluation-settings';

/** One comparison among several. */
export type NamedComparison = {
  readonly name: string;
  readonly report: ComparisonReport;
  /** p-values corrected by Holm's method over the comparisons that have one; null where the test was not run. */
  readonly holmPermutationP: number | null;
  readonly holmTTestP: number | null;
  readonly holmMcNemarP: number | null;
};

/**
 * Compares several pairs, with p-values corrected for the number of comparisons separately for each kind of test.
 * Choose the kind of test before seeing the results.
 *
 * @param pairs each with a display name, in the order of the result
 * @throws InvalidInputError as compareOutcomes
 */
export function compareMany(
  pairs: readonly (OutcomePair & { readonly name: string })[],
  settings: EvaluationSettings,
  onProgress?: (pairsDone: number) => void,
): NamedComparison[] {
  const reports = pairs.map((pair, i) => {
    const report = compareOutcomes(pair, settings);
    onProgress?.(i + 1);
    return report;
  });
  const permutation = holm(reports.map((report) => report.permutation.p));
  const tTest = holm(reports.map((report) => report.pairedTTest.p));
  const mcnemar = holm(reports.map((report) => report.seedPairs.mcnemar?.exactP ?? null));
  return reports.map((report, i) => ({
    name: pairs[i]!.name,
    report,
    holmPermutationP: permutation[i]!,
    holmTTestP: tTest[i]!,
    holmMcNemarP: mcnemar[i]!,
  }));
}
