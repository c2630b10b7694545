/** Weight of the L2 penalty, relative to a total row weight of 1: keeps correlated features from cancelling out. */
const RIDGE = 1e-4;
const ROUNDS = 15;
/** A Newton step that makes things worse is halved at most this often. */
const MAX_HALVINGS = 10;

/** Fits a weighted logistic regression by Newton's method (iteratively reweighted least squares). */
export function fitLogistic(
  rows: number[][],
  labels: number[],
  rowWeights: number[],
  ridge = RIDGE,
): { bias: number; weights: number[] } {
  const size = (rows[0]?.length ?? 0) + 1;
  const total = rowWeights.reduce((a, b) => a + b, 0);
  let theta = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = theta.map((value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = theta.map((_, i) => theta.map((_, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
    rows.forEach((row, r) => {
      const x = [1, ...row];
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * theta[i]!, 0)));
      const weight = rowWeights[r]! / total;
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * (labels[r]! - p) * x[i]!;
        for (let j = 0; j <= i; j++) hessian[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!;
      }
    });
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) hessian[i]![j] = hessian[j]![i]!;
    const step = solve(hessian, gradient);
    const before = loss(rows, labels, rowWeights, total, theta, ridge);
    for (let halving = 0, length = 1; halving < MAX_HALVINGS; halving++, length /= 2) {
      const tried = theta.map((value, i) => value + length * step[i]!);
      if (loss(rows, labels, rowWeights, total, tried, ridge) > before) continue;
      theta = tried;
      break;
    }
  }
  const [bias = 0, ...weights] = theta;
  return { bias, weights };
}

/** Mean negative log likelihood with the penalty. */
function loss(
  rows: number[][],
  labels: number[],
  rowWeights: number[],
  total: number,
  theta: number[],
  ridge: number,
): number {
  let sum = 0;
  for (let i = 1; i < theta.length; i++) sum += (ridge / 2) * theta[i]! ** 2;
  rows.forEach((row, r) => {
    const z = row.reduce((value, x, i) => value + x * theta[i + 1]!, theta[0]!);
    const margin = labels[r] === 1 ? -z : z;
    sum += (rowWeights[r]! / total) * (margin > 30 ? margin : Math.log1p(Math.exp(margin)));
  });
  return sum;
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
