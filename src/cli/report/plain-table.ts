import Table from 'cli-table3';

export type Alignment = 'left' | 'right';

/** A table without colours or lines between rows, so that it looks the same in a terminal and in a file. */
export function formatTable(
  columns: readonly (readonly [string, Alignment])[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    head: columns.map(([title]) => title),
    colAligns: columns.map(([, alignment]) => alignment),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
