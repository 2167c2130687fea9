/** One measured value and the limit it is compared with. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Description of the limit. */
  readonly limit: string;
  /** Value divided by the limit's value; null if the limit has no value. */
  readonly ratio: number | null;
  /** Target ratio; null if none is set. */
  readonly target: number | null;
  /** Whether the target is met; null if there is none. */
  readonly met: boolean | null;
};
