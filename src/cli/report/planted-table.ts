import { type PerTier, TIERS } from '../../domain/classification/tier';
import type { PlantedEffect } from '../../domain/synthetic/planted-effects';
import type { CalibrationView } from '../queries/calibration-query';
import { formatInterval, formatNumber } from './format-number';
import { formatTable } from './plain-table';

/** Planted effects next to the calibration's estimates: a check of the estimator, not of any agent. */
export function formatPlantedEffects(planted: PerTier<PlantedEffect>, calibration: CalibrationView): string {
  const found = new Map(calibration.rounds.at(0)?.statistics.map((row) => [row.tier, row]));
  const columns = [
    ['tier', 'left'],
    ['planted within-task rho', 'right'],
    ['estimated', 'right'],
    ['95 %', 'right'],
  ] as const;
  const rows = TIERS.map((tier) => {
    const row = found.get(tier);
    return [
      tier,
      formatNumber(planted[tier].withinTaskCorrelation),
      formatNumber(row?.withinTaskRho),
      formatInterval(row?.withinTaskRhoLow ?? null, row?.withinTaskRhoHigh ?? null),
    ];
  });
  return `These rollouts are synthetic, so the true values are known:\n${formatTable(columns, rows)}`;
}
