import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** A city paper: OpenGraph, a clean section for the text, one letter to members that robots may not read. */
export const NORTHGATE_POST: Outlet = {
  id: "northgate-post",
  name: "Northgate Post",
  number: 7,
  lang: "en",
  tagline: "The city on the Tolle, daily",
  feed: { path: "/feed.atom", format: "atom", carries: "summary" },
  robots: "User-agent: *\nDisallow: /private/\n",
  layout,
  articles: [
    {
      path: "/2/islands-cable-northgate-crew",
      title: "Northgate splicers aboard as ship reaches islands' broken cable",
      author: "Post staff and Meridian Wire",
      hoursBefore: 28,
      body: `
A cable ship took up position over a fault in the only data line to the Marisol Islands on {weekday}, giving hope that 140,000 residents who have been without proper internet for nine days will be back online before the weekend is over.

The Anneke Visser, sent from a depot 2,600 kilometres away, lowered a grapnel shortly after dawn and brought one end of the cut line to the surface at noon, its operator Pacific Thread said. A second end lies some four kilometres to the west, at a depth of 1,900 metres.

Two of the six splicers on board learned their trade in this city. Marta Quill and her brother Dan served their time at the Tolleside wire works, which closed in the nineties, and still live above their mother's shop in Cable Street. “They rang from the deck to say it was raining there too,” Mrs Quill told the Post. “Dan has the steadier hands, but do not print that.”

“We have a clean break and a calm sea, which is as much as one can ask for,” said Tove Lindqvist, who directs marine operations for the company. Splicing the fibres takes around sixteen hours for each end, she added, and cannot be hurried.

The cable parted on the night of an undersea landslide that followed two days of heavy rain. Instruments on the seabed recorded a surge of mud moving at the speed of a car. Investigators have excluded an anchor.

Since then the islands have lived on a single satellite link with room for about three hundred people at a time. The government reserved it for the hospital, the airport and the two banks. Everyone else was given ten minutes a week by ration card.

Shops have gone back to cash, and then to notebooks when the cash ran short. The ferry company sells tickets by whistle: one blast for a free seat, two for a full deck.

Pacific Thread said that it would lay a second line within two years, by a different route. The islands' parliament voted on {weekday-1} to pay a third of the cost, put at $48 million, out of a fund that was set up for cyclone damage.`,
    },
    {
      path: "/2/brannoc-passengers-tell",
      title: "“We thought it was the pier”: passengers on the morning the Saint Brannoc ran aground",
      author: "Ines Calloway",
      hoursBefore: 26,
      body: `
Marcus Bell had his hand on the door of his van when the ferry stopped. “We thought it was the pier,” said the joiner from Northgate, wrapped in a lifeboat blanket in Skarholm's village hall. “Then I noticed that the floor was not level any more.”

He was one of 214 people who had boarded the Saint Brannoc in the dark for the hour's crossing to Skarholm. At twenty to eight, in fog, she ran on to the reef that charts call the Hag's Teeth. Nobody died. Seventeen were hurt, and the youngest passenger, four weeks old, slept through the rescue.

Those on board spoke of a bang, a long scrape and a silence in which a dog could be heard. The captain, they said, came on the loudspeaker within a minute and sounded bored, which calmed everyone. Crew handed out life jackets and, a little later, bacon rolls.

Not all were so content. Several passengers said that an inflatable slide had failed to open and that they climbed down a rope ladder instead. The maritime inspectorate took statements in the hall and removed the voyage recorder from the bridge. Its chief investigator, Anselm Rook, would speak of no cause, but asked for anyone who had filmed the radar display through the wheelhouse window to come forward.

Skerry Line has cancelled sailings until {weekday+3} and promises refunds. Its shares are not traded, but its reputation is, and on the quay in Northgate nobody was buying.

The wedding that a third of the passengers were going to took place at four o'clock, in borrowed clothes.`,
    },
    {
      path: "/2/harrow-bridge-light-traffic",
      title: "Harrow Bridge to reopen for cars as splint plates go on",
      author: "Ines Calloway",
      hoursBefore: 12,
      body: `
Cars may cross Harrow Bridge again from the day after tomorrow, ten days after a crack in the girder shut it; lorries and buses must wait until spring.

Welders worked four nights under tarpaulins to bolt steel plates, each the weight of a small elephant, on both sides of the damaged flange. A test on {weekday-1}, with thirty sandbag trucks crawling across in a row, bent the span by eleven millimetres. The engineers had predicted twelve.

“It is a splint, not a cure,” said county engineer Bea Okonjo. A speed limit of 20 miles an hour will apply, enforced by cameras, and sensors will telephone her if the crack grows by the width of a hair.

Replacing the girder will cost an estimated 3.4 million and take the summer. The council's finance committee meets on it next week. Shopkeepers in Tollegate, who lost a third of their custom to the detour, have hung out a banner which reads: Welcome back, drive slowly, buy something.`,
    },
    {
      path: "/2/harrow-bridge-closed",
      title: "Commuters stranded as cracked Harrow Bridge closes overnight",
      author: "Ines Calloway",
      hoursBefore: 185,
      body: `
Northgate woke up cut in two. Harrow Bridge, which joins the old town to the station and the coast road to everything else, stood empty on {weekday} morning behind a row of orange barrels.

A routine inspection had found a crack in one of the two main girders the evening before. By midnight the police had turned back the last bus. Its nine passengers walked across with an officer, in single file, and were asked not to march in step.

The railway put on two extra trains, and the rowing club offered its boats. Headteachers at three schools sent classes home for want of staff. County engineer Bea Okonjo asked for patience and said that steel does not give interviews. How long the repair would take she could not tell before the paint had been stripped and the metal X-rayed.`,
    },
    {
      path: "/private/members-letter",
      title: "A letter to our members",
      author: "The editor",
      hoursBefore: 16,
      summary: "For members' eyes: what we got wrong this month.",
      body: `
Dear member, this letter is for you and not for machines, which is why the sign at our door asks them to stay outside.

We got three things wrong this month, and you wrote to tell us about all of them. The mayor's dog is a whippet. The Tolle flows east. And the recipe for quince cheese should have said sugar.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!doctype html>
<html lang="en-GB" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${title} – Northgate Post</title>
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${page.url}">
<meta property="og:site_name" content="Northgate Post">
<meta property="og:locale" content="en_GB">
<meta property="article:published_time" content="${page.iso}">
<meta property="article:author" content="${escaped(article.author ?? "")}">
</head>
<body>
<a class="skip" href="#post">Skip to the text</a>
<header class="bar"><a href="/" class="bar__logo">Northgate Post</a><nav class="bar__nav"><a href="/city">City</a><a href="/river">River</a><a href="/matchday">Matchday</a><a href="/letters">Letters</a></nav></header>
<main class="post" id="post">
<h1 class="post__title">${title}</h1>
<div class="post__meta">${escaped(article.author ?? "")} · <time datetime="${page.iso}">${page.day}</time></div>
<figure class="post__hero"><img src="/img/hero.jpg" alt=""><figcaption>From the Post's picture desk</figcaption></figure>
<section class="post__body">
${blocksHtml(page.blocks)}
</section>
<div class="post__share"><button>Share this story</button><button>Save for later</button></div>
<div class="post__tags"><a href="/tag/north">North</a> <a href="/tag/today">Today</a></div>
</main>
<aside class="rail"><h2 class="rail__title">Read next</h2><ul>
${linksHtml(page.related)}
</ul>
<div class="promo"><p>Our puzzle book is out. Forty crosswords, one of them fair.</p><a href="/shop">To the shop</a></div></aside>
<footer class="foot"><p>Northgate Post is owned by its readers. <a href="/members">Join them</a></p></footer>
</body>
</html>
`;
}
