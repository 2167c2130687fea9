import Table from 'cli-table3';
import { type PerTier, TIERS } from '../../domain/classification/tier';
import type { PlantedEffect } from '../../domain/synthetic/planted-effects';
import type { CalibrationView } from '../calibration-query';
import { formatInterval, formatNumber } from './format-number';

/** What the generator planted beside what the calibration found: a check of the estimator, not of any agent. */
export function formatPlantedEffects(planted: PerTier<PlantedEffect>, calibration: CalibrationView): string {
  const table = new Table({
    head: ['tier', 'planted within-task rho', 'found', '95 %'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const found = new Map(calibration.rounds.at(0)?.statistics.map((row) => [row.tier, row]));
  for (const tier of TIERS) {
    const row = found.get(tier);
    table.push([
      tier,
      formatNumber(planted[tier].withinTaskCorrelation),
      formatNumber(row?.withinTaskRho),
      formatInterval(row?.withinTaskRhoLow ?? null, row?.withinTaskRhoHigh ?? null),
    ]);
  }
  return `These rollouts are synthetic, so the truth is known:\n${table.toString()}`;
}
