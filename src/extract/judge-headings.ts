import type { Block } from "./blocks.ts";
import { drop, type Verdict } from "./verdict.ts";

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
/** A finished sentence of this many words is a paragraph in large type. */
const NO_HEADING_WORDS = 14;
export const isHeading = (block: Block) =>
  HEADINGS.has(block.element.tag) && !(block.sentence && block.words >= NO_HEADING_WORDS && block.links === 0);

/** A heading lives by what follows it: text keeps it, another heading of the same rank or the end does not. */
export function judgeHeadings(list: Block[], verdicts: Map<number, Verdict>): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const block = list[i]!;
    if (!isHeading(block) || !verdicts.get(block.index)!.keep) continue;
    if (overLinks(list, verdicts, i)) {
      verdicts.set(block.index, drop("heading-over-links", 0.7));
      continue;
    }
    let j = i + 1;
    while (j < list.length && !verdicts.get(list[j]!.index)!.keep && j - i < 12) j++;
    const next = list[j];
    if (!next || !verdicts.get(next.index)!.keep || j - i >= 12)
      verdicts.set(block.index, drop("heading-without-text", 0.7));
  }
}

/** Links that were taken out right behind a heading before it is theirs. */
const LINKS_UNDER_HEADING = 2;

function overLinks(list: Block[], verdicts: Map<number, Verdict>, heading: number): boolean {
  for (let i = heading + 1; i <= heading + LINKS_UNDER_HEADING; i++) {
    const verdict = list[i] && verdicts.get(list[i]!.index)!;
    if (!verdict || verdict.keep || (verdict.reason !== "link-line" && verdict.reason !== "related-link")) return false;
  }
  return true;
}
