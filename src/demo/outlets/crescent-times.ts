import { escaped, linksHtml } from "../markup.ts";
import type { Block, Outlet, PageParts } from "../outlet.ts";

/** A Gulf daily on an old template: one cell of text, broken by `<br>`; readers' comments follow without any markup. */
export const CRESCENT_TIMES: Outlet = {
  id: "crescent-times",
  name: "Crescent Times",
  number: 9,
  lang: "en",
  tagline: "Independent daily of the Gulf",
  feed: { path: "/feeds/all.rss", format: "rss", carries: "summary" },
  robots: "User-agent: *\nDisallow: /print/\n",
  layout,
  articles: [
    {
      path: "/world/qatar-turkey-press-border-rivals",
      title: "Qatar and Turkey press border rivals for a deal that outlives the week",
      author: "Omar Haddadin",
      hoursBefore: 24.5,
      summary: "Doha's envoy shuttled between two floors in Istanbul as Afghanistan and Pakistan met for a third time.",
      body: `
DOHA: An envoy from Qatar spent {weekday} walking between two floors of an Istanbul hotel, the Pakistanis on the fourth and the Afghans on the sixth, as the third round of talks between Pakistan and Afghanistan got under way behind closed doors.

People briefed on the agenda said Doha and Ankara had dropped the idea of a grand settlement. They are after four small things: a list of crossings to be reopened, an exchange of prisoners, a ban on armed drones within 20 kilometres of the frontier, and a register in which each army writes down what it believes the other has done.

The register is the brainchild of a retired Qatari general. It would be kept by officers of the two mediating states and read aloud once a week. “You cannot deny what you have initialled,” he was quoted as saying.

Gulf capitals have their own reasons for worry. Close to four million Afghan and Pakistani workers live in the region, and remittances stall when the banks of Peshawar and Jalalabad shut their doors. Shipping agents in Karachi say containers bound for Kabul have been stacked on the quay since before the ceasefire of October 19.

That truce came after the deadliest fighting along the border since the Taliban returned to power in 2021. Officials on the two sides have claimed, between them, over 200 dead among their enemies and admitted to a fraction of that among their own. Aid organisations believe that at least fifty civilians lost their lives.

Pakistan says that it cannot live with the sanctuaries that the Tehreek-e-Taliban Pakistan (TTP) is alleged to enjoy across the border. Afghanistan's rulers reject the charge and say the air strikes have united a country that agrees on little else.

By evening the lifts were still going up and down. A waiter who carried in the third tray of coffee reported raised voices on four and silence on six, and a mediator in shirtsleeves on the stairs between them, reading his own notes aloud.`,
      comments: [1, 2, 3, 4].map(() => ({ by: "", text: istanbulSpam(), spam: true as const })),
    },
    {
      path: "/gulf/date-harvest-record",
      title: "Late rain spoils a date harvest that had promised a record",
      author: "Maha Suwaidi",
      hoursBefore: 41,
      body: `
Farmers in the oases had the ladders out and the crates stacked when the sky opened. Three hours of rain on {weekday-1} split the skins of a crop that had been forecast to be the heaviest in a decade.

Split dates ferment within a day. At the cooperative, women sorted through the night under strip lights, saving what could still be dried and tipping the rest into a trough for camels, who did not complain.

The growers' union put the loss at two fifths. Insurance does not cover it, because the policies name wind and frost and locusts, and nobody had thought to add rain.`,
    },
  ],
};

function istanbulSpam(): string {
  return (
    "I was drowning in bills until my cousin showed me this simple online job! Now I make $8,450 every month " +
    "working three hours a day from my couch, no skills and no boss. Real people, real payouts, start today and get " +
    "your first check on Friday >>> www.couch-cash-club.example"
  );
}

/** Text and breaks only: not one paragraph element. */
function lineOf(block: Block): string {
  return block.kind === "list" ? block.items.map((item) => `* ${escaped(item)}`).join("<br>") : escaped(block.text);
}

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  const comments = (article.comments ?? []).map((comment) => escaped(comment.text)).join("<br><br>\n");
  const glued = comments ? `\n${"<br>\n".repeat(20)}${comments}` : "";
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="en">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>${title} :: Crescent Times</title>
<meta name="pubdate" content="${page.iso}">
</head>
<body>
<div id="wrapper">
<div id="navbar"><a href="/">Home</a> | <a href="/gulf">Gulf</a> | <a href="/world">World</a> | <a href="/money">Money</a> | <a href="/classifieds">Classifieds</a> | <a href="/prayer-times">Prayer times</a></div>
<div id="left">
<h1 class="headline">${title}</h1>
<div class="by">By ${escaped(article.author ?? "")}, Crescent Times staff<br>Published: ${page.day}</div>
<div class="tools"><a href="/print/">Print</a> <a href="#mail">E-mail</a> <a href="#size">A- A+</a></div>
<div id="storytext">
${page.blocks.map(lineOf).join("<br><br>\n")}${glued}
</div>
</div>
<div id="right">
<h4>Most viewed</h4>
<ul>
${linksHtml(page.related)}
</ul>
<div class="ad">Advertisement</div>
</div>
<div id="bottom">Crescent Times is a publication of Crescent Press. <a href="/about">About</a> <a href="/terms">Terms of use</a></div>
</div>
</body>
</html>
`;
}
