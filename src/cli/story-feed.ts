import { generateAtomFeed, generateJsonFeed } from "feedsmith";
import type { App } from "../app.ts";
import type { Article } from "../model/article.ts";
import type { Coverage, Story } from "../model/story.ts";
import { VERSION } from "../model/version.ts";
import { html } from "../web/html.ts";
import { cleanLine } from "./clean.ts";
import { many } from "./say.ts";

/** Formats in which stories are a feed for readers of feeds: Atom (RFC 4287) and JSON Feed 1.1. */
export type FeedFormat = "atom" | "jsonfeed";

/** Articles named in one entry. */
const MAX_ARTICLES = 100;
/** Not allowed in XML 1.0 even as references, beside the controls that `clean` takes out. */
const NOT_XML = /[\ufffe\uffff]/g;

interface Told {
  id: string;
  title: string;
  /** The story's page, where one is known; else its first article. */
  link: string | null;
  summary: string;
  content: string;
  published: Date;
  updated: Date;
  languages: string[];
}

/** The stories that formed, the latest first, as one feed document. */
export async function storyFeed(app: App, format: FeedFormat, limit: number): Promise<string> {
  const formed = await app.store.stories({ limit: Number.MAX_SAFE_INTEGER, status: "formed" });
  const order = (a: Story, b: Story) => (b.formedAt ?? 0) - (a.formedAt ?? 0) || (a.id < b.id ? -1 : 1);
  const told: Told[] = [];
  for (const story of formed.sort(order).slice(0, limit))
    told.push(tell(story, await app.store.coverage(story.id), app.settings.web.publicUrl));
  return format === "atom" ? atom(told, app) : jsonFeed(told, app);
}

type Covered = Coverage & { article: Article };

function tell(story: Story, coverage: readonly Covered[], publicUrl: string): Told {
  const { articles, publishers, independent } = story.counts;
  const summary = [
    many(independent, "independent report"),
    many(publishers, "publisher"),
    many(articles, "article"),
  ].join(", ");
  const lines = coverage.slice(0, MAX_ARTICLES).map(({ article, role }) => {
    const [title, source] = [plain(article.title) || plain(article.url), plain(article.source)];
    const named = isWebAddress(article.url) ? html`<a href="${plain(article.url)}">${title}</a>` : title;
    return html`<li>${named} (${source}${role === "near_duplicate" ? ", copy" : ""})</li>`;
  });
  const more = coverage.length > MAX_ARTICLES ? html`<li>and ${coverage.length - MAX_ARTICLES} more</li>` : "";
  const formedAt = story.formedAt ?? story.firstPublishedAt;
  const first = coverage.find(({ article }) => isWebAddress(article.url))?.article.url ?? null;
  return {
    id: `urn:samestory:story:${story.id}`,
    title: plain(story.title) || story.id,
    link: publicUrl ? `${publicUrl.replace(/\/$/, "")}/stories/${story.id}` : first,
    summary,
    content: html`<p>${summary}.</p><ul>${lines}${more}</ul>`.html,
    published: new Date(formedAt),
    updated: new Date(Math.max(formedAt, ...coverage.map(({ addedAt }) => addedAt))),
    languages: story.languages,
  };
}

function atom(told: readonly Told[], { clock, settings }: App): string {
  const updated = told.map(({ updated }) => updated.getTime());
  const home = settings.web.publicUrl;
  return generateAtomFeed({
    id: "urn:samestory:stories",
    title: { value: FEED_TITLE, type: "text" },
    updated: new Date(told.length > 0 ? Math.max(...updated) : clock.now()),
    authors: [{ name: "Samestory" }],
    generator: { text: "Samestory", version: VERSION },
    ...(home ? { links: [{ href: home, rel: "alternate" }] } : {}),
    entries: told.map(({ id, title, link, summary, content, published, updated }) => ({
      id,
      title: { value: title, type: "text" },
      summary: { value: summary, type: "text" },
      content: { value: content, type: "html" },
      ...(link === null ? {} : { links: [{ href: link, rel: "alternate" }] }),
      published,
      updated,
    })),
  });
}

function jsonFeed(told: readonly Told[], { settings }: App): string {
  const home = settings.web.publicUrl;
  const feed = generateJsonFeed({
    title: FEED_TITLE,
    ...(home ? { home_page_url: home } : {}),
    items: told.map(({ id, title, link, summary, content, published, updated, languages }) => ({
      id,
      title,
      ...(link === null ? {} : { url: link }),
      summary,
      content_html: content,
      date_published: published,
      date_modified: updated,
      ...(languages[0] ? { language: languages[0] } : {}),
    })),
  });
  return `${JSON.stringify(feed, null, 2)}\n`;
}

const FEED_TITLE = "Stories that formed";

/** Text from outside as it may stand in XML: one line without controls. */
const plain = (text: string): string => cleanLine(text.replace(NOT_XML, ""));

function isWebAddress(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return protocol === "http:" || protocol === "https:";
}
