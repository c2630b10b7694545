import { blockHtml, escaped, linksHtml } from "../markup.ts";
import type { Block, Outlet, PageParts } from "../outlet.ts";

/** A monthly's website out of a content system that exports its own fields: "date …" opens each text. Divs only. */
export const SILK_ROAD_OBSERVER: Outlet = {
  id: "silk-road-observer",
  name: "Silk Road Observer",
  number: 3,
  lang: "en",
  tagline: "Central Asia and its neighbours, slowly",
  feed: { path: "/atom.xml", format: "atom", carries: "full" },
  robots: "User-agent: *\nDisallow: /account/\n",
  layout,
  articles: [
    {
      path: "/dossier/borders/talks-istanbul-3",
      title: "What Kabul wants from Istanbul, and what it may settle for",
      author: "Farrukh Nazarov",
      hoursBefore: 27,
      summary: "Behind the third meeting lies a line on a map that one of the two has never signed.",
      body: `
date {iso}

The Afghans came early. When the Pakistani cars drew up at the conference palace in Istanbul, the men from Kabul had already taken the side of the table that faces the water, and their interpreter had moved the flags twice. So began, with seating, the third attempt in as many weeks to keep two neighbours from another war.Photo: Rustam Ali/Anadil Pictures

On paper the third round of talks between Pakistan and Afghanistan concerns a mechanism. Turkey and Qatar want observers, a hot line and a table of offences with a consequence beside each. Beneath the paper lies the Durand Line, drawn in 1893, which every government in Kabul has declined to recognise and every government in Islamabad has called settled.

What the Taliban seek is modest by comparison. They ask that Pakistan's aircraft stay out of their sky; that the expulsion of refugees, more than a million since last year, be slowed through the winter; and that Torkham and Chaman reopen before the pomegranate crop is lost. In return they may offer to move Pakistani militants away from the border into provinces further west. They have said as much of the Tehreek-e-Taliban Pakistan (TTP) before, and Pakistani generals remember it.

Since the guns fell silent on 17 October the quiet has been relative. Over 200 people were killed in the deadliest fighting between the two countries since the Taliban returned to power, by the reckoning of officials whose numbers cannot be checked; a clinic in Spin Boldak treated children for burns. On the eve of this meeting a mortar round landed in an orchard, and both capitals chose to describe it as a misunderstanding.

“Neither can afford to walk out and neither can afford to be seen giving way,” says Mahliyo Tursun of the Oxus Forum, a research group in Tashkent. “That is why they will sign something that says nothing and call it a road map.” She points to a smaller sign of progress: for the first time the delegations share a canteen.

Iran, Russia and China have each offered to help. The Uzbeks, who want a railway across the mountains to the sea, have offered to pay for the tea. The Observer's reporter was let into the garden for ten minutes and saw two colonels, one from each army, arguing about cricket.`,
    },
    {
      path: "/crafts/herat-blue-glass",
      title: "The last furnace of Herat's blue glass changes hands",
      author: "Laila Omid",
      hoursBefore: 58,
      summary: "A nephew comes back from Mashhad to keep a fire that has burned for a century.",
      body: `
date {iso}

The recipe is river quartz, the ash of a desert plant and a spoon of copper. Ghulam Sakhi blew it into goblets for sixty years beside the citadel of Herat, and when his hands began to shake the city took it for granted that the furnace would go cold.

It has not. His nephew Basir, who drove a taxi in Mashhad, came back with his savings and a gas burner. The old man sits on a carpet beside him and corrects his breathing. The first hundred glasses were crooked and sold out within a week, because people wanted the fire more than the glass.

A museum abroad has asked for a dozen. They will be straight, says Basir, or they will not be sent.`,
    },
  ],
};

/** The credit of the opening picture hangs on the sentence before it, as the content system leaves it. */
function htmlOf(block: Block): string {
  return block.kind === "paragraph" ? `<div class="txt-par">${escaped(block.text)}</div>` : blockHtml(block);
}

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Silk Road Observer: ${title}</title>
<meta name="author" content="${escaped(article.author ?? "")}">
<meta name="DC.date" content="${page.iso}">
</head>
<body>
<div class="hdr-7"><div class="hdr-brand"><a href="/">Silk Road Observer</a></div><div class="hdr-menu"><a href="/dossier">Dossier</a><a href="/crafts">Crafts</a><a href="/maps">Maps</a><a href="/archive">Archive</a><a href="/subscribe">Subscribe</a></div></div>
<div class="crumbs"><a href="/">Start</a> / <a href="/dossier">Dossier</a></div>
<div class="lay-main">
<div class="ttl-wrap"><h1>${title}</h1></div>
<div class="txt-body">
${page.blocks.map(htmlOf).join("\n")}
</div>
<div class="support-box"><div>Reporting from places without airports costs money. If this piece was worth a coffee, consider buying us one.</div><a href="/subscribe">Become a patron</a></div>
<div class="also-like"><div class="also-title">Also in this issue</div><ul>
${linksHtml(page.related)}
</ul></div>
</div>
<div class="ftr-7">Printed in Tashkent, read elsewhere. <a href="/imprint">Imprint</a> · <a href="/rights">Rights</a></div>
</body>
</html>
`;
}
