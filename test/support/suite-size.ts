/**
 * How large a simulation is: `plain` in `npm test`, `short` in a named tier as continuous integration runs it, `full` in
 * `npm run test:NAME`. The launcher says which by TURNWISE_TEST_SIZE (`launcher/tiers.mjs`).
 *
 * @param sizes `short` is `full` where it is left out
 */
export function bySuiteSize<Value>({ plain, full, short = full }: SuiteSizes<Value>): Value {
  const size = process.env.TURNWISE_TEST_SIZE ?? 'PLAIN';
  if (size === 'PLAIN') return plain;
  if (size === 'SHORT') return short;
  if (size === 'FULL') return full;
  throw new Error(`TURNWISE_TEST_SIZE is ${size}; it must be PLAIN, SHORT or FULL`);
}

type SuiteSizes<Value> = { readonly plain: Value; readonly full: Value; readonly short?: Value };

/** Half the width of the range in which a simulated share lies in all but 1 of 1,000 runs: 3.29 standard errors. */
export function simulationTolerance(share: number, runs: number): number {
  return 3.29 * Math.sqrt((share * (1 - share)) / runs);
}
