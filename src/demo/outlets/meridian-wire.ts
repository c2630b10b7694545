import { blocksHtml, escaped } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";
import { WIRE_PARAGRAPHS, WIRE_TITLE } from "./wire-story.ts";

/** A news agency: bare pages for editors, microdata, a feed that comes compressed. */
export const MERIDIAN_WIRE: Outlet = {
  id: "meridian-wire",
  name: "Meridian Wire",
  number: 4,
  lang: "en",
  tagline: "Dispatches for newspapers",
  feed: { path: "/wire.rss", format: "rss", carries: "full", gzip: true },
  robots: "User-agent: *\nAllow: /\n",
  layout,
  articles: [
    {
      path: "/w/marisol-cable-ship",
      title: WIRE_TITLE,
      author: "Meridian Wire",
      hoursBefore: 35,
      body: WIRE_PARAGRAPHS.join("\n\n"),
    },
    {
      path: "/w/lighthouse-keepers-union",
      title: "World's smallest trade union dissolves with a dinner for four",
      author: "Meridian Wire",
      hoursBefore: 55,
      body: `
SANKT MORWEN (Meridian) — The union of lighthouse keepers, once four hundred strong, wound itself up on {weekday} in the back room of an inn, by a vote of four to none.

The last staffed light on the coast went automatic in the summer. Its keeper, Edda Roose, 61, read out the accounts. There was enough in the chest for fish, two bottles of wine and a donation to the lifeboats.

The members kept one item of property, a brass bell that every new keeper was made to polish. It will hang in the harbour school, where it has already been rung without permission.`,
    },
  ],
};

function layout(page: PageParts): string {
  const title = escaped(page.article.title);
  return `<!doctype html>
<html lang="en" itemscope itemtype="https://schema.org/NewsArticle">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="canonical" href="${page.url}">
</head>
<body>
<div id="wire-head"><a href="/">MERIDIAN WIRE</a> <span>Slug: ${escaped(page.article.path.slice(3))}</span> <span>Priority: 4</span></div>
<div id="wire-copy">
<h1 itemprop="headline">${title}</h1>
<meta itemprop="datePublished" content="${page.iso}">
<div itemprop="articleBody">
${blocksHtml(page.blocks)}
</div>
</div>
<div id="wire-foot"><p>For subscribers. Editors may cut from the end. Queries to the desk, day and night.</p></div>
</body>
</html>
`;
}
