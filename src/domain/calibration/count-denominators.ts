import type { CalibrationInput } from './calibration-input';
import type { CalibrationDenominators } from './calibration-report';
import { isPassing } from './passing';

/** Counts the denominators of the figures of a round or an audit. */
export function countDenominators(input: CalibrationInput): CalibrationDenominators {
  const { taskIds, taskIndex, groupIndex, outcomes, turnOffsets, tierCodes, leftOut } = input;
  const rolloutsPassing = outcomes.filter(isPassing).length;
  return {
    rolloutsScored: outcomes.length,
    rolloutsPassing,
    rolloutsFailing: outcomes.length - rolloutsPassing,
    rolloutsWithoutTurns: outcomes.filter((_, i) => turnOffsets[i] === turnOffsets[i + 1]).length,
    rolloutsLeftOut: {
      UNSCORED: leftOut.UNSCORED,
      INFRASTRUCTURE_FAILURE: leftOut.INFRASTRUCTURE_FAILURE,
      SIMULATOR_FAILURE: leftOut.SIMULATOR_FAILURE,
      TIMEOUT: leftOut.TIMEOUT,
    },
    tasks: taskIds.length,
    tasksWithMixedOutcomes: countMixedTasks(taskIndex, outcomes),
    groups: new Set(groupIndex).size,
    turns: tierCodes.length,
  };
}

/** Number of tasks with two rollouts of different outcome. */
function countMixedTasks(taskIndex: Uint32Array, outcomes: Float64Array): number {
  const firstOutcome = new Map<number, number>();
  const mixed = new Set<number>();
  taskIndex.forEach((task, i) => {
    const first = firstOutcome.get(task);
    if (first === undefined) firstOutcome.set(task, outcomes[i]!);
    else if (first !== outcomes[i]) mixed.add(task);
  });
  return mixed.size;
}
