import { seededRandom } from "../test/seeded-random.ts";
import type { Report } from "./generated-reports.ts";

const MINUTE_MS = 60_000;
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPES[c] as string);

const SECTIONS =
  "World Business Science Culture Sport Weather Travel Opinion Politics Health Motoring Property Food Books Film Games Local Archive".split(
    " ",
  );

/** A page as outlets serve them: the report is a tenth of it, the rest is head, scripts, navigation, teasers, comments. */
export function renderPage(report: Report, number: number, origin: string, others: Report[], now: number): string {
  const random = seededRandom(number * 7919 + report.outlet);
  const published = new Date(now - report.minutesAgo * MINUTE_MS).toISOString();
  const url = `${origin}/story/${number}`;
  const prefix = `o${report.outlet}`;
  const metadata = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: report.title,
    datePublished: published,
    author: { "@type": "Person", name: report.author },
    publisher: { "@type": "Organization", name: `Outlet ${report.outlet}` },
    mainEntityOfPage: url,
  };
  const links = (count: number, kind: string) =>
    Array.from({ length: count }, (_, i) => {
      const section = SECTIONS[i % SECTIONS.length] as string;
      return `<li class="${prefix}-${kind}-item"><a class="${prefix}-link" href="/${section.toLowerCase()}/${i}" data-track="${kind}:${i}">${section} ${i}</a></li>`;
    }).join("\n");
  const teasers = others
    .map(
      (other, i) =>
        `<div class="${prefix}-teaser"><a href="/story/t${i}"><img src="/img/${i}.jpg" alt="" width="320" height="180" loading="lazy"><h3>${escaped(other.title)}</h3></a><p>${escaped((other.paragraphs[0] ?? "").slice(0, 140))}…</p></div>`,
    )
    .join("\n");
  // Most pages carry no comments in their source: they come later, by script.
  const count = random() < 0.25 ? Math.floor(random() * 9) : 0;
  const comments = Array.from({ length: count }, (_, i) => {
    const words = others[i % others.length]?.paragraphs[1] ?? "Well put.";
    return `<li class="comment" id="comment-${i}"><div class="comment-author">reader${Math.floor(random() * 9_999)}</div><div class="comment-body"><p>${escaped(words.slice(0, 160))}</p></div><a href="#" class="reply">Reply</a></li>`;
  }).join("\n");
  const state = Array.from({ length: 60 + Math.floor(random() * 140) }, (_, i) => ({
    id: Math.floor(random() * 1e9).toString(36),
    slot: `ad-${i}`,
    size: [300, 250],
    path: `/${SECTIONS[i % SECTIONS.length]}`.toLowerCase(),
  }));
  const style = Array.from(
    { length: 90 },
    (_, i) =>
      `.${prefix}-c${i}{margin:${i % 9}px ${i % 7}px;color:#${(i * 4093).toString(16).padStart(6, "0")};display:block}`,
  ).join("\n");
  const body = report.paragraphs.map((text) => `<p class="${prefix}-p">${escaped(text)}</p>`);
  body.splice(
    2,
    0,
    `<figure><img src="/img/lead.jpg" alt="" width="1200" height="675"><figcaption>Photo: Outlet ${report.outlet}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(report.title)} | Outlet ${report.outlet}</title>
<link rel="canonical" href="${url}"><meta property="og:title" content="${escaped(report.title)}"><meta property="og:type" content="article">
<meta property="article:published_time" content="${published}"><meta name="author" content="${escaped(report.author)}">
<script type="application/ld+json">${JSON.stringify(metadata).replaceAll("<", "\\u003c")}</script>
<style>${style}</style><script>window.__STATE__=${JSON.stringify(state)};</script></head>
<body class="${prefix}-page"><header class="${prefix}-header"><a href="/">Outlet ${report.outlet}</a><nav><ul>${links(48, "nav")}</ul></nav></header>
<main><article class="${prefix}-article"><h1>${escaped(report.title)}</h1><div class="byline">By ${escaped(report.author)} <time datetime="${published}">${published.slice(0, 10)}</time></div>
<div class="${prefix}-body">${body.join("\n")}</div></article>
<aside class="${prefix}-related"><h2>Related</h2>${teasers}</aside>
<section id="comments" class="comments"><h2>Comments</h2><ol class="comment-list">${comments}</ol></section></main>
<footer><ul>${links(60, "footer")}</ul><p>© Outlet ${report.outlet}. All rights reserved.</p></footer>
<script>(function(){var s=window.__STATE__;for(var i=0;i<s.length;i++){s[i].seen=false}})();</script></body></html>`;
}
