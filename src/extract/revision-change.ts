import type { Article, Removal } from "../model/article.ts";
import { type WordChange, wordDiff } from "./word-diff.ts";

/**
 * What a publisher did to an article, the weightiest first: said that it had been wrong, wrote another headline, replaced a
 * number, wrote anything else, or touched only what nobody reads (capitals, punctuation, spaces).
 */
export const CHANGE_CLASSES = ["correction", "headline", "figure", "text", "cosmetic"] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export interface RevisionChange {
  /** The weightiest. */
  class: ChangeClass;
  /** All that apply, the weightiest first. */
  classes: ChangeClass[];
  /** In words, with what was there before: `headline: "…" → "…"; figure: 206 → 212`. */
  summary: string;
  title: { from: string; to: string } | null;
  /** In the text, in its order. */
  changes: WordChange[];
}

/**
 * How newsrooms begin a note that something was wrong (style books and correction pages of the Guardian, the BBC, the New
 * York Times, Der Spiegel, Le Monde, El País, La Repubblica, Folha, Hürriyet, Meduza).
 */
const CORRECTION =
  /\b(?:corrections?|clarifications?|erratum|retraction)\s*[:(]|\b(?:earlier|previous|original) version of this|\bthis (?:article|story|report|page) (?:was|has been) (?:amended|corrected|updated to correct)|\beditor[’']?s note|(?<!\p{L})(?:Korrektur|Berichtigung|Rectificatif|Correctif|Corrección|Fe de erratas|Errata corrige|Rettifica|Correção|Erramos|Düzeltme|Tashih|Исправление|Уточнение)(?:hinweis)?\s*[:(]/iu;

const FIGURE = /\p{N}+(?:[.,:]\p{N}+)*/gu;
/** Figures and words that a summary quotes. */
const MAX_QUOTED = 3;
const MAX_TITLE = 120;

/** Letters and digits alone, so that capitals, accents, punctuation and spaces make no difference. */
const bare = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * What changed from one revision to the next; null when nothing did. Words that only went from the text into the ledger of
 * removed blocks were recognised by us, not taken out by the publisher: they count as cosmetic.
 */
export function revisionChange(
  before: Pick<Article, "title" | "text">,
  after: Pick<Article, "title" | "text">,
  removals: readonly Pick<Removal, "text">[] = [],
): RevisionChange | null {
  const changes = wordDiff(before.text, after.text);
  const title = before.title === after.title ? null : { from: before.title, to: after.title };
  if (changes.length === 0 && !title) return null;
  const ledger = removals.map(({ text }) => bare(text)).join("\n");
  const found = new Set<ChangeClass>();
  const figures: string[] = [];
  let [added, removed] = [0, 0];
  if (title) found.add(bare(title.from) === bare(title.to) ? "cosmetic" : "headline");
  for (const change of changes) {
    const [was, is] = [change.removed.join(" "), change.added.join(" ")];
    if (bare(was) === bare(is) || (is === "" && ledger.includes(bare(was)))) {
      found.add("cosmetic");
      continue;
    }
    added += change.added.length;
    removed += change.removed.length;
    const [wasFigures, isFigures] = [was.match(FIGURE) ?? [], is.match(FIGURE) ?? []];
    const replaced = wasFigures.length > 0 && isFigures.length > 0 && wasFigures.join(" ") !== isFigures.join(" ");
    if (replaced) figures.push(`${wasFigures.join(", ")} → ${isFigures.join(", ")}`);
    if (CORRECTION.test(is)) found.add("correction");
    else found.add(replaced ? "figure" : "text");
  }
  const classes = CHANGE_CLASSES.filter((word) => found.has(word));
  const parts = [
    ...(found.has("correction") ? ["a note of a correction"] : []),
    ...(title && found.has("headline") ? [`headline: "${short(title.from)}" → "${short(title.to)}"`] : []),
    ...(figures.length > 0 ? [`figure: ${quoted(figures)}`] : []),
    ...(added + removed > 0 ? [`${added} ${added === 1 ? "word" : "words"} added, ${removed} removed`] : []),
  ];
  const summary = parts.length > 0 ? parts.join("; ") : "only capitals, punctuation, spaces or a site's own lines";
  return { class: classes[0] ?? "cosmetic", classes, summary, title, changes };
}

const short = (text: string): string => (text.length <= MAX_TITLE ? text : `${text.slice(0, MAX_TITLE - 1)}…`);

const quoted = (figures: readonly string[]): string =>
  figures.slice(0, MAX_QUOTED).map(short).join("; ") + (figures.length > MAX_QUOTED ? "; …" : "");
