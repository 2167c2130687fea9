import type { TrainingStep } from '../queries/training-query';
import { formatNumber } from './format-number';

/** Columns of a pass rate of 1. */
const BAR_COLUMNS = 40;

/** What is imitated (step 0), or an epoch of imitation, in one line. */
export function formatEpoch({ step, values }: TrainingStep, epochs: number): string {
  if (step === 0) {
    const [talks, decisions] = ['demonstrations.conversations', 'demonstrations'].map((name) => values[name] ?? '–');
    return `  ${talks} conversations, ${formatNumber(values['demonstrations.passRate'])} of them pass: ${decisions} decisions to imitate`;
  }
  const share = formatNumber(values.agreement);
  return `  epoch ${step} of ${epochs}: cross-entropy ${formatNumber(values.loss)}, likeliest act is the demonstrated one: ${share}`;
}

/**
 * Updates of reinforcement, in one line: means over them, the pass rate as a bar too.
 *
 * @param steps at least one, in order; figures that are undefined are left out of their mean
 */
export function formatUpdates(steps: readonly TrainingStep[], updates: number): string {
  const [first, last] = [steps[0]!.step, steps.at(-1)!.step];
  const mean = (name: string) => meanOf(steps.map(({ values }) => values[name] ?? null));
  const passRate = mean('passRate');
  const width = String(updates).length;
  return [
    `  ${String(first).padStart(width)}–${String(last).padStart(width)}`,
    `pass ${formatNumber(passRate)} ${formatBar(passRate)}`,
    `turns ${formatNumber(mean('turnsPerRollout'), 1)}`,
    `KL ${formatNumber(mean('kl'))}`,
    `entropy ${formatNumber(mean('entropy'), 2)}`,
    `dead groups ${formatNumber(mean('deadGroups'), 1)}`,
  ].join('  ');
}

/** How far a run is, in one line. */
export function formatUpdate({ step, values }: TrainingStep, updates: number): string {
  return `  update ${step} of ${updates}: pass ${formatNumber(values.passRate)}`;
}

function formatBar(share: number | null): string {
  const filled = Math.round((share ?? 0) * BAR_COLUMNS);
  return '█'.repeat(filled) + '·'.repeat(BAR_COLUMNS - filled);
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
