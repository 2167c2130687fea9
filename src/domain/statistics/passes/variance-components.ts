import { InvalidInputError } from '../../../errors';
import { requireFinite } from '../numeric/require-finite';
import { solveLinearSystem } from '../numeric/solve-linear-system';
import { sumCarefully } from '../numeric/sum-carefully';

/** Figures of trials in a crossed design of tasks and simulators: any number of trials per cell, including 0. */
export type CrossedTrials = {
  readonly values: Float64Array;
  /** Task of each trial, from 0. */
  readonly taskIndex: Uint32Array;
  /** Simulator of each trial, from 0. */
  readonly simulatorIndex: Uint32Array;
};

/** A variance estimated by the method of moments. */
export type VarianceComponent = {
  /** May be below 0 by chance, which suggests that the true variance is small. */
  readonly estimate: number;
  /** The estimate, or 0 when it is negative. */
  readonly truncated: number;
  readonly isTruncated: boolean;
  /** Share of the sum of the truncated variances; null when that sum is 0. */
  readonly share: number | null;
};

/** Variance of one trial, split into components; a component is null when the design does not identify it. */
export type VarianceComponents = {
  readonly task: VarianceComponent | null;
  readonly simulator: VarianceComponent | null;
  /** Interaction: tasks that are harder under one simulator than under another. */
  readonly taskBySimulator: VarianceComponent | null;
  /** Residual: trials of one task under one simulator; includes the interaction when `taskBySimulator` is null. */
  readonly trial: VarianceComponent | null;
  /** Why components are null; null when no component is. */
  readonly reason: string | null;
};

type FactorName = 'task' | 'simulator' | 'taskBySimulator' | 'trial';
type Factor = { readonly name: FactorName; readonly classOf: Uint32Array; readonly classCount: number };

/**
 * Splits the variance of trials into task, simulator, their interaction and a residual, all as random effects.
 *
 * Henderson's method 1: for each factor the sum over its classes of (class total)^2 / class size is set equal to its
 * expectation, which is linear in the variances. With equal numbers of trials per cell this is the classical analysis
 * of variance.
 *
 * @returns a factor with a single class, or confounded with another factor, is null, with the reason
 * @throws InvalidInputError when lengths differ or a value is not finite
 * @see Searle, Casella and McCulloch, Variance Components, 1992, section 5.3
 */
export function varianceComponents(trials: CrossedTrials): VarianceComponents {
  const { values, taskIndex, simulatorIndex } = trials;
  if (taskIndex.length !== values.length || simulatorIndex.length !== values.length) {
    throw new InvalidInputError(
      `${values.length} values were given for ${taskIndex.length} and ${simulatorIndex.length} trials`,
    );
  }
  requireFinite('values', values);
  const { factors, reasons } = identifiableFactors(trials);
  if (!factors.some(({ name }) => name === 'trial')) return noComponents(reasons.join('; '));

  const mean = sumCarefully(values) / values.length;
  const centered = values.map((value) => value - mean);
  const whole: Omit<Factor, 'name'> = { classOf: new Uint32Array(values.length), classCount: 1 };
  const groupings = [whole, ...factors];
  const rows = groupings.map((grouping) => [
    values.length,
    ...factors.map((factor) => expectedShare(grouping, factor)),
  ]);
  const solution = solveLinearSystem(
    rows,
    groupings.map((grouping) => sumOfSquares(grouping, centered)),
  );
  if (solution === null) return noComponents([...reasons, 'the design does not identify the variances'].join('; '));

  const truncatedSum = solution.slice(1).reduce((sum, estimate) => sum + Math.max(0, estimate), 0);
  const componentOf = (name: FactorName): VarianceComponent | null => {
    const position = factors.findIndex((factor) => factor.name === name);
    return position < 0 ? null : describe(solution[position + 1]!, truncatedSum);
  };
  return {
    task: componentOf('task'),
    simulator: componentOf('simulator'),
    taskBySimulator: componentOf('taskBySimulator'),
    trial: componentOf('trial'),
    reason: reasons.length === 0 ? null : reasons.join('; '),
  };
}

function describe(estimate: number, truncatedSum: number): VarianceComponent {
  const truncated = Math.max(0, estimate);
  return {
    estimate,
    truncated,
    isTruncated: estimate < 0,
    share: truncatedSum === 0 ? null : truncated / truncatedSum,
  };
}

function noComponents(reason: string): VarianceComponents {
  return { task: null, simulator: null, taskBySimulator: null, trial: null, reason };
}

function identifiableFactors(trials: CrossedTrials): { factors: Factor[]; reasons: string[] } {
  const { values, taskIndex, simulatorIndex } = trials;
  const count = values.length;
  const task = factorOf('task', taskIndex);
  const simulator = factorOf('simulator', simulatorIndex);
  const cells = factorOf(
    'taskBySimulator',
    [...taskIndex].map((t, i) => `${t} ${simulatorIndex[i]!}`),
  );
  const trial = factorOf(
    'trial',
    [...taskIndex].map((_, i) => i),
  );
  const factors: Factor[] = [];
  const reasons: string[] = [];
  if (task.classCount >= 2 && task.classCount < count) factors.push(task);
  else reasons.push(task.classCount < 2 ? 'fewer than 2 tasks' : 'no task has 2 trials');
  if (simulator.classCount >= 2 && simulator.classCount < count) factors.push(simulator);
  else reasons.push(simulator.classCount < 2 ? 'fewer than 2 simulators' : 'no simulator has 2 trials');
  const isCrossed = factors.length === 2;
  const hasOwnCells = cells.classCount > Math.max(task.classCount, simulator.classCount);
  if (isCrossed && hasOwnCells && cells.classCount < count) factors.push(cells);
  else if (isCrossed) reasons.push('no task has 2 trials under one simulator, or each task has one simulator');
  if (factors.length > 0) factors.push(trial);
  return { factors, reasons };
}

function factorOf(name: FactorName, labels: ArrayLike<number | string>): Factor {
  const classes = new Map<number | string, number>();
  const classOf = Uint32Array.from(labels, (label) => {
    const known = classes.get(label) ?? classes.size;
    classes.set(label, known);
    return known;
  });
  return { name, classOf, classCount: classes.size };
}

/** Sum over the classes of the grouping of (sum over those of the factor of (common trials)^2) / class size. */
function expectedShare(grouping: Omit<Factor, 'name'>, factor: Factor): number {
  const sizes = new Float64Array(grouping.classCount);
  const common = new Map<number, number>();
  grouping.classOf.forEach((group, i) => {
    sizes[group]! += 1;
    const key = group * factor.classCount + factor.classOf[i]!;
    common.set(key, (common.get(key) ?? 0) + 1);
  });
  let share = 0;
  for (const [key, count] of common) share += (count * count) / sizes[Math.floor(key / factor.classCount)]!;
  return share;
}

function sumOfSquares({ classOf, classCount }: Omit<Factor, 'name'>, values: Float64Array): number {
  const totals = new Float64Array(classCount);
  const sizes = new Float64Array(classCount);
  values.forEach((value, i) => {
    totals[classOf[i]!]! += value;
    sizes[classOf[i]!]! += 1;
  });
  return sumCarefully(totals.map((total, group) => (total * total) / sizes[group]!));
}
