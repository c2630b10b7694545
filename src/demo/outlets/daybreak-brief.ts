import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";
import { WIRE_PARAGRAPHS } from "./wire-story.ts";

/** A digest for commuters: JSON Feed, pages in the style of a live blog, an address that redirects. */
export const DAYBREAK_BRIEF: Outlet = {
  id: "daybreak-brief",
  name: "Daybreak Brief",
  number: 8,
  lang: "en",
  tagline: "What you need before the second cup",
  feed: { path: "/feed.json", format: "json", carries: "full" },
  robots: "User-agent: *\nAllow: /\n",
  layout,
  articles: [
    {
      path: "/stories/marisol-in-brief",
      title: "In brief: ship at work on island cable",
      hoursBefore: 27,
      body: WIRE_PARAGRAPHS.slice(0, 2)
        .map((paragraph) => paragraph.replace("PORT CALDER, Marisol Islands (Meridian) — ", ""))
        .join("\n\n"),
    },
    {
      path: "/stories/saint-brannoc-live",
      title: "Ferry aground off Skarholm: how the day unfolded",
      author: "Daybreak live desk",
      hoursBefore: 23,
      body: `
## 07.41: A mayday

The ferry Saint Brannoc reports that she is “hard on” at the Hag's Teeth, a line of rocks north of Skarholm. The coastguard launches two lifeboats and diverts a helicopter from an exercise. Visibility at the lighthouse: thirty metres.

## 08.20: First people off

Mothers with infants leave by the Wexcombe boat. The ship lists four degrees and has stopped taking in water, according to the harbour master. Her operator, Skerry Line, says there are 245 souls aboard, crew included.

## 10.05: Rope ladder

A slide on the port side does not inflate. Passengers use a ladder, and it goes slowly. A retired ballet teacher tells local radio that she took it “in second position”.

## 12.30: Fog lifts

For the first time the cameras see her: bow up on the reef, stern in the swell, gulls on the funnel. Oil booms are being towed out from the mainland. The environment agency reports no leak.

## 14.10: Everyone accounted for

The last to leave is the captain, a woman with 31 years at sea, who declines to comment and asks for tea. Seventeen are being treated for injuries; none is in danger. Investigators will examine the voyage recorder and a navigation system which was replaced three weeks ago.

## 16.00: What comes next

Two tugs from the south are due at high water on {weekday+2}. Until the ferry is moved the island has no car crossing, and its only shop has begun to ration flour.`,
    },
    {
      path: "/stories/valmere-quarter-point",
      linkedAs: "/go/valmere",
      title: "Valmere blinks first: a quarter point off, and a governor who sounds relieved",
      author: "Priya Nandakumar",
      hoursBefore: 10,
      body: `
Six votes to three, and money is cheaper in Valmere. The central bank took its main interest rate down to 4 per cent from 4.25, the first move in any direction for more than a year.

Why now? Prices rose by 2.4 per cent in the twelve months to last month, within touching distance of the 2 per cent goal. House sales have dried up. And the crown, strong all summer, was beginning to hurt the people who make chairs and ships' engines.

Governor Ilse Marrant called it “the first step on a staircase whose length we do not know”. Asked whether there would be another in January, she smiled and said that she had a good grip on the banister.

Three members of the board voted against. Their reasons come out in a fortnight, but one of them, the labour economist Henk Oster, has warned for weeks that pay deals in the shipyards will push prices up again.

What it means for you, if you live there: about 38 crowns a month less on an average mortgage with a floating rate. If you do not, a weekend in Ostrava Quay got a shade cheaper this morning.`,
    },
    {
      path: "/stories/left-sock-index",
      title: "The left sock index: a laundrette counts what a city loses",
      author: "Priya Nandakumar",
      hoursBefore: 44,
      body: `
For six years the owner of a laundrette by the central station has pinned up every sock left behind in his machines. This week he did the sums.

There are 1,904 of them. Three in five are black, one in ten has a hole, and 41 show the same cartoon duck. Losses peak in the week after new year and again in June, when students move out. Seven pairs were reunited, one of them by marriage.

A statistician at the polytechnic has asked for the data. The owner has said yes, on condition that she also takes the socks.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Daybreak Brief</title>
<link rel="canonical" href="${page.url}">
<meta name="description" content="${title}">
<meta property="og:title" content="${title}">
<meta itemprop="datePublished" content="${page.iso}">
</head>
<body>
<div class="sticky"><a href="/">Daybreak</a> <a href="/listen">Listen</a> <a href="/quiz">Quiz</a> <a href="/settings">Settings</a></div>
<div class="lb-wrap">
<h1 class="lb-title">${title}</h1>
<p class="lb-meta">${article.author ? `${escaped(article.author)} | ` : ""}${page.day}</p>
<div class="lb-feed" data-live="ended">
<div class="lb-entry">
${blocksHtml(page.blocks).replaceAll("<h2>", '</div>\n<div class="lb-entry"><h2 class="lb-time">')}
</div>
</div>
<div class="lb-cta"><p>Like it short? The Brief lands in your inbox at 6.15.</p><button>Count me in</button></div>
</div>
<div class="lb-more"><h3>Catch up</h3><ul>
${linksHtml(page.related)}
</ul></div>
<div class="lb-foot">Daybreak Brief is made by nine people and a kettle. <a href="/jobs">Be the tenth</a></div>
</body>
</html>
`;
}
