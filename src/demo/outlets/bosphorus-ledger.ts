import { blocksHtml, escaped, jsonLd, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** A daily of Istanbul. `<article>`, JSON-LD and OpenGraph; the standfirst is a list; a newsletter box splits the text. */
export const BOSPHORUS_LEDGER: Outlet = {
  id: "bosphorus-ledger",
  name: "The Bosphorus Ledger",
  number: 1,
  lang: "en",
  tagline: "The strait, the city and the world that passes through.",
  feed: { path: "/rss.xml", format: "rss", carries: "summary" },
  robots: "User-agent: *\nAllow: /\nDisallow: /search\n",
  layout,
  articles: [
    {
      path: "/diplomacy/third-round-opens-above-the-strait",
      title: "Third round of Afghan-Pakistani talks opens in Istanbul with monitoring plan on the table",
      author: "Selin Aktuna",
      hoursBefore: 34,
      body: `
- Mediators from Türkiye and Qatar join both teams in one room
- Truce of 19 October has held, though not everywhere
- A joint body to check violations is the prize, and the quarrel

Two teams filed into a hotel above the Bosphorus on {weekday} morning for the third round of talks between Pakistan and Afghanistan, carrying the dispute that defeated them twice before: what Kabul will do about armed men who cross the frontier to kill, and what Islamabad will stop doing in reply.

Türkiye, which plays host, and Qatar, which brought the first handshake about in Doha, have placed their envoys at the table this time rather than in the corridor. A Turkish diplomat who asked not to be named said each side had been handed a paper of two pages. It proposes a monitoring body with a seat for each mediator, a telephone line that is answered at any hour, and a duty to report an incident before firing back. “We have had enough speeches,” the diplomat said. “There will be a mechanism or there will only be a photograph.”

[caption] Delegations arrived by the garden gate, out of sight of the cameras. Photo: M. Erdil

The ceasefire agreed in Doha on 19 October ended the deadliest fighting between the two countries since the Taliban returned to power in Kabul. Pakistan's army put the number of Afghan fighters killed in its operations at 206 and its own losses at 23; the authorities in Kabul dispute the first figure and speak of dozens of civilians. United Nations staff have counted homes flattened in two Afghan provinces.

Islamabad wants the Taliban government to hand over, or at least to lock up, commanders of the Tehreek-e-Taliban Pakistan (TTP), the militant group that it blames for hundreds of deaths this year. Kabul answers that the group is a Pakistani problem grown on Pakistani soil, and that drones over its cities are no way to ask for help.

Shopkeepers in Zeytinburnu, where many of the city's Afghans live, followed the arrivals on their telephones. “My brother sells grapes in Kandahar, and his grapes are rotting at Chaman,” said Najib Sahar, who runs a bakery. “He does not care who wins the argument. He wants a gate that opens.”

Officials expected the session in Istanbul to run into a second evening. No joint appearance before the press was planned.`,
    },
    {
      path: "/economy/valmere-rate-cut",
      title: "Valmere's central bank trims its rate to 4 per cent in a divided vote",
      author: "Deniz Karahan",
      hoursBefore: 12,
      body: `
The Bank of Valmere lowered its policy rate by a quarter of a point to 4 per cent on {weekday}, a step that three of the nine members of its board refused to take.

Governor Ilse Marrant told reporters in Ostrava Quay, the capital, that inflation had fallen to 2.4 per cent and that holding borrowing costs at 4.25 any longer “would be caution for its own sake”. The dissenters wanted to wait for the wage round that ends in February.

Exporters in Türkiye watch the small Baltic economy for one reason: its furniture makers buy a fifth of the walnut veneer that leaves the port of Gemlik. The crown slipped by 0.6 per cent against the euro in the hour after the announcement, then recovered half of it.

It was the first cut in fourteen months. Economists had been split almost evenly, and two of the country's four large lenders had told customers to expect no change before spring. Both shortened their fixed-rate offers before the close of business.

The board removed from its statement a sentence that had promised to keep policy “restrictive for as long as needed”. In its place stands a shorter one: decisions will follow the data, meeting by meeting.`,
    },
    {
      path: "/city/plane-trees-get-names",
      title: "Every old plane tree in the city is getting a number, and some a name",
      author: "Mert Olcay",
      hoursBefore: 47,
      body: `
Two gardeners with a ladder, a drill and a bag of brass tags began work under the plane trees of the palace avenue this week. By spring they mean to have climbed eleven hundred trunks.

The tags carry a number and a small code that a telephone can read. Behind it stands a page for each tree: its girth, the year it was probably planted, who looks after it, and when a branch last fell. The parks office says that it lost forty trees to rot in three years because nobody had noticed the same fungus in the same street.

Children of two primary schools have been allowed to name the hundred oldest. The committee has turned down eleven footballers and accepted a grandmother.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article, blocks } = page;
  const title = escaped(article.title);
  const standfirst = blocks[0]?.kind === "list" ? blocks.slice(0, 1) : [];
  const body = blocks.slice(standfirst.length);
  const middle = Math.min(3, body.length - 1);
  const schema = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: article.title,
    datePublished: page.iso,
    author: { "@type": "Person", name: article.author },
    publisher: { "@type": "Organization", name: page.outlet.name },
    mainEntityOfPage: page.url,
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} | The Bosphorus Ledger</title>
<link rel="canonical" href="${page.url}">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="The Bosphorus Ledger">
<meta property="article:published_time" content="${page.iso}">
${jsonLd(schema)}
</head>
<body>
<div class="cookie-note" role="dialog"><p>We keep a few crumbs on your device to remember that you read this note.</p><button>Fine</button> <a href="/cookies">Which ones?</a></div>
<header class="masthead"><a class="logo" href="/">The Bosphorus Ledger</a>
<nav><ul><li><a href="/city">City</a></li><li><a href="/diplomacy">Diplomacy</a></li><li><a href="/economy">Economy</a></li><li><a href="/table">At table</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
<main>
<article class="story">
<p class="kicker"><a href="/diplomacy">From the newsroom</a></p>
<h1>${title}</h1>
<div class="standfirst">${blocksHtml(standfirst)}</div>
<p class="byline">By <a rel="author" href="/writers/desk">${escaped(article.author ?? "")}</a> <time datetime="${page.iso}">${page.day}</time></p>
<ul class="share-bar"><li><a href="#s1">Share</a></li><li><a href="#s2">Post</a></li><li><a href="#s3">Copy link</a></li></ul>
<div class="story-text">
${blocksHtml(body.slice(0, middle))}
<aside class="newsletter-box"><h3>The morning ferry</h3><p>Our letter leaves the pier at seven, six days a week. Leave your address and we will keep you a seat.</p><form><input type="email" placeholder="Your e-mail"><button>Sign up</button></form></aside>
${blocksHtml(body.slice(middle))}
</div>
<footer class="author-bio"><p>${escaped(article.author ?? "")} writes for the Ledger from the newsroom in Karaköy.</p></footer>
</article>
<section class="related"><h2>More from the Ledger</h2><ul>
${linksHtml(page.related)}
</ul></section>
</main>
<footer class="site-footer"><p>© The Bosphorus Ledger. No part of this page may be reproduced without a letter from us.</p><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></footer>
</body>
</html>
`;
}
