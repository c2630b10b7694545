import { isFunctionWord, languageOf, scriptOf } from "./language.ts";
import { foldWords } from "./spam-words.ts";

/** What a comment is compared with, read once for all comments of a page. */
export interface ArticleProfile {
  counts: Map<string, number>;
  titleWords: string[];
  lower: string;
  /** As `lower`, words apart by one blank. */
  folded: string;
  /** The first half of `lower` and of `folded`: surely the report's own, whatever was glued to it. */
  opening: { lower: string; folded: string };
  chars: number;
  script: string | null;
  lang: string | null;
}

/** Characters of an article that comments are compared with. */
const PROFILE_CHARS = 60_000;

export function profileOf(title: string, article: string): ArticleProfile {
  const text = `${title}\n${article}`.slice(0, PROFILE_CHARS);
  const lower = text.toLowerCase();
  const folded = foldWords(text);
  const half = (whole: string) => whole.slice(0, whole.length / 2);
  const counts = new Map<string, number>();
  for (const word of contentWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return {
    counts,
    titleWords: [...new Set(contentWords(title))],
    lower,
    folded,
    opening: { lower: half(lower), folded: half(folded) },
    chars: article.length,
    script: scriptOf(article),
    lang: languageOf(article),
  };
}

const LATIN_WORD = /^\p{Script=Latin}+$/u;

/** Words of four letters and more, or of any length in scripts other than Latin, that are no function words. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  const out: string[] = [];
  for (const word of words) {
    if (isFunctionWord(word)) continue;
    if (word.length < 4 && LATIN_WORD.test(word)) continue;
    // The first six letters stand for the word: "talk", "talks" and "talking" are one.
    const opening = word.slice(0, 6);
    out.push(opening.endsWith("s") ? opening.slice(0, -1) : opening);
  }
  return out;
}
