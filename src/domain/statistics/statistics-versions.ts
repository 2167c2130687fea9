/**
 * Versions of the statistics, which every stored result records. Raise one whenever the same rollouts, settings and seed could
 * give other figures or other bytes: `calibration` covers calibrations and audits, `evaluation` covers evaluations and comparisons.
 */
export const STATISTICS_VERSIONS = { calibration: '1', evaluation: '1' } as const;
