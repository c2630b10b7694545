import { UNIT } from "./packed.ts";
import { type Compared, dotBetween } from "./resemblance.ts";

/** The mean cosine between reports of two stories, as a share of that between reports of the same one. */
export function shareBetween(one: Compared, other: Compared): number {
  const within = (cosines(one) + cosines(other)) / (pairs(one) + pairs(other));
  return dotBetween(one, other) / UNIT ** 2 / (one.reports * other.reports) / within;
}

const pairs = ({ reports }: Compared) => (reports * (reports - 1)) / 2;

/** Their sum over all pairs of reports: |Σ|² holds each pair twice, and each report once with itself. */
const cosines = ({ squares, reports }: Compared) => (squares.all / UNIT ** 2 - reports) / 2;
