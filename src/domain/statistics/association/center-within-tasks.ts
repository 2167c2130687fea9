import { InvalidInputError } from '../../../errors';
import { requireFinite } from '../numeric/require-finite';
import { sumCarefully } from '../numeric/sum-carefully';
import type { TaskOrder } from '../passes/task-order';

/**
 * Numbers minus the mean of their task, in units of the largest absolute value of the whole list.
 *
 * @param values finite, one per rollout
 * @param taskOrder of the same rollouts
 * @returns deviations in the order of `values`, exactly 0 in a task whose values are all equal (otherwise rounding
 *   error of the mean would look like variation)
 * @throws InvalidInputError when the lengths differ or a value is not finite
 */
export function centerWithinTasks(values: ArrayLike<number>, { order, offsets }: TaskOrder): Float64Array {
  if (values.length !== order.length) {
    throw new InvalidInputError(`${values.length} values were given for ${order.length} rollouts`);
  }
  requireFinite('values', values);
  const scale = Float64Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const deviations = new Float64Array(values.length);
  if (scale === 0) return deviations;

  for (let task = 0; task + 1 < offsets.length; task += 1) {
    const members = order.subarray(offsets[task], offsets[task + 1]);
    const scaled = Float64Array.from(members, (position) => values[position]! / scale);
    if (scaled.every((value) => value === scaled[0])) continue;
    const mean = sumCarefully(scaled) / scaled.length;
    members.forEach((position, rank) => {
      deviations[position] = scaled[rank]! - mean;
    });
  }
  return deviations;
}
