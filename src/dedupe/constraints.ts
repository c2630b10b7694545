import type { Correction } from "../model/correction.ts";

/**
 * What operators decided about copies, as far as it concerns one decision: corrections of the kinds `duplicate` and
 * `not-duplicate`. Two articles that are no copies of each other never are in one family, not by way of a third either.
 */
export type Constraints = readonly Pick<Correction, "kind" | "subject" | "object">[];

export const NO_CONSTRAINTS: Constraints = [];

/** Articles that this one is a copy of, or they of it, whatever the texts say. */
export function pinnedTo(articleId: string, constraints: Constraints): string[] {
  return partners(articleId, constraints, "duplicate").map(({ partner }) => partner);
}

/** Articles whose family this one does not belong to. `leaves`: where both are in one family, it is this one that goes. */
export function apartFrom(articleId: string, constraints: Constraints): { partner: string; leaves: boolean }[] {
  return partners(articleId, constraints, "not-duplicate");
}

/** Whether operators told two groups of articles apart. */
export function toldApart(some: ReadonlySet<string>, others: ReadonlySet<string>, constraints: Constraints): boolean {
  return constraints.some(
    ({ kind, subject, object }) =>
      kind === "not-duplicate" &&
      ((some.has(subject) && others.has(object)) || (some.has(object) && others.has(subject))),
  );
}

function partners(articleId: string, constraints: Constraints, wanted: "duplicate" | "not-duplicate") {
  const found: { partner: string; leaves: boolean }[] = [];
  for (const { kind, subject, object } of constraints) {
    if (kind !== wanted) continue;
    if (subject === articleId) found.push({ partner: object, leaves: true });
    else if (object === articleId) found.push({ partner: subject, leaves: false });
  }
  return found;
}
