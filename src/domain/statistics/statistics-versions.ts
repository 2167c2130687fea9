/**
 * Versions of the statistics, recorded in every stored result. Raise one whenever the same rollouts, settings and seed
 * could produce different figures or bytes: `calibration` covers calibrations and audits, `evaluation` covers
 * evaluations and comparisons.
 */
export const STATISTICS_VERSIONS = { calibration: '1', evaluation: '1' } as const;
