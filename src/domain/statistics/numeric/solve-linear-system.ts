/**
 * A pivot smaller than this, relative to the largest coefficient of its row, means that the equations are dependent.
 */
const SINGULAR = 1e-10;

/**
 * Solves a small square system of linear equations by elimination with partial pivoting.
 *
 * @param rows n rows of n coefficients
 * @param rightHandSide n numbers
 * @returns n numbers; null when the equations are linearly dependent
 */
export function solveLinearSystem(
  rows: readonly (readonly number[])[],
  rightHandSide: readonly number[],
): number[] | null {
  const size = rows.length;
  // Rows are scaled so that their largest coefficient is 1, to make pivots comparable.
  const system = rows.map((row, i) => {
    const scale = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    return [...row, rightHandSide[i]!].map((value) => value / scale);
  });
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(system[row]![column]!) > Math.abs(system[pivot]![column]!)) pivot = row;
    }
    if (Math.abs(system[pivot]![column]!) < SINGULAR) return null;
    [system[column], system[pivot]] = [system[pivot]!, system[column]!];
    for (let row = column + 1; row < size; row += 1) {
      const factor = system[row]![column]! / system[column]![column]!;
      for (let i = column; i <= size; i += 1) system[row]![i]! -= factor * system[column]![i]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = system[row]![size]!;
    for (let i = row + 1; i < size; i += 1) rest -= system[row]![i]! * solution[i]!;
    solution[row] = rest / system[row]![row]!;
  }
  return solution;
}
