/**
 * Named tiers of tests: checks that are too heavy for every `npm test`. `npm run test:NAME` runs one in full,
 * `npm run test:NAME -- --short` in the form used by continuous integration: at most 4 minutes on 2 cores.
 *
 * A plain `npm test` runs the same suites with smaller sizes (`test/support/suite-size.ts`), or skips those without a
 * smaller form.
 */
export const TIERS = {
  /** Simulations behind the statistics: coverage of intervals, power, error rates. */
  statistics: ['test/domain/statistics/', 'test/domain/evaluation/'],
};

/**
 * @param {string[]} words name of the tier, then arguments for jest; `--short` anywhere
 * @returns {{args: string[], environment: Record<string, string>}} arguments and environment for jest
 */
export function tierCall([name, ...words]) {
  const paths = Object.hasOwn(TIERS, name ?? '') ? TIERS[name] : undefined;
  if (!paths) throw new Error(`unknown tier ${name ?? ''}; available: ${Object.keys(TIERS).join(', ')}`);
  const size = words.includes('--short') ? 'SHORT' : 'FULL';
  const args = words.filter((word) => word !== '--short');
  return { args: [...paths, ...args], environment: { TURNWISE_TEST_SIZE: size } };
}
