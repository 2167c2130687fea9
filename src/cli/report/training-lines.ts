import type { TrainingStep } from '../queries/training-query';
import { formatNumber } from './format-number';

/** Width of the bar at pass rate 1, in columns. */
const BAR_COLUMNS = 40;

/** One line for the demonstrations (step 0) or for an epoch of behaviour cloning. */
export function formatEpoch({ step, values }: TrainingStep, epochs: number): string {
  if (step === 0) {
    const [talks, decisions] = ['demonstrations.conversations', 'demonstrations'].map((name) => values[name] ?? '–');
    return `  ${talks} conversations, pass rate ${formatNumber(values['demonstrations.passRate'])}: ${decisions} decisions to imitate`;
  }
  const share = formatNumber(values.agreement);
  return `  epoch ${step} of ${epochs}: cross-entropy ${formatNumber(values.loss)}, agreement with the demonstrations ${share}`;
}

/**
 * One line for consecutive updates: their mean metrics, with the pass rate as a bar.
 *
 * @param steps at least one, in order; the mean of a metric skips undefined values
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

/** Progress of a run in one line. */
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
