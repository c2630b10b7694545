import type { Difference } from "../../dedupe/difference.ts";
import type { Article } from "../../model/article.ts";
import type { NearDuplicate } from "../../model/signature.ts";
import { cleanLine } from "../clean.ts";
import { many, percent } from "../say.ts";
import { wrap } from "../wrap.ts";

/** Passages of each kind that are printed; `--json` has all. */
const SHOWN_PASSAGES = 5;

/** What a copy repeats, how much of it, and what it added (`+`) and cut (`-`). */
export function copyLines(
  duplicate: NearDuplicate,
  parent: Article | null,
  difference: Difference | null,
  columns: number,
): string[] {
  const { relation, parentId, originalId, covered, parentCovered } = duplicate;
  const of = parent ? ` (${parent.source}, "${cleanLine(parent.title)}")` : "";
  const original = originalId === parentId ? "" : `; the original is ${originalId}`;
  return [
    `${relation} of ${parentId}${of}: ${percent(covered)} of it stands there, ${percent(parentCovered)} of that here${original}`,
    ...(difference ? passageLines("+", "added", difference.added, columns) : []),
    ...(difference ? passageLines("-", "cut", difference.cut, columns) : []),
  ];
}

function passageLines(sign: string, verb: string, passages: readonly string[], columns: number): string[] {
  if (passages.length === 0) return [`nothing ${verb}`];
  const more = passages.length - SHOWN_PASSAGES;
  return [
    `${many(passages.length, "passage")} ${verb}:`,
    ...passages.slice(0, SHOWN_PASSAGES).flatMap((text) => wrap(`  ${sign} ${cleanLine(text)}`, columns, 4)),
    ...(more > 0 ? [`  ${sign} and ${more} more`] : []),
  ];
}
