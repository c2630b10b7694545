import type { Removal } from "../model/article.ts";
import { nameOfText } from "./site-memory.ts";

/** Spam score from which a comment that nobody has called spam is worth a look at other pages. */
const DOUBTFUL_FROM = 0.2;
/** Letters that a comment has which does not repeat by chance. */
const MIN_CHARS = 40;
/** Comments of one page that are looked up and remembered. */
const MAX_COMMENTS = 20;
/** Other articles under which a doubtful comment stands when it is spam. */
const MIN_ARTICLES = 2;
/** Log-odds 2.5 for each: with two of them hardly anything is a reader's. */
const SEEN_SCORE = 0.95;

/** A comment whose like may stand elsewhere. */
export interface Suspect {
  /** By its letters; the first two digits name the share of the memory that keeps it. */
  name: string;
  position: number;
}

/** Spam, and comments that are nearly so. The same words under many articles are the strongest sign there is. */
export function suspectComments(removals: readonly Removal[]): Suspect[] {
  const out: Suspect[] = [];
  for (const { kind, text, score, position } of removals) {
    if (out.length === MAX_COMMENTS) break;
    const doubtful = kind === "spam" || (kind === "comment" && 1 - score >= DOUBTFUL_FROM);
    if (doubtful && text.length >= MIN_CHARS) out.push({ name: nameOfText(text), position });
  }
  return out;
}

/** Calls doubtful comments spam that stand under other articles, too. `voices`: by name, the articles where each was seen. */
export function recogniseComments(
  removals: readonly Removal[],
  suspects: readonly Suspect[],
  voices: ReadonlyMap<string, readonly string[]>,
  own: string,
): Removal[] {
  const seen = new Set(
    suspects
      .filter(({ name }) => (voices.get(name) ?? []).filter((voice) => voice !== own).length >= MIN_ARTICLES)
      .map(({ position }) => position),
  );
  return removals.map((removal) =>
    removal.kind === "comment" && seen.has(removal.position)
      ? { ...removal, kind: "spam", reason: "seen-elsewhere", score: SEEN_SCORE }
      : removal,
  );
}
