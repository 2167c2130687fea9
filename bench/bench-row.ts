/** One figure of a benchmark, beside the limit that it is measured against. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with, in words. */
  readonly limit: string;
  /** Value divided by the limit's value; null when there is no figure to divide by. */
  readonly ratio: number | null;
  /** The ratio to reach; null when none is asked for. */
  readonly target: number | null;
  /** Whether the target is reached; null when there is none. */
  readonly met: boolean | null;
};
