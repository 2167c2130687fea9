import { InvalidInputError } from '../../../errors';
import type { Tensor } from '../graph';
import { formatShape, productOf } from '../shape';
import { expand, reshape } from './broadcasting';

/**
 * Which rows belong together: groups of different lengths, laid out in a rectangle of slots with holes. Every row has
 * exactly one slot; the caller must ensure this.
 */
export type RowGroups = {
  /** int32 [groups, slots]: the row in each slot, or the number of rows where there is none. */
  readonly rowOfSlot: Tensor;
  /** int32 [rows]: position of each row's slot in the rectangle, counted row by row. */
  readonly slotOfRow: Tensor;
};

/**
 * Rows [rows, ...] laid out in their slots [groups, slots, ...], with `fill` in the holes.
 *
 * Its gradient is `ungroupRows` and vice versa: both only read rows by index, so there is no sum over indices and no
 * race, and the cost of everything else depends on the number of rows, not slots.
 *
 * @throws InvalidInputError when the groups have another number of rows
 */
export function groupRows(rows: Tensor, groups: RowGroups, fill: number): Tensor {
  const { graph } = rows;
  const [count, ...rest] = rows.shape;
  const [grouped] = groups.slotOfRow.shape;
  if (count === undefined || count !== grouped) {
    throw new InvalidInputError(`${rows.name} has ${count ?? 'no'} rows; the groups have ${grouped ?? 'none'}`);
  }
  const hole = expand(graph.scalar(fill), [1, ...rest]);
  const filled = graph.apply('Concat', [rows, hole], {
    shape: [`${formatShape(rows.shape)} and a hole`, ...rest],
    attributes: { axis: 0 },
  });
  const inSlots = graph.apply('Gather', [filled, groups.rowOfSlot], {
    shape: [...groups.rowOfSlot.shape, ...rest],
    attributes: { axis: 0 },
  });
  return graph.withGradient(inSlots, [rows], (g) => [ungroupRows(g, groups)]);
}

/** The rows [rows, ...] read back from their slots [groups, slots, ...]; holes are ignored. */
export function ungroupRows(grouped: Tensor, groups: RowGroups): Tensor {
  const { graph } = grouped;
  const [groupCount, slots, ...rest] = grouped.shape;
  const flat = reshape(grouped, [productOf([groupCount!, slots!]), ...rest]);
  const rows = graph.apply('Gather', [flat, groups.slotOfRow], {
    shape: [...groups.slotOfRow.shape, ...rest],
    attributes: { axis: 0 },
  });
  return graph.withGradient(rows, [grouped], (g) => [groupRows(g, groups, 0)]);
}
