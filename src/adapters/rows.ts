import type { Alert, Attempt, Delivery, Endpoint } from "../model/alert.ts";
import type { Article } from "../model/article.ts";
import type { Correction } from "../model/correction.ts";
import type { Feed, FeedEntry } from "../model/feed.ts";
import type { NearDuplicate, Signature } from "../model/signature.ts";
import type { Coverage, CoverageMove, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { Clustered, Signed } from "../ports/store.ts";
import { unpackText } from "./packed-text.ts";

/** A row as an engine gives it, and a value as every engine takes it. */
type Row = Readonly<Record<string, unknown>>;
type Cell = string | number | null;

/**
 * How a field of the model (camelCase) lies in its column (snake_case): as it is, rounded to a whole number, as JSON, or as
 * a text that an engine may keep packed.
 */
type Kind = "plain" | "whole" | "json" | "text";
type Fields<T> = { readonly [Field in keyof T]-?: Kind };

/** How one type of the model lies in one table: every field has its column, so a field that is forgotten does not compile. */
export interface Mapping<T> {
  /** Column names joined by ", ", for SELECT; with a table alias, each is prefixed by it and named `<alias>_<column>`. */
  select(alias?: string): string;
  columns: readonly string[];
  read(row: Row, alias?: string): T;
  write(value: T): Record<string, Cell>;
}

function mapping<T extends object>(fields: Fields<T>): Mapping<T> {
  const parts = Object.entries(fields).map(([field, kind]) => ({ field, kind: kind as Kind, column: snake(field) }));
  const bare = parts.map(({ column }) => column);
  /** Column names under each alias, made once: every row that is read needs them. */
  const aliased = new Map<string, string[]>();
  const columnsUnder = (alias: string): string[] => {
    const known = aliased.get(alias) ?? bare.map((column) => `${alias}_${column}`);
    aliased.set(alias, known);
    return known;
  };
  return {
    columns: bare,
    select: (alias) =>
      parts.map(({ column }) => (alias ? `${alias}.${column} AS ${alias}_${column}` : column)).join(", "),
    read(row, alias) {
      const columns = alias ? columnsUnder(alias) : bare;
      const value: Record<string, unknown> = {};
      for (const [i, { field, kind }] of parts.entries()) value[field] = read(row[columns[i] ?? ""], kind);
      return value as T;
    },
    write(value) {
      const row: Record<string, Cell> = {};
      for (const { field, kind, column } of parts) {
        row[column] = stored(value[field as keyof T], kind);
      }
      return row;
    },
  };
}

function read(cell: unknown, kind: Kind): unknown {
  if (kind === "json") return JSON.parse(String(cell));
  if (kind === "text") return unpackText(cell);
  return cell;
}

function stored(given: unknown, kind: Kind): Cell {
  if (kind === "json") return JSON.stringify(given);
  if (kind === "whole" && typeof given === "number") return Math.round(given);
  return (given ?? null) as Cell;
}

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `INSERT INTO table (a, b) VALUES (:a, :b)`. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((column) => `:${column}`).join(", ")})`;
}

/** The same for a row that comes only if `source` has one. */
export function insertFrom(table: string, columns: readonly string[], source: string): string {
  return `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${columns.map((column) => `:${column}`).join(", ")} FROM ${source}`;
}

/** The end of an upsert: the columns, but for its key, take the new values. */
export function orReplace(key: string, columns: readonly string[]): string {
  const others = columns.filter((column) => column !== key);
  return ` ON CONFLICT (${key}) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(", ")}`;
}

/** `a = :a, b = :b`, but for the key. */
export function assignments(columns: readonly string[], key = "id"): string {
  return columns
    .filter((column) => column !== key)
    .map((column) => `${column} = :${column}`)
    .join(", ");
}

export const feedRow = mapping<Feed>({
  id: "plain",
  url: "plain",
  title: "plain",
  siteUrl: "plain",
  source: "plain",
  folder: "plain",
  state: "plain",
  stateReason: "plain",
  nextDueAt: "whole",
  lastPolledAt: "whole",
  lastSuccessAt: "whole",
  polling: "json",
  addedAt: "whole",
});

export const entryRow = mapping<FeedEntry>({
  id: "plain",
  url: "plain",
  canonicalUrl: "plain",
  source: "plain",
  title: "plain",
  author: "plain",
  summary: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
  waitsFor: "plain",
  ending: "plain",
  notBeforeAt: "whole",
  tries: "whole",
  rerun: "plain",
});

export const articleRow = mapping<Article>({
  id: "plain",
  revision: "whole",
  url: "plain",
  canonicalUrl: "plain",
  source: "plain",
  title: "plain",
  author: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
  lang: "plain",
  text: "text",
  strategy: "plain",
  confidence: "plain",
  details: "json",
  madeBy: "plain",
  extractedAt: "whole",
});

/** What of an article's row the index of near-duplicates is told. */
export const signedRow = mapping<Signed["article"]>({
  id: "plain",
  source: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
});

export const signatureRow = mapping<Signature & { dedupedAt: number }>({
  articleId: "plain",
  params: "plain",
  bytes: "plain",
  dedupedAt: "whole",
});

export const nearDuplicateRow = mapping<NearDuplicate>({
  articleId: "plain",
  parentId: "plain",
  originalId: "plain",
  relation: "plain",
  covered: "plain",
  parentCovered: "plain",
  matchedWords: "whole",
  similarity: "plain",
});

/** A story as it lies: its three counts are columns. */
interface FlatStory extends Omit<Story, "counts"> {
  articles: number;
  publishers: number;
  independent: number;
}

const flatStoryRow = mapping<FlatStory>({
  id: "plain",
  title: "plain",
  status: "plain",
  mergedInto: "plain",
  formedAt: "whole",
  firstPublishedAt: "whole",
  lastPublishedAt: "whole",
  articles: "whole",
  publishers: "whole",
  independent: "whole",
  languages: "json",
});

export const storyRow: Mapping<Story> = {
  ...flatStoryRow,
  read(row, alias) {
    const { articles, publishers, independent, ...story } = flatStoryRow.read(row, alias);
    return { ...story, counts: { articles, publishers, independent } };
  },
  write: ({ counts, ...story }) => flatStoryRow.write({ ...story, ...counts }),
};

export const coverageRow = mapping<Coverage>({
  storyId: "plain",
  articleId: "plain",
  role: "plain",
  score: "plain",
  evidence: "json",
  addedAt: "whole",
});

export const coverageMoveRow = mapping<CoverageMove>({ articleId: "plain", storyId: "plain", role: "plain" });

/** What rebuilding the index needs of a coverage row, and of its article. */
export const clusteredCoverageRow = mapping<Clustered["coverage"]>({
  storyId: "plain",
  articleId: "plain",
  role: "plain",
  addedAt: "plain",
});

export const clusteredArticleRow = mapping<Clustered["article"]>({
  id: "plain",
  source: "plain",
  title: "plain",
  publishedAt: "plain",
  dateSource: "plain",
  firstSeenAt: "plain",
});

export const storyEventRow = mapping<StoryEvent>({
  storyId: "plain",
  at: "whole",
  kind: "plain",
  articleId: "plain",
  reason: "plain",
});

export const storyLinkRow = mapping<StoryLink>({
  storyId: "plain",
  otherId: "plain",
  kind: "plain",
  reason: "plain",
  at: "whole",
});

export const alertRow = mapping<Alert>({
  id: "plain",
  event: "plain",
  subject: "plain",
  occasion: "plain",
  languages: "json",
  independent: "whole",
  body: "plain",
  createdAt: "whole",
});

export const correctionRow = mapping<Correction>({
  id: "plain",
  kind: "plain",
  subject: "plain",
  object: "plain",
  at: "whole",
});

export const endpointRow = mapping<Endpoint>({
  id: "plain",
  url: "plain",
  secret: "plain",
  previousSecret: "plain",
  previousUntil: "whole",
  format: "plain",
  template: "plain",
  filter: "json",
  state: "plain",
  stateReason: "plain",
  failingSince: "whole",
  failures: "whole",
  pausedUntil: "whole",
  createdAt: "whole",
});

export const deliveryRow = mapping<Delivery>({
  id: "plain",
  alertId: "plain",
  endpointId: "plain",
  webhookId: "plain",
  state: "plain",
  attempts: "whole",
  nextAttemptAt: "whole",
  deliveredAt: "whole",
  lastError: "plain",
});

export const attemptRow = mapping<Attempt>({
  deliveryId: "plain",
  number: "whole",
  at: "whole",
  status: "whole",
  ms: "whole",
  reply: "plain",
  error: "plain",
});
