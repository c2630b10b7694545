import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";
import { type Quake, quakeNotice, quakeTitle } from "./quake-notice.ts";

const ARDANEH: Quake = {
  magnitude: "4.7",
  place: "Ardaneh",
  province: "Qarshahr Province",
  distanceKm: 18,
  direction: "north-east",
  depthKm: 12,
  clock: "03:26",
  stations: 41,
  felt: "felt by many indoors and woke sleepers",
  aftershocks: 6,
};

const PUERTO_LANZA: Quake = {
  magnitude: "5.3",
  place: "Puerto Lanza",
  province: "Isla Grande",
  distanceKm: 64,
  direction: "south-west",
  depthKm: 35,
  clock: "11:02",
  stations: 87,
  felt: "weak on the coast and moderate in the hills",
  aftershocks: 14,
};

const TOLVIK: Quake = {
  magnitude: "3.9",
  place: "Tolvik",
  province: "Nordmarka",
  distanceKm: 7,
  direction: "west",
  depthKm: 5,
  clock: "19:48",
  stations: 23,
  felt: "noticed in upper storeys only",
  aftershocks: 2,
};

/** A seismological institute that publishes one form letter after another. RDF; the text stands beside a table of values. */
export const TREMOR_WATCH: Outlet = {
  id: "tremor-watch",
  name: "Tremor Watch",
  number: 11,
  lang: "en",
  tagline: "Reviewed notices of the Institute for Ground Motion",
  feed: { path: "/notices.rdf", format: "rdf", carries: "summary" },
  robots: "User-agent: *\nAllow: /notice/\nDisallow: /raw/\n",
  layout,
  articles: [
    { path: "/notice/ardaneh", title: quakeTitle(ARDANEH), hoursBefore: 42, body: quakeNotice(ARDANEH) },
    { path: "/notice/puerto-lanza", title: quakeTitle(PUERTO_LANZA), hoursBefore: 34.5, body: quakeNotice(PUERTO_LANZA) },
    { path: "/notice/tolvik", title: quakeTitle(TOLVIK), hoursBefore: 25.5, body: quakeNotice(TOLVIK) },
  ],
};

function layout(page: PageParts): string {
  const title = escaped(page.article.title);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} - Tremor Watch</title><meta name="DC.date.issued" content="${page.iso}"></head>
<body>
<div id="nav"><a href="/">Latest</a> <a href="/map">Map</a> <a href="/raw/">Raw data</a> <a href="/about">About the network</a></div>
<h1>${title}</h1>
<table class="values"><tr><th>Status</th><td>reviewed</td></tr><tr><th>Issued</th><td>${page.iso}</td></tr></table>
<div id="notice">
${blocksHtml(page.blocks)}
</div>
<div id="more"><h4>Other notices</h4><ul>
${linksHtml(page.related)}
</ul></div>
<div id="foot">Institute for Ground Motion. Data free to use with credit.</div>
</body>
</html>
`;
}
