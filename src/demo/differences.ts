import {
  type ArticleKey,
  articleAddresses,
  EXPECTED_ALONE,
  EXPECTED_ENDINGS,
  EXPECTED_FURNITURE,
  EXPECTED_KEPT,
  EXPECTED_STORIES,
  type ExpectedStory,
  everyArticle,
  expectedRemovals,
} from "./expected.ts";

/** The part of an `export articles` line that is looked at. */
export interface FoundArticle {
  id: string;
  url: string;
  text: string;
  removed: readonly { kind: string; text: string }[];
  duplicate_of: string | null;
  original_id: string;
  story_id: string | null;
}

/** What a run on the newsroom gave. */
export interface FoundNews {
  articles: readonly FoundArticle[];
  /** Alerts sent, by story id. */
  alerts: ReadonlyMap<string, number>;
  /** Reason words of the entries that ended without an article, by address; left out where they are not known. */
  endings?: ReadonlyMap<string, string>;
}

/** Older articles are fetched only by those whose first poll looks back that far. */
const OLD_HOURS = 168;

/** Where a run differs from what the newsroom should give, in plain words; empty when nowhere. */
export function differences(found: FoundNews, origins: readonly string[]): string[] {
  const articles = byKey(found.articles, origins);
  const missing = everyArticle().filter(({ key, article }) => {
    const wanted = EXPECTED_ALONE.includes(key) || EXPECTED_STORIES.some((story) => keysOf(story).includes(key));
    return wanted && article.hoursBefore < OLD_HOURS && !articles.has(key);
  });
  return [
    ...missing.map(({ key }) => `${key}: no article`),
    ...EXPECTED_STORIES.flatMap((story) => storyDifferences(story, articles, found.alerts)),
    ...EXPECTED_ALONE.flatMap((key) => companyOf(key, articles)),
    ...textDifferences(articles),
    ...ledgerDifferences(articles),
    ...(found.endings ? endingDifferences(found.endings, origins) : []),
  ];
}

function endingDifferences(endings: ReadonlyMap<string, string>, origins: readonly string[]): string[] {
  const addresses = articleAddresses(origins);
  return EXPECTED_ENDINGS.flatMap(({ key, ending }) => {
    const got = endings.get(addresses.get(key)?.linked ?? "") ?? "no ending";
    return got === ending ? [] : [`${key}: ${got}, not ${ending}`];
  });
}

function byKey(found: readonly FoundArticle[], origins: readonly string[]): Map<ArticleKey, FoundArticle> {
  const keys = new Map<string, ArticleKey>();
  for (const [key, { linked, page }] of articleAddresses(origins)) keys.set(linked, key).set(page, key);
  return new Map(
    found.flatMap((article) => {
      const key = keys.get(article.url);
      return key === undefined ? [] : [[key, article]];
    }),
  );
}

function keysOf(story: ExpectedStory): ArticleKey[] {
  return [...story.independent, ...story.copies.map(({ copy }) => copy)];
}

type Articles = ReadonlyMap<ArticleKey, FoundArticle>;

function storyDifferences(story: ExpectedStory, articles: Articles, alerts: ReadonlyMap<string, number>): string[] {
  const present = keysOf(story).filter((key) => articles.has(key));
  const ids = new Set(present.map((key) => articles.get(key)!.story_id));
  if (present.length === 0) return [];
  if (ids.size > 1 || ids.has(null)) return [`${story.name}: ${present.length} articles in ${ids.size} stories`];
  const wrong: string[] = [];
  const [id] = ids as Set<string>;
  const strangers = [...articles].filter(([key, article]) => article.story_id === id && !present.includes(key));
  for (const [key] of strangers) wrong.push(`${story.name}: ${key} does not belong to it`);
  for (const key of story.independent) {
    if (articles.get(key)?.duplicate_of) wrong.push(`${story.name}: ${key} is taken for a copy`);
  }
  for (const { copy, of } of story.copies) {
    const [article, original] = [articles.get(copy), articles.get(of)];
    if (article && original && article.original_id !== original.id) {
      wrong.push(`${story.name}: ${copy} is not known as a copy of ${of}`);
    }
  }
  const sent = alerts.get(id!) ?? 0;
  if (sent !== (story.alert ? 1 : 0)) wrong.push(`${story.name}: ${sent} alerts`);
  return wrong;
}

function companyOf(key: ArticleKey, articles: Articles): string[] {
  const article = articles.get(key);
  if (!article || article.story_id === null) return [];
  const company = [...articles].filter(([other, { story_id }]) => other !== key && story_id === article.story_id);
  return company.length === 0 ? [] : [`${key}: shares a story with ${company.map(([other]) => other).join(", ")}`];
}

function textDifferences(articles: Articles): string[] {
  const lost = EXPECTED_KEPT.filter(({ key, sentence }) => {
    const article = articles.get(key);
    return article && !flat(article.text).includes(flat(sentence));
  });
  const left = [...articles].flatMap(([key, { text }]) =>
    EXPECTED_FURNITURE.filter((words) => text.includes(words)).map((words) => `${key}: still says “${words}”`),
  );
  return [...lost.map(({ key, sentence }) => `${key}: lost “${sentence}”`), ...left];
}

function ledgerDifferences(articles: Articles): string[] {
  return expectedRemovals().flatMap(({ key, kind, text, times }) => {
    const wanted = flat(text);
    const name = `“${wanted.slice(0, 40)}…”`;
    const wrong = [...articles]
      .filter(([, article]) => flat(article.text).includes(wanted))
      .map(([other]) => `${other}: the ${kind} ${name} is in the text`);
    const article = articles.get(key);
    if (!article) return wrong;
    const kept = article.removed.filter((removal) => removal.kind === kind).map((removal) => flat(removal.text));
    const count = kept.reduce((sum, block) => sum + block.split(wanted).length - 1, 0);
    if (count !== times) wrong.push(`${key}: ${name} is ${count} times in the ledger as ${kind}, not ${times}`);
    return wrong;
  });
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
