import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";
import { museumReport } from "./harbour-gazette.ts";
import { type Quake, quakeNotice, quakeTitle } from "./quake-notice.ts";

const KESSARI: Quake = {
  magnitude: "4.2",
  place: "Kessari",
  province: "Lower Pelagos",
  distanceKm: 31,
  direction: "south-east",
  depthKm: 21,
  clock: "06:15",
  stations: 58,
  felt: "light in the harbour towns",
  aftershocks: 4,
};

/** A syndication desk: form letters, bought reports, and a picture gallery with no text at all. */
export const PELAGOS_DESK: Outlet = {
  id: "pelagos-desk",
  name: "Pelagos Desk",
  number: 17,
  lang: "en",
  tagline: "Bought, checked, passed on",
  feed: { path: "/rss.xml", format: "rss", carries: "summary" },
  robots: "User-agent: *\nAllow: /\n",
  layout,
  articles: [
    { path: "/data/quake-kessari", title: quakeTitle(KESSARI), hoursBefore: 32, body: quakeNotice(KESSARI) },
    {
      path: "/bought/ennor-horse",
      title: "Burglars steal ancient bronze horse from English museum",
      author: "The Harbour Gazette",
      hoursBefore: 24.5,
      body: `${museumReport()}\n\nThis report first appeared in The Harbour Gazette.`,
    },
    {
      path: "/pictures/boats-in-winter",
      title: "In pictures: boats laid up",
      hoursBefore: 30,
      summary: "Eleven photographs from the slipways.",
      body: "[caption] 1/11",
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  if (article.path.startsWith("/pictures/")) return gallery(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} / Pelagos Desk</title>
<meta property="article:published_time" content="${page.iso}">
</head>
<body>
<div class="menu"><a href="/">Desk</a><a href="/data">Data</a><a href="/bought">Bought</a><a href="/pictures">Pictures</a></div>
<div class="piece">
<h1>${title}</h1>
<div class="source-line">${escaped(article.author ?? "Pelagos data service")} | ${page.day}</div>
<div class="piece-text">
${blocksHtml(page.blocks)}
</div>
</div>
<div class="queue"><b>Next in the queue</b><ul>
${linksHtml(page.related)}
</ul></div>
<div class="base">Pelagos Desk. Licences on request.</div>
</body>
</html>
`;
}

function gallery(title: string): string {
  const frames = Array.from({ length: 11 }, (_, index) => `<li><img src="/img/boat-${index + 1}.jpg" alt=""></li>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} / Pelagos Desk</title></head>
<body>
<div class="menu"><a href="/">Desk</a><a href="/pictures">Pictures</a></div>
<h1>${title}</h1>
<ul class="frames">
${frames.join("\n")}
</ul>
<div class="base">Pelagos Desk</div>
</body>
</html>
`;
}
