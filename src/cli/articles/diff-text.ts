import type { RevisionChange } from "../../extract/revision-change.ts";
import { wordsOf } from "../../extract/word-diff.ts";
import { cleanLine } from "../clean.ts";
import { wrap } from "../wrap.ts";

/** Words shown on each side of a change. */
const CONTEXT = 8;
/** Words of one change that are printed; `--json` has all. */
const MAX_SHOWN = 120;

/** A change of the publisher's in lines for people: `[-removed-]` and `{+added+}`, with the words around them. */
export function diffLines(change: RevisionChange, newerText: string, columns: number): string[] {
  const words = wordsOf(newerText);
  const { title } = change;
  const unsaid = change.classes.filter((word) => !change.summary.includes(`${word}: `)).join(", ");
  return [
    ...wrap(cleanLine(unsaid ? `${unsaid}: ${change.summary}` : change.summary), columns, 2),
    ...(title
      ? ["", ...wrap(`- ${cleanLine(title.from)}`, columns, 2), ...wrap(`+ ${cleanLine(title.to)}`, columns, 2)]
      : []),
    ...change.changes.flatMap(({ newAt, removed, added }) => {
      const end = newAt + added.length;
      const before = words.slice(Math.max(0, newAt - CONTEXT), newAt).join(" ");
      const after = words.slice(end, end + CONTEXT).join(" ");
      const marks = [
        newAt > CONTEXT ? "…" : "",
        before,
        removed.length > 0 ? `[-${shown(removed)}-]` : "",
        added.length > 0 ? `{+${shown(added)}+}` : "",
        after,
        end + CONTEXT < words.length ? "…" : "",
      ];
      return ["", ...wrap(cleanLine(marks.filter((part) => part !== "").join(" ")), columns, 2)];
    }),
  ];
}

const shown = (words: readonly string[]): string =>
  words.length <= MAX_SHOWN
    ? words.join(" ")
    : `${words.slice(0, MAX_SHOWN).join(" ")} … and ${words.length - MAX_SHOWN} more words`;
