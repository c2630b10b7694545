import { leastOf, type Slope } from "./newton.ts";

/** A choice: the inputs of each thing on offer, the one that was right, or -1 when none was. */
export interface Choice {
  options: number[][];
  right: number;
  weight: number;
}

/** Weight of the L2 penalty on inputs scaled to unit deviation, relative to a total weight of 1. */
export const RIDGE = 1e-2;
/** Keeps the second derivatives of what has no penalty from being none. */
const LEAST_RIDGE = 1e-9;

/**
 * Fits the weights of a conditional logit by Newton's method: the odds of one option against "none of them" are
 * exp(bias + weights · inputs). Judged by the choice as a whole, so that what counts is whether the best option is right.
 *
 * @param ridgeOf the weight of the penalty on an input, by its place
 */
export function fitChoice(
  choices: readonly Choice[],
  ridgeOf: (input: number) => number = () => RIDGE,
): { bias: number; weights: number[] } {
  const width = choices.find(({ options }) => options.length > 0)?.options[0]?.length ?? 0;
  const { means, deviations } = scales(choices, width);
  const scaled = choices.map(({ options, right, weight }) => ({
    options: options.map((inputs) => [1, ...inputs.map((value, i) => (value - means[i]!) / deviations[i]!)]),
    right,
    weight,
  }));
  const ridges = [0, ...Array.from({ length: width }, (_, i) => ridgeOf(i))];
  const theta = leastOf(
    width + 1,
    (at) => lossOf(scaled, ridges, at),
    (at) => slope(scaled, ridges, at),
  );
  const [bias = 0, ...weights] = theta;
  const unscaled = weights.map((weight, i) => weight / deviations[i]!);
  return { bias: bias - unscaled.reduce((sum, weight, i) => sum + weight * means[i]!, 0), weights: unscaled };
}

/**
 * The same weights, as sure as the choices allow: the penalty keeps them small, and so the odds nearer to even than they
 * are. One factor and a bias for all of them are fitted without it.
 */
export function sharpened(
  choices: readonly Choice[],
  { bias, weights }: { bias: number; weights: number[] },
): { bias: number; weights: number[] } {
  const summed = choices.map(({ options, right, weight }) => ({
    options: options.map((inputs) => [inputs.reduce((sum, value, i) => sum + value * weights[i]!, bias)]),
    right,
    weight,
  }));
  const fitted = fitChoice(summed, () => 0);
  const factor = fitted.weights[0] ?? 1;
  return { bias: fitted.bias + bias * factor, weights: weights.map((weight) => weight * factor) };
}

function scales(choices: readonly Choice[], width: number): { means: number[]; deviations: number[] } {
  const rows = choices.flatMap(({ options }) => options);
  const means = Array.from({ length: width }, (_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
  const deviations = means.map(
    (mean, i) => Math.sqrt(rows.reduce((sum, row) => sum + (row[i]! - mean) ** 2, 0) / rows.length) || 1,
  );
  return { means, deviations };
}

/** The probability of each option; what is missing to 1 is that of none. */
function odds(options: readonly number[][], theta: readonly number[]): number[] {
  const sums = options.map((inputs) => {
    let sum = 0;
    for (let i = 0; i < theta.length; i++) sum += inputs[i]! * theta[i]!;
    return sum;
  });
  const most = Math.max(0, ...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((a, b) => a + b, Math.exp(-most));
  return powers.map((power) => power / total);
}

function lossOf(choices: readonly Choice[], ridges: readonly number[], theta: readonly number[]): number {
  let loss = theta.reduce((sum, value, i) => sum + (ridges[i]! / 2) * value * value, 0);
  for (const { options, right, weight } of choices) {
    const p = odds(options, theta);
    const chosen = right >= 0 ? p[right]! : 1 - p.reduce((a, b) => a + b, 0);
    loss -= weight * Math.log(Math.max(1e-12, chosen));
  }
  return loss;
}

function slope(choices: readonly Choice[], ridges: readonly number[], theta: readonly number[]): Slope {
  const size = theta.length;
  const gradient = theta.map((value, i) => ridges[i]! * value);
  const hessian = theta.map((_, i) => theta.map((_, j) => (i === j ? Math.max(LEAST_RIDGE, ridges[i]!) : 0)));
  for (const { options, right, weight } of choices) {
    const p = odds(options, theta);
    const mean = new Array<number>(size).fill(0);
    options.forEach((inputs, o) => {
      for (let i = 0; i < size; i++) {
        const part = p[o]! * inputs[i]!;
        mean[i]! += part;
        for (let j = 0; j <= i; j++) hessian[i]![j]! += weight * part * inputs[j]!;
      }
    });
    const chosen = options[right];
    for (let i = 0; i < size; i++) {
      gradient[i]! += weight * (mean[i]! - (chosen?.[i] ?? 0));
      for (let j = 0; j <= i; j++) hessian[i]![j]! -= weight * mean[i]! * mean[j]!;
    }
  }
  return { gradient, hessian };
}
