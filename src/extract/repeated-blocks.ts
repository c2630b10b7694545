import type { Block } from "./blocks.ts";
import { copyKey } from "./copies.ts";
import { namesOf } from "./regions.ts";
import type { Element } from "./tree.ts";
import { holds } from "./tree.ts";
import { drop, type Verdict } from "./verdict.ts";

/** The same paragraph twice: the second is a layout's copy. Lines of lists and recipes may well repeat. */
export function dropRepeats(list: Block[], verdicts: Map<number, Verdict>): void {
  const seen = new Set<string>();
  for (const block of list) {
    if (block.words < 6 || !block.sentence || block.element.tag === "li" || !verdicts.get(block.index)!.keep) continue;
    if (seen.has(block.text)) verdicts.set(block.index, drop("repeated-block", 0.8));
    seen.add(block.text);
  }
}

/** Words of a quotation that is looked for in the text: fewer repeat by chance, more is an embedded post. */
const PULL_QUOTE_WORDS = { least: 4, most: 45 };
const PULL_QUOTE = /(?:^|[-\s])(?:pull-?quotes?|quotes?|blockquote|zitat|citation|cita|citazione)(?:$|[-\s])/;

/** A quotation set apart by the layout that stands in a paragraph, too: it was pulled out of there. */
export function dropPullQuotes(list: Block[], verdicts: Map<number, Verdict>): void {
  let keys: { block: Block; key: string }[] | null = null;
  for (const block of list) {
    const { least, most } = PULL_QUOTE_WORDS;
    if (block.words < least || block.words > most || !verdicts.get(block.index)!.keep) continue;
    const frame = frameOf(block);
    if (!frame || list.some((other) => other !== block && holds(frame, other.element))) continue;
    keys ??= list
      .filter(({ index }) => verdicts.get(index)!.keep)
      .map((one) => ({ block: one, key: copyKey(one.text) }));
    const own = copyKey(block.text);
    if (keys.some(({ block: other, key }) => other.words > block.words && !frameOf(other) && key.includes(own)))
      verdicts.set(block.index, drop("pull-quote", 0.8));
  }
}

/** The part of the page that frames a block as a quotation, or null. */
function frameOf(block: Block): Element | null {
  for (let at: Element | null = block.element, up = 0; at && up < 3; at = at.parent, up++)
    if (at.tag === "blockquote" || at.tag === "aside" || PULL_QUOTE.test(namesOf(at))) return at;
  return null;
}
