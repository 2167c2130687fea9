import { ESTIMATORS, type EstimatorNeed, type TrainingEstimatorName } from '../../domain/advantages/estimators';

/** Values of an enum of estimators, each with its description from the list. */
export function describeEstimators<Name extends TrainingEstimatorName>(
  names: readonly Name[],
): Readonly<Record<Name, { readonly description: string }>> {
  const entries = ESTIMATORS.filter(({ name }) => names.some((wanted) => wanted === name));
  const described = entries.map((entry) => [entry.name, { description: describeEstimator(entry) }]);
  return Object.fromEntries(described) as Record<Name, { description: string }>;
}

/** The estimators that need an input, as a sentence: `Needed by GIGPO.` */
export function neededBy(need: EstimatorNeed): string {
  const names = ESTIMATORS.filter(({ needs }) => new Set<EstimatorNeed>(needs).has(need)).map(({ name }) => name);
  return `Needed by ${names.join(' and ')}.`;
}

function describeEstimator({ description, source, needs }: (typeof ESTIMATORS)[number]): string {
  const needed = needs.length === 0 ? '' : ` Needs ${needs.map((need) => `\`${need}\``).join(' and ')}.`;
  return `${description}${needed} Source: ${source}.`;
}
