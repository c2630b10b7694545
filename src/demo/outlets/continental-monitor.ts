import { blocksHtml, escaped, jsonLd, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** A paper of record: JSON-LD as a graph, captions, an author's note, links with tracking parameters in its feed. */
export const CONTINENTAL_MONITOR: Outlet = {
  id: "continental-monitor",
  name: "Continental Monitor",
  number: 12,
  lang: "en",
  tagline: "Europe, at some length",
  feed: { path: "/feeds/top.atom", format: "atom", carries: "summary" },
  robots: "User-agent: *\nDisallow: /search\nDisallow: /account\n",
  layout,
  articles: [
    {
      path: "/economics/bank-of-valmere-cuts-rates",
      linkedAs: "/economics/bank-of-valmere-cuts-rates?utm_source=rss&utm_medium=feed&utm_campaign=top",
      title: "Bank of Valmere cuts rates for first time in 14 months as three members dissent",
      author: "Jonas Feldt",
      hoursBefore: 14,
      body: `
The central bank of Valmere reduced its benchmark interest rate to 4 per cent from 4.25 on {weekday}, judging that the battle against inflation was close enough to won.

The decision, by six votes to three, exposed the deepest rift on the board since Ilse Marrant became governor. The minority, led by Henk Oster, argued that wages in engineering were still rising by 5.1 per cent a year and that a cut before the February pay round would be read as an invitation.

Mrs Marrant disagreed. “Policy acts with a lag of a year or more,” she said in Ostrava Quay. “If we wait until the last ember is out, we shall find that we have also put out the stove.” Consumer prices increased by 2.4 per cent in the year to last month, against a target of 2.

[caption] Governor Ilse Marrant after the announcement. Photograph: Continental Monitor

Government bonds rallied. The yield on ten-year paper fell by nine basis points to 3.31 per cent, the lowest since the spring of last year, while bank shares gave up 2 per cent. Futures now imply two further reductions by midsummer.

Not everybody cheered. The pensioners' league pointed out that savers have lost money in real terms for three years running. The shipbuilders' federation, by contrast, called the move overdue.

The bank also lowered its forecast of growth for next year to 1.3 per cent, and said for the first time that the risks were “on the side of too little rather than too much”.`,
    },
    {
      path: "/europe/skarholm-ferry-grounding",
      title: "Grounding of Skarholm ferry revives doubts about safety of ageing island fleet",
      author: "Agnes Thorsby",
      hoursBefore: 21,
      body: `
The grounding of the passenger ferry Saint Brannoc off Skarholm, in which 17 people were injured, has reopened an argument about how long island ships should be allowed to sail.

The vessel, built 38 years ago for calmer waters, hit the Hag's Teeth reef in fog on {weekday-1} morning with 245 people on board. All were rescued by lifeboats and a helicopter in an operation that lasted almost seven hours and which seamen described as a model of its kind.

Skerry Line bought the ferry second-hand in 2004. Records seen by the Monitor show that inspectors listed 22 deficiencies in the past five years, among them a faulty evacuation slide, twice. The company said that each had been put right. It has ordered a replacement, which is two years late.

“One does not need a scandal to explain an accident in fog,” said Ruud Haverkamp, who teaches ship safety at the nautical college in Delfhaven. “But ask why the slide failed, because on a worse day that is the whole story.”

Attention will turn to a satellite navigation unit which was fitted last month. Two officers have told investigators, according to a person who has read their statements, that it showed the ship in the channel until the moment of impact.

The islands' council meets tonight. It will be asked to charter a catamaran, and to pay for it out of the money set aside for a new school roof.`,
    },
    {
      path: "/culture/bronze-horse-theft",
      title: "An ancient bronze horse is stolen to order, and a small museum asks who could want it",
      author: "Agnes Thorsby",
      hoursBefore: 17,
      body: `
Dealers in antiquities had a photograph on their telephones before breakfast: nine centimetres of green bronze with a nick in the left ear. The Ennor Horse, the pride of the municipal museum at Wexcombe, was gone.

Two people, according to the police, came through the roof at a quarter past two on {weekday-1} morning and left by the same way with a single object. Everything else of value in the room, Roman coins included, was untouched.

That choice tells specialists something. Celtic votive bronzes of this quality come on the market once in a generation, and always with papers. “No auction house would let it through the door,” said Bettina Kroll, who heads a register of stolen art in Basel. “So either it is a private commission or it is a ransom.”

Insurers value the piece at £1.2m. The museum, which employs three people and charges no entry, spent its last grant for security on the front door.

It was found by a ploughboy in 1904 and has left the town only once, in the war, when a schoolmistress carried it to a slate mine in her handbag. Dr Philippa Sand, the curator, has hung a child's drawing of the animal in the empty case.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  const graph = {
    "@context": "https://schema.org",
    "@graph": [
      { "@type": "WebSite", "@id": "#site", name: page.outlet.name },
      {
        "@type": ["NewsArticle"],
        "@id": "#article",
        headline: article.title,
        datePublished: page.iso,
        author: [{ "@type": "Person", name: article.author }],
        isPartOf: { "@id": "#site" },
      },
      { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, name: "Home" }] },
    ],
  };
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${title} | Continental Monitor</title>
<link rel="canonical" href="${page.url}">
${jsonLd(graph)}
</head>
<body>
<div id="consent-overlay" aria-hidden="true"><p>We and our 214 partners would like to get to know you.</p><button>Accept</button><button>Manage</button></div>
<header><nav class="mega"><a href="/">Home</a><a href="/europe">Europe</a><a href="/economics">Economics</a><a href="/culture">Culture</a><a href="/books">Books</a><a href="/crossword">Crossword</a></nav></header>
<main>
<div class="article-header">
<span class="section-label">Analysis and news</span>
<h1 itemprop="headline">${title}</h1>
<div class="author-line"><span>By</span> <a href="/authors">${escaped(article.author ?? "")}</a></div>
<time datetime="${page.iso}">${page.day}</time>
</div>
<div class="article-body" data-component="text">
${blocksHtml(page.blocks)}
<div class="inline-related"><h4>Read more</h4><a href="${page.related[0]?.url ?? "/"}">${escaped(page.related[0]?.title ?? "")}</a></div>
</div>
<div class="about-author"><h4>About the author</h4><p>${escaped(article.author ?? "")} has covered the continent by night train since 2009.</p></div>
<div class="gift"><button>Gift this article</button> <button>Comment (closed)</button></div>
</main>
<section class="onward"><h3>Onward journeys</h3><ul>
${linksHtml(page.related)}
</ul></section>
<footer><p>Continental Monitor NV. Registered in Delfhaven. Complaints are answered by a person.</p><a href="/terms">Terms</a></footer>
</body>
</html>
`;
}
