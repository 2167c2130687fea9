import type { Graph, Tensor } from '../graph/graph';
import { reshape } from '../graph/operators/broadcasting';
import { cast, less } from '../graph/operators/elementwise';
import { groupRows, type RowGroups, ungroupRows } from '../graph/operators/grouping';

/** Assigns the rows of a graph to the candidates of decisions. */
export type DecisionRows = {
  /** Rows [rows, ...] in the slots of their decision [decisions, slots, ...], with `fill` in the holes. */
  readonly group: (rows: Tensor, fill: number) => Tensor;
  /** The rows [rows, ...] out of their slots. */
  readonly ungroup: (grouped: Tensor) => Tensor;
  /** Condition [decisions, slots]: whether the slot holds a candidate; null when there are no holes. */
  readonly isFilled: Tensor | null;
};

/** Decisions with different numbers of candidates; see `RowGroups`. */
export function raggedDecisions(graph: Graph, groups: RowGroups): DecisionRows {
  const rowCount = reshape(graph.length(groups.slotOfRow.shape[0]!), []);
  const rowOfSlot = groups.rowOfSlot;
  return {
    group: (rows, fill) => groupRows(rows, groups, fill),
    ungroup: (grouped) => ungroupRows(grouped, groups),
    isFilled: less(rowOfSlot, cast(rowCount, 'int32')),
  };
}

/** All rows are candidates of one decision. */
export function oneDecision(): DecisionRows {
  return {
    group: (rows) => reshape(rows, [1, ...rows.shape]),
    ungroup: (grouped) => reshape(grouped, grouped.shape.slice(1)),
    isFilled: null,
  };
}
