import { escaped, linksHtml } from "../markup.ts";
import type { Block, Outlet, PageParts } from "../outlet.ts";
import { WIRE_PARAGRAPHS } from "./wire-story.ts";

/** A county paper on a modern stack: nothing but divs with machine-made class names, and readers who comment. */
export const PRAIRIE_TRIBUNE: Outlet = {
  id: "prairie-tribune",
  name: "Prairie Tribune",
  number: 6,
  lang: "en",
  tagline: "All the county and some of the world.",
  feed: { path: "/rss", format: "rss", carries: "summary", bareAmpersand: true },
  robots: "User-agent: *\nDisallow: /account/\n",
  layout,
  articles: [
    {
      path: "/story/8841-islands-offline",
      title: "Islands without internet see repair ship arrive",
      author: "Meridian Wire",
      hoursBefore: 30,
      body: [0, 1, 2, 4, 5].map((index) => WIRE_PARAGRAPHS[index]!.replace(" (Meridian)", "")).join("\n\n"),
    },
    {
      path: "/story/8852-elevator-mural",
      title: "Town votes to keep the faded mule on its grain elevator",
      author: "Dale Hutchins",
      hoursBefore: 18,
      body: `
The mule stays. By 212 votes to 187 the people of Coldwater Flat decided on {weekday-1} that the painted animal on the side of the old grain elevator, which has lost an ear and most of its cart to ninety winters, is not to be covered with an advertisement for tractors.

The dealer had offered the town $40,000 over ten years. That would have paid for the swimming pool heater, as the mayor, Jo Beth Amsel, told a meeting at which nobody sat down.

Against the money stood Orville Teague, 94, who held the ladder in 1938 while his uncle painted the mule from memory. “It was never a good mule,” he said. “But it is looking at the road, and people coming home look back at it.”

The council will ask the state for a grant to fix the roof. The dealer said that he bore no grudge and had bought a heater for the pool.`,
      comments: [
        { by: "Wilma K.", text: "My dad hauled wheat past that mule for forty years. Thank you, Orville, for speaking up at the meeting." },
        { by: "Curtis", text: "I voted for the heater and I am glad I lost. Can somebody post the picture from 1938?" },
        {
          by: "BestLoansNow",
          text: "Great post, thanks for sharing! Need cash today? Bad credit is OK, approval in five minutes, visit www.prairie-quick-loans.example or call 555-0142 now!!!",
          spam: true,
        },
        { by: "Rev. Amy Dunn", text: "The mule has both ears in the photograph that hangs in our parish hall. Come by on Sunday and look." },
      ],
    },
    {
      path: "/story/8813-county-fair-results",
      title: "County fair: the full list of winners",
      author: "Dale Hutchins",
      hoursBefore: 45,
      summary: "Pies, pumpkins, poultry: who took the ribbons home.",
      body: "The list has moved.",
      missing: true,
    },
  ],
};

const CLASSES = ["c-9af1", "c-77e0", "c-b3d2"];

function htmlOf(block: Block, index: number): string {
  const text = block.kind === "list" ? block.items.join(" · ") : block.text;
  return `<div class="${CLASSES[index % CLASSES.length]}"><span>${escaped(text)}</span></div>`;
}

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  const comments = (article.comments ?? [])
    .map(
      (comment) =>
        `<div class="comment"><div class="comment-author">${escaped(comment.by)}</div><div class="comment-body">${escaped(comment.text)}</div><a class="reply" href="#reply">Reply</a> <a href="#flag">Flag</a></div>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>${title} • Prairie Tribune</title>
<meta name="twitter:title" content="${title}">
<meta property="article:published_time" content="${page.iso}">
</head>
<body>
<div class="c-0001"><div class="c-0002"><a href="/">Prairie Tribune</a></div><div class="c-0003"><a href="/sports">Sports</a><a href="/farm">Farm</a><a href="/obits">Obits</a><a href="/account/login">Log in</a></div></div>
<div class="c-0100">
<div class="c-0101">${title}</div>
<div class="c-0102"><span>${escaped(article.author ?? "")}</span><span>${page.day}</span></div>
<div class="c-0110">
${page.blocks.map(htmlOf).join("\n")}
</div>
<div class="c-0120"><div>You have read 1 of 5 free stories this month.</div><a href="/account/subscribe">Subscribe for $1 a week</a></div>
</div>
<div id="comments" class="comments-area">
<h3>${(article.comments ?? []).length} comments</h3>
${comments}
<form action="/account/comment"><textarea placeholder="Be neighborly."></textarea><button>Post comment</button></form>
</div>
<div class="c-0200"><div class="c-0201">Trending in the county</div><ul>
${linksHtml(page.related)}
</ul></div>
<div class="c-0900">© Prairie Tribune. Printed on Thursdays.</div>
</body>
</html>
`;
}
