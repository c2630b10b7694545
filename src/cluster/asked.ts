import type { Article } from "../model/article.ts";
import { articleVectors, type Query } from "./article-vectors.ts";
import type { KnownStories } from "./known-stories.ts";
import type { Timed } from "./member-facts.ts";
import { type Ranked, rankStories } from "./ranking.ts";
import type { Vectors } from "./shelved.ts";
import type { Member } from "./story-state.ts";

/** An article as a question to the stories of its language. */
export interface Asked {
  lang: string;
  query: Query;
  /** The stories it could belong to, the likeliest first; null where nobody has looked. */
  ranked: Ranked[] | null;
  /** The same of reports that were asked on its behalf. */
  others: Map<Vectors, Ranked[]>;
}

export function ask(known: KnownStories, article: Pick<Article, "title" | "text" | "lang">): Asked {
  const terms = known.terms(article);
  const query = articleVectors(terms, known.lane(terms.lang).table);
  return { lang: terms.lang, query, ranked: null, others: new Map() };
}

/** The stories that what is asked could belong to, the likeliest first. */
export function ranking(known: KnownStories, times: Timed, asked: Asked): Ranked[] {
  asked.ranked ??= rank(known, times, asked);
  return asked.ranked;
}

/** The same of a report of a story, asked as if it came now: its own story is among them. */
export function rankingOf(known: KnownStories, report: Member, lang: string, asked: Asked): Ranked[] {
  if (!report.vectors) return [];
  if (lang === asked.lang && report.vectors === asked.query.vectors) return ranking(known, report, asked);
  let ranked = asked.others.get(report.vectors);
  if (!ranked) {
    ranked = rank(known, report, { lang, query: { vectors: report.vectors.unpacked(), written: () => "" } });
    asked.others.set(report.vectors, ranked);
  }
  return ranked;
}

function rank(known: KnownStories, times: Timed, { lang, query }: Pick<Asked, "lang" | "query">): Ranked[] {
  const storyOf = (number: number) => known.storyOf(number);
  return rankStories(query, times, known.lane(lang), storyOf, known.settings, known.learned.weights);
}
