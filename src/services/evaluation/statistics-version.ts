/**
 * Version of the statistics of evaluations, as results record it: another one may give other figures or other bytes for
 * the same rollouts, settings and seed.
 */
export const STATISTICS_VERSION = '1';
