import { InvalidInputError } from '../../errors';
import { createRandom } from '../random';
import { bootstrapRatios } from '../statistics/intervals/bootstrap-ratios';
import { varianceComponents, type VarianceComponents } from '../statistics/passes/variance-components';
import type { DifferenceEstimate } from './comparison-report';
import { evaluateOutcomes } from './evaluate-outcomes';
import type { Coverage, Estimate } from './evaluation-report';
import { checkEvaluationSettings, EVALUATION_STREAMS, type EvaluationSettings } from './evaluation-settings';
import { isSolved } from './is-solved';
import type { OutcomeMatrix } from './outcome-matrix';
import { countTrials, tallyTasks } from './task-tallies';
import { type FaultExclusion, withoutFaults } from './without-faults';
import { meanOf } from '../statistics/numeric/mean';

/** Outcomes of one policy with one user simulator, or with people. */
export type SimulatorColumn = {
  readonly name: string;
  readonly kind: 'SIMULATED' | 'HUMAN';
  readonly matrix: OutcomeMatrix;
};

export type ColumnReport = {
  readonly name: string;
  readonly kind: SimulatorColumn['kind'];
  readonly tasksCounted: number;
  readonly scored: number;
  /** pass^1: the mean over tasks of their pass rates. */
  readonly passRate: Estimate;
  readonly coverage: Coverage;
  readonly exclusion: FaultExclusion;
};

/** One simulator (or the mean of all) minus the human cohort, over the tasks of both. */
export type HumanGap = {
  /** Null for the mean of all simulators. */
  readonly simulator: string | null;
  /** Tasks that count with the human cohort and with the simulator (or each of them). */
  readonly tasks: number;
  /** `baseline` is the human cohort, `candidate` the simulator. */
  readonly gap: DifferenceEstimate;
};

export type TransferReport = {
  readonly settings: EvaluationSettings;
  readonly columns: readonly ColumnReport[];
  /** Pass rate of each task in each column, in the order of `columns`; null where the task does not count. */
  readonly perTask: readonly { readonly externalId: string; readonly passRates: readonly (number | null)[] }[];
  /** Variance components of passing (0 or 1) of one trial, over the simulated columns. */
  readonly variance: VarianceComponents;
  /** Empty without a human cohort. */
  readonly gaps: readonly HumanGap[];
};

/**
 * Compares one policy across user simulators: pass rates with intervals, variance components, and the gap between
 * simulators and people.
 *
 * @param columns 1 or more with distinct names, at most one of them HUMAN
 * @returns a gap is 0 where pass rates match those with people, above 0 where simulators overestimate the policy
 * @throws InvalidInputError when names repeat or there are two human cohorts, or as evaluateOutcomes
 */
export function transferMatrix(columns: readonly SimulatorColumn[], settings: EvaluationSettings): TransferReport {
  const checked = checkEvaluationSettings(settings);
  const names = columns.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new InvalidInputError(`simulator ${repeated} occurs twice`);
  const humans = columns.filter(({ kind }) => kind === 'HUMAN');
  if (humans.length > 1) throw new InvalidInputError(`there are ${humans.length} human cohorts; at most 1 is allowed`);
  const rates = columns.map(({ matrix }) => ratesOfTasks(matrix, checked));
  const taskNames = [...new Set(columns.flatMap(({ matrix }) => matrix.map(({ externalId }) => externalId)))];
  return {
    settings: checked,
    columns: columns.map((column) => reportColumn(column, checked)),
    perTask: taskNames.map((externalId) => ({
      externalId,
      passRates: rates.map((ofTask) => ofTask.get(externalId) ?? null),
    })),
    variance: splitVariance(columns, checked),
    gaps: gapsToHumans(columns, rates, checked),
  };
}

function reportColumn({ name, kind, matrix }: SimulatorColumn, settings: EvaluationSettings): ColumnReport {
  const { passHatK, passRate, tasksCounted, coverage, exclusion } = evaluateOutcomes(matrix, settings);
  const estimate = passHatK[0]?.estimate ?? passRate;
  return { name, kind, tasksCounted, scored: coverage.scored, passRate: estimate, coverage, exclusion };
}

type TaskRates = ReadonlyMap<string, number>;

function ratesOfTasks(matrix: OutcomeMatrix, settings: EvaluationSettings): TaskRates {
  const kept = withoutFaults(matrix, settings.excludedFaults).matrix;
  const { tallies, trials } = countTrials(tallyTasks(kept), settings.trialConvention);
  return new Map(tallies.map(({ externalId }, i) => [externalId, trials[i]!.successes / trials[i]!.trials]));
}

function splitVariance(
  columns: readonly SimulatorColumn[],
  { excludedFaults }: EvaluationSettings,
): VarianceComponents {
  const taskOf = new Map<string, number>();
  const scored = columns
    .filter(({ kind }) => kind === 'SIMULATED')
    .flatMap(({ matrix }, simulator) =>
      withoutFaults(matrix, excludedFaults).matrix.flatMap(({ externalId, trials }) => {
        const task = taskOf.get(externalId) ?? taskOf.size;
        taskOf.set(externalId, task);
        return trials.flatMap(({ reward }) => (reward === null ? [] : [{ task, simulator, passes: isSolved(reward) }]));
      }),
    );
  return varianceComponents({
    values: Float64Array.from(scored, ({ passes }) => Number(passes)),
    taskIndex: Uint32Array.from(scored, ({ task }) => task),
    simulatorIndex: Uint32Array.from(scored, ({ simulator }) => simulator),
  });
}

function gapsToHumans(
  columns: readonly SimulatorColumn[],
  rates: readonly TaskRates[],
  settings: EvaluationSettings,
): HumanGap[] {
  const human = rates[columns.findIndex(({ kind }) => kind === 'HUMAN')];
  if (human === undefined) return [];
  const simulated = columns.flatMap(({ name, kind }, i) => (kind === 'SIMULATED' ? [{ name, rates: rates[i]! }] : []));
  if (simulated.length === 0) return [];
  const gapTo = (simulator: string | null, sides: readonly TaskRates[]): HumanGap => {
    const tasks = [...human.keys()].filter((task) => sides.every((side) => side.has(task)));
    const people = tasks.map((task) => human.get(task)!);
    const simulators = tasks.map((task) => sides.reduce((sum, side) => sum + side.get(task)!, 0) / sides.length);
    return { simulator, tasks: tasks.length, gap: estimateGap(people, simulators, settings) };
  };
  const single = simulated.map(({ name, rates: side }) => gapTo(name, [side]));
  return [
    ...single,
    gapTo(
      null,
      simulated.map(({ rates: side }) => side),
    ),
  ];
}

function estimateGap(
  people: readonly number[],
  simulators: readonly number[],
  settings: EvaluationSettings,
): DifferenceEstimate {
  if (people.length === 0) {
    const reason = 'no task counts with the human cohort and the simulator';
    const nothing = { baseline: null, candidate: null, difference: null };
    return { ...nothing, percentile: null, bca: null, standardError: null, reason };
  }
  const [result] = bootstrapRatios({
    ratios: [{ numerators: Float64Array.from(simulators, (rate, i) => rate - people[i]!), denominators: null }],
    taskCount: people.length,
    draws: settings.bootstrapDraws,
    confidence: settings.confidence,
    random: createRandom(settings.seed, EVALUATION_STREAMS.GAP),
  });
  const { value, percentile, bca, standardError, reason } = result!;
  const means = { baseline: meanOf(people), candidate: meanOf(simulators) };
  return { ...means, difference: value, percentile, bca, standardError, reason };
}
