import type { App } from "../app.ts";
import { withHeir } from "../model/heir.ts";
import type { Story } from "../model/story.ts";
import { BOARD } from "./board.ts";
import { type Html, html } from "./html.ts";

const LATEST = 50;

const document = (title: string, body: Html): string =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Samestory</title><link rel="stylesheet" href="/style.css"></head><body>${body}</body></html>`.html;

const time = (at: number | null): Html =>
  at === null
    ? html`<span class="quiet">–</span>`
    : html`<time datetime="${iso(at)}">${iso(at).slice(0, 16).replace("T", " ")}</time>`;

const iso = (at: number): string => new Date(at).toISOString();

/** Only web addresses become links: a feed may carry `javascript:`. */
const link = (url: string, text: string): Html =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;

/** Stories, newest first, and the funnel that led to them. `board`: whether the queue is shown too. */
export async function overviewPage({ store }: App, board: boolean): Promise<string> {
  const [totals, stories] = await Promise.all([store.totals(), store.stories({ limit: LATEST, minArticles: 2 })]);
  const cells = (record: Record<string, number>) =>
    Object.entries(record).map(([name, count]) => html`<tr><td>${name}</td><td class="n">${count}</td></tr>`);
  return document(
    "Stories",
    html`${board ? html`<nav><a href="${BOARD}">Queues</a></nav>` : ""}<h1>Stories</h1>
<table><thead><tr><th>story</th><th class="n">independent</th><th class="n">publishers</th><th class="n">articles</th><th>formed (UTC)</th></tr></thead>
<tbody>${stories.map(storyRow)}</tbody></table>
<h2>Entries</h2><table><tbody>
<tr><td>seen</td><td class="n">${totals.entries.total}</td></tr>
${cells(Object.fromEntries(Object.entries(totals.entries.waiting).map(([stage, n]) => [`waiting for ${stage}`, n])))}
${cells(totals.entries.ended)}</tbody></table>
<h2>Feeds</h2><table><tbody>${cells(totals.feeds)}</tbody></table>
<h2>Deliveries</h2><table><tbody>${cells(totals.deliveries)}</tbody></table>`,
  );
}

function storyRow(story: Story): Html {
  const { articles, publishers, independent } = story.counts;
  return html`<tr><td><a href="/stories/${story.id}">${story.title}</a></td><td class="n">${independent}</td>
<td class="n">${publishers}</td><td class="n">${articles}</td><td>${time(story.formedAt)}</td></tr>`;
}

/** Shared terms that are shown of an article. */
const TERMS_SHOWN = 8;

/** One story with its coverage and history; null when there is no such story. */
export async function storyPage({ store }: App, id: string): Promise<string | null> {
  const stored = await store.story(id);
  if (!stored) return null;
  const story = await withHeir(stored, store.story);
  const [coverage, events] = await Promise.all([store.coverage(id), store.storyEvents(id)]);
  return document(
    story.title,
    html`<nav><a href="/">All stories</a></nav><h1>${story.title}</h1>
<p>${story.counts.independent} independent reports, ${story.counts.publishers} publishers, ${story.counts.articles} articles; formed ${time(story.formedAt)}</p>
${story.mergedInto === null ? "" : html`<p>Its articles are told in <a href="/stories/${story.mergedInto}">the story it was merged into</a>.</p>`}
<table><thead><tr><th>article</th><th>publisher</th><th>role</th><th>published (UTC)</th><th class="n">score</th><th>shared terms</th></tr></thead>
<tbody>${coverage.map(
      ({ article, role, score, evidence }) =>
        html`<tr><td class="${role === "near_duplicate" ? "copy" : ""}">${link(article.url, article.title)}</td><td>${article.source}</td><td>${role}</td>
<td>${time(article.publishedAt)}</td><td class="n">${score.toFixed(2)}</td><td class="quiet">${evidence.terms.slice(0, TERMS_SHOWN).join(", ")}</td></tr>`,
    )}</tbody></table>
<h2>What happened</h2><table><tbody>${events.map(
      (event) => html`<tr><td>${time(event.at)}</td><td>${event.kind}</td><td>${event.reason}</td></tr>`,
    )}</tbody></table>`,
  );
}

export const notFoundPage = (): string =>
  document("Not found", html`<h1>Not found</h1><p><a href="/">All stories</a></p>`);
