import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** A magazine about reading on the web. One piece quotes comment spam and must keep it; its readers write real letters. */
export const MARGINALIA: Outlet = {
  id: "marginalia",
  name: "Marginalia",
  number: 16,
  lang: "en",
  tagline: "On reading, writing and what people leave under it",
  feed: { path: "/atom", format: "atom", carries: "summary" },
  robots: "User-agent: *\nDisallow: /drafts/\n",
  layout,
  articles: [
    {
      path: "/essays/a-year-of-comment-spam",
      title: "I kept every spam comment for a year. Here is what they want",
      author: "Noor Willems",
      hoursBefore: 38,
      body: `
On the first of January I stopped deleting. For twelve months each piece of comment spam that reached this magazine went into a drawer, and by the end there were 61,408 of them, enough to fill a shelf of novels with no plot and one moral: click.

I read all of it, so that you need not. Most are flattery. They praise the post, any post, in the voice of a person who has not slept. Next come the loans, then the pills, then the love spells. The one that reached us most often, 3,117 times, went like this:

> Wow, this article changed my life! I earn $780 a day from my kitchen table with this one weird method. Visit www.kitchen-table-cash.example before the link is gone!

It never varied by a letter. That is its weakness, of course: a human being who means something says it differently the second time. A filter that merely counts would have caught two thirds of my drawer.

The rest is subtler. A comment about our piece on bookbinding began with a good paragraph on glue, copied from the piece itself, and sold watches in its last line. Another asked a thoughtful question and hid its advertisement in the name of the asker.

What do they want? Not us. They want the machine that ranks pages to see a link on a respectable site. The reader is only the wall on which the poster is pasted.

I emptied the drawer on New Year's Eve. One line I copied out first, since it was the only one that made me laugh: “I am agree with the author, who is clearly a plumber.”`,
      comments: [
        {
          by: "Tess Armitage",
          text: "I moderate a gardening forum and we get the plumber one too. There it says that the author is clearly a dentist.",
        },
        { by: "old_compositor", text: "Did you see any change after the summer? Ours halved in August, and I have never found out why." },
      ],
    },
    {
      path: "/notes/the-pencil-in-the-library-book",
      title: "In praise of the stranger who writes in library books",
      author: "Noor Willems",
      hoursBefore: 14,
      body: `
Somebody has been at the library's copy of the collected letters before me, with a hard pencil and a temper. “No!” stands beside the preface. On page 40 there is a small, grudging tick.

I know that it is forbidden. I also know that I have begun to read for the pencil, the way one walks a dull street because of a neighbour's window. By the middle of the book my predecessor had softened. A date is corrected with something like tenderness. At the letter about the drowned dog there is no word at all, only a line down the margin that wavers.

On the last page he, or she, had added up the years between the first letter and the last, got it wrong, and rubbed it out. I left that alone. But I confess that I put a tick beside the tick on page 40, so that the next one knows we are three.`,
      comments: [
        { by: "Ludo", text: "Librarian here. We are meant to rub these out. Some of us have very poor eyesight on some afternoons." },
        { by: "Marguerite F.", text: "I once found my late father's handwriting in a guide to mosses. I have renewed it for six years." },
        { by: "H. Quist", text: "A lovely piece, but a pencil is one thing. Whoever used green ink in my Tacitus should be named." },
      ],
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  const comments = (article.comments ?? [])
    .map(
      (comment, index) =>
        `<li class="comment" id="comment-${index + 1}"><cite>${escaped(comment.by)}</cite> <a href="#comment-${index + 1}">#</a><p>${escaped(comment.text)}</p></li>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} — Marginalia</title>
<meta name="author" content="${escaped(article.author ?? "")}">
<meta property="og:title" content="${title}">
<meta property="article:published_time" content="${page.iso}">
</head>
<body class="h-entry">
<nav><a href="/">Marginalia</a> <a href="/essays">Essays</a> <a href="/notes">Notes</a> <a href="/colophon">Colophon</a></nav>
<main>
<h1 class="p-name">${title}</h1>
<p class="meta"><span class="p-author">${escaped(article.author ?? "")}</span>, <time class="dt-published" datetime="${page.iso}">${page.day}</time></p>
<div class="e-content">
${blocksHtml(page.blocks)}
</div>
</main>
<section id="comments">
<h2>From the margins (${(article.comments ?? []).length})</h2>
<ol class="commentlist">
${comments}
</ol>
<form id="respond"><label>Your name <input></label><label>Your note <textarea></textarea></label><button>Write in the margin</button></form>
</section>
<aside class="elsewhere"><h2>Elsewhere in these pages</h2><ul>
${linksHtml(page.related)}
</ul></aside>
<footer>Set in a type you cannot buy. <a href="/rss">Feeds</a></footer>
</body>
</html>
`;
}
