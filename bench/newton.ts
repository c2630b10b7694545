const ROUNDS = 25;
/** A step that makes things worse is halved at most this often. */
const MAX_HALVINGS = 10;
/** Less is no gain. */
const ENOUGH = 1e-7;

/** Where a smooth convex loss is at a point: its first derivatives and the lower half of its second ones. */
export interface Slope {
  gradient: number[];
  hessian: number[][];
}

/** The point at which a smooth convex function is least, by Newton's method from the origin. */
export function leastOf(size: number, loss: (at: number[]) => number, slope: (at: number[]) => Slope): number[] {
  let at = new Array<number>(size).fill(0);
  let least = loss(at);
  for (let round = 0; round < ROUNDS; round++) {
    const { gradient, hessian } = slope(at);
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) hessian[i]![j] = hessian[j]![i]!;
    const step = solve(hessian, gradient);
    let tried = at;
    let after = Number.POSITIVE_INFINITY;
    for (let halving = 0, length = 1; halving < MAX_HALVINGS && !(after <= least); halving++, length /= 2) {
      tried = at.map((value, i) => value - length * step[i]!);
      after = loss(tried);
    }
    if (!(after < least - ENOUGH)) break;
    at = tried;
    least = after;
  }
  return at;
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let r = column + 1; r < size; r++)
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let r = 0; r < size; r++) {
      if (r === column) continue;
      const factor = rows[r]![column]! / rows[column]![column]!;
      for (let c = column; c <= size; c++) rows[r]![c]! -= factor * rows[column]![c]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
