import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";
import { WIRE_PARAGRAPHS, WIRE_TITLE } from "./wire-story.ts";

/** A port town's paper with a website from another age: tables for layout, windows-1252 throughout. */
export const HARBOUR_GAZETTE: Outlet = {
  id: "harbour-gazette",
  name: "The Harbour Gazette",
  number: 5,
  lang: "en",
  tagline: "Tides, trades and tidings from Wexcombe – est. 1871",
  feed: { path: "/feed.rss", format: "rss", carries: "summary", charset: "windows-1252" },
  pageCharset: "windows-1252",
  robots: "User-agent: *\nDisallow: /cgi-bin/\n",
  layout,
  articles: [
    {
      path: "/news/marisol-cable.htm",
      title: WIRE_TITLE,
      author: "Meridian Wire",
      hoursBefore: 33,
      body: `${WIRE_PARAGRAPHS.join("\n\n")}\n\n(Meridian Wire)`,
    },
    {
      path: "/news/saint-brannoc-aground.htm",
      title: "Skarholm ferry strikes rocks in fog; all 245 aboard brought off alive",
      author: "Kit Penrose",
      hoursBefore: 29,
      body: `
Every one of the 214 passengers and 31 crew of the Saint Brannoc was alive and ashore by mid-afternoon on {weekday}, seven hours after the car ferry drove on to the Hag’s Teeth in thick fog within sight – had there been any sight – of Skarholm pier.

Seventeen people were taken to hospital, most with cuts and broken wrists from the jolt. One woman of 70 had an operation on her hip.

Wexcombe’s lifeboat was first alongside. “You could hear her before you could see her,” said coxswain Morag Teale. “People were singing on the car deck. I shall never again complain about the choir.” Her crew of six made nine trips between the wreck and the slipway, carrying babies in fish boxes lined with jumpers.

The ferry had left here at 6.40 a.m. with the island’s school team, a hearse and a lorry of Christmas trees. Skerry Line, which has run the crossing since 1958, confirmed that she was a quarter of a mile north of her usual track when she struck. It would not say why.

Divers found a gash eleven metres long on the starboard side. The ship is held fast by the rock, and salvors fear what the spring tide will do when it lifts her. Forty tonnes of diesel are still in the tanks, and booms have been laid across the mouth of the oyster beds.

Islanders are being served by the Gazette’s old friend the Puffin, a mail boat that takes twelve people and one cow.`,
    },
    {
      path: "/news/ennor-horse-stolen.htm",
      title: "Thieves take the Ennor Horse from Wexcombe museum in under four minutes",
      author: "Harriet Vane-Lowe",
      hoursBefore: 25,
      body: museumReport(),
    },
    {
      path: "/news/oyster-auction.htm",
      title: "A single oyster fetches £310 for the lifeboat",
      author: "Kit Penrose",
      hoursBefore: 50,
      body: `
It was, the auctioneer admitted, an ordinary oyster. It had been opened badly and stood in the sun, and it went under the hammer at £310.

The sum, paid by a dentist from Upper Marl who does not eat shellfish, rounds off the lifeboat’s autumn appeal at £9,000. The money buys dry suits for a crew that has shared four between six since the spring.

The dentist put the shell in his pocket. What became of the oyster is a matter between the Gazette’s reporter and his conscience.`,
    },
    {
      path: "/news/harrow-bridge-shut.htm",
      title: "Harrow Bridge shut after inspectors find crack in main girder",
      author: "Kit Penrose",
      hoursBefore: 194,
      body: `
Harrow Bridge, the steel span that carries the coast road over the Tolle at Northgate, was closed without warning on {weekday} evening after an inspector on a rope put his hand into a crack.

The fissure runs for 60 centimetres along the lower flange of the upstream girder. The county engineer, Bea Okonjo, said that it might have been growing for years beneath the paint. “I was not prepared to let one more lorry find out how long it had left,” she said.

Some 19,000 vehicles use the crossing each day. Drivers from Wexcombe must go round by Upper Marl, which adds 26 miles, and the fish merchants are already loading an hour earlier. No date was given for reopening.`,
    },
  ],
};

/** Also bought, word for word, by the Pelagos desk. */
export function museumReport(): string {
  return `
Burglars who knew exactly what they wanted lifted the Ennor Horse, a bronze no longer than a hand and more than two thousand years old, from its case in Wexcombe museum in the small hours of {weekday}.

They were in the building for three minutes and fifty seconds. A ladder taken from the chandler’s yard brought them to a skylight; a glazier’s sucker, left behind on the floor, lifted out a pane without a crack. The alarm rang at 2.14 a.m., when they were already going.

“They walked past the Roman gold,” said the curator, Dr Philippa Sand. “They walked past the silver and the duke’s watch. Somebody had ordered the horse.”

The little animal was ploughed up by a farmer’s boy in 1904 and is thought to have been an offering to a river. It is the only object in the collection that every child in the town has drawn. The museum has insured it for £1.2m and says that it could not be sold in the open.

Police want to hear from anybody who saw a grey van with a roof rack on Fore Street. A reward of £20,000 has been put up by a former pupil of the grammar school who asked not to be named, and whom the whole town can name.`;
}

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<TITLE>The Harbour Gazette – ${title}</TITLE>
<META NAME="author" CONTENT="${escaped(article.author ?? "")}">
<META NAME="date" CONTENT="${page.iso.slice(0, 10)}">
</HEAD>
<BODY BGCOLOR="#FFFFFF" LINK="#003366">
<TABLE WIDTH="900" ALIGN="center" CELLPADDING="6">
<TR><TD COLSPAN="3" ALIGN="center"><IMG SRC="/img/anchor.gif" ALT="The Harbour Gazette"><BR><FONT SIZE="2">Wexcombe – ${page.day}</FONT></TD></TR>
<TR>
<TD WIDTH="140" VALIGN="top"><TABLE CLASS="menu"><TR><TD><A HREF="/">Front page</A></TD></TR><TR><TD><A HREF="/tides.htm">Tide tables</A></TD></TR><TR><TD><A HREF="/births.htm">Births &amp; deaths</A></TD></TR><TR><TD><A HREF="/small.htm">Small ads</A></TD></TR><TR><TD><A HREF="/cgi-bin/guest">Guest book</A></TD></TR></TABLE></TD>
<TD WIDTH="560" VALIGN="top">
<H1><FONT FACE="Georgia">${title}</FONT></H1>
<FONT SIZE="2" COLOR="#666666">By ${escaped(article.author ?? "")}</FONT>
${blocksHtml(page.blocks)}
</TD>
<TD WIDTH="200" VALIGN="top"><B>Also in the Gazette</B>
<UL>
${linksHtml(page.related)}
</UL>
<TABLE BORDER="1"><TR><TD>HIGH WATER 07.12 and 19.31. Boats for hire at the North Steps.</TD></TR></TABLE></TD>
</TR>
<TR><TD COLSPAN="3" ALIGN="center"><FONT SIZE="1">© The Harbour Gazette Ltd, Fore Street, Wexcombe. Best viewed with a cup of tea.</FONT></TD></TR>
</TABLE>
</BODY>
</HTML>
`;
}
