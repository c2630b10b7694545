import { leastOf, type Slope } from "./newton.ts";

/** Weight of the L2 penalty, relative to a total row weight of 1: keeps correlated features from cancelling out. */
const RIDGE = 1e-4;

/** What is to be fitted: rows of inputs, each with its label (0 or 1) and how much it counts. */
interface Problem {
  rows: number[][];
  labels: number[];
  rowWeights: number[];
  /** Sum of the row weights. */
  total: number;
  ridge: number;
}

/** Fits a weighted logistic regression by Newton's method (iteratively reweighted least squares). */
export function fitLogistic(
  rows: number[][],
  labels: number[],
  rowWeights: number[],
  ridge = RIDGE,
): { bias: number; weights: number[] } {
  const size = (rows[0]?.length ?? 0) + 1;
  const total = rowWeights.reduce((a, b) => a + b, 0);
  const problem = { rows, labels, rowWeights, total, ridge };
  const [bias = 0, ...weights] = leastOf(
    size,
    (at) => loss(problem, at),
    (at) => slope(problem, at),
  );
  return { bias, weights };
}

function slope({ rows, labels, rowWeights, total, ridge }: Problem, theta: number[]): Slope {
  const size = theta.length;
  const gradient = theta.map((value, i) => (i === 0 ? 0 : ridge * value));
  const hessian = theta.map((_, i) => theta.map((_, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
  rows.forEach((row, r) => {
    const x = [1, ...row];
    const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * theta[i]!, 0)));
    const weight = rowWeights[r]! / total;
    for (let i = 0; i < size; i++) {
      gradient[i]! -= weight * (labels[r]! - p) * x[i]!;
      for (let j = 0; j <= i; j++) hessian[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!;
    }
  });
  return { gradient, hessian };
}

/** Mean negative log likelihood with the penalty. */
function loss({ rows, labels, rowWeights, total, ridge }: Problem, theta: number[]): number {
  let sum = 0;
  for (let i = 1; i < theta.length; i++) sum += (ridge / 2) * theta[i]! ** 2;
  rows.forEach((row, r) => {
    const z = row.reduce((value, x, i) => value + x * theta[i + 1]!, theta[0]!);
    const margin = labels[r] === 1 ? -z : z;
    sum += (rowWeights[r]! / total) * (margin > 30 ? margin : Math.log1p(Math.exp(margin)));
  });
  return sum;
}
