import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** A Pakistani web desk on a blog system: `entry-content`, desk and time lines that stand in the text itself. */
export const KHYBER_COURIER: Outlet = {
  id: "khyber-courier",
  name: "Khyber Courier",
  number: 2,
  lang: "en",
  tagline: "News from the pass and beyond",
  feed: { path: "/feed/", format: "rss", carries: "full" },
  robots: "User-agent: *\nDisallow: /wp-admin/\n",
  layout,
  articles: [
    {
      path: "/pakistan/istanbul-round-three-begins/",
      title: "Pakistan, Afghan Taliban sit down again as Istanbul hosts round three",
      author: "Web Desk",
      hoursBefore: 31,
      summary: "Islamabad's team wants written guarantees against the TTP before anything else is discussed.",
      body: `
Web Desk

15 Minutes ago

ISLAMABAD: A Pakistani delegation led by the head of the country's intelligence service opened the third round of talks between Pakistan and Afghanistan in Istanbul with instructions to accept nothing less than written guarantees that Afghan soil will not be used for attacks, security sources said.

The meeting, mediated by Turkiye and Qatar, is meant to turn the truce reached on October 15 into something that can be measured. According to one source, the Pakistani side brought a file of evidence on camps of the banned Tehreek-e-Taliban Pakistan (TTP), with intercepts, satellite pictures and the names of commanders said to be living in Kunar, Khost and Paktika.

“Our single-point agenda has not changed by a comma,” a senior official told this correspondent. “Stop the terrorism from across the border and everything else, trade included, follows within days.”

Hours before the two teams met, gunfire was exchanged near the Chaman crossing. Each country said the other had started it; local administrators reported calm by nightfall and no casualties on the Pakistani side. The military's media wing says that 206 Afghan Taliban and allied militants died in last month's clashes, the deadliest since the Taliban returned to power in 2021, and that 23 soldiers embraced martyrdom.

Kabul's delegation is headed by its own intelligence chief and includes a deputy interior minister. A spokesman for the Taliban government said before departure that his country wanted good relations with all neighbours but would defend its territory if attacked again.

The previous round in the Turkish city had come close to collapse over the question of who would certify a violation. It was saved late at night, when the hosts persuaded both to stay for one more sitting.

At Torkham, meanwhile, some 1,500 lorries remain parked on the shoulder of the road. Customs agents estimate that tomatoes worth Rs 90 million have spoiled. “We unload, we sort, we throw away, we load again,” said Gul Rehman, a transporter from Landi Kotal. Tribal elders on both sides of the pass have offered a jirga of their own should the negotiators come home with nothing.

Cabinet members in Islamabad declined to say what would happen in that event. One of them said only that “all options are written on the same page”.`,
    },
    {
      path: "/pakistan/second-round-ends-with-extension/",
      title: "Second Istanbul sitting ends with truce extended, details left for later",
      author: "Web Desk",
      hoursBefore: 190,
      body: `
ISTANBUL: Five days of argument between Pakistani and Afghan officials ended on {weekday} with one sentence on which all could agree: the truce stays in force.

The hosts said the parties would meet again to settle how breaches are to be verified and who is to be penalised. Neither delegation took questions at the airport.

Participants described a meeting that was declared dead twice. On the third day the Pakistani team had its luggage brought down to the lobby, and a hotel porter carried it up again after midnight. The Afghan side is said to have struck out the word “guarantee” from a draft and to have put “assurance” in its place; the word was still in brackets when the room emptied.

Traders at the crossings, shut since the shooting began, had hoped for a date of reopening. They were given none.`,
    },
    {
      path: "/peshawar/library-van-returns/",
      title: "A library on four wheels goes back on the road in Peshawar",
      author: "Shazia Bangash",
      hoursBefore: 52,
      body: `
The green van that brought story books to the lanes of old Peshawar in the nineties is running again, with a new engine and the same smell of paper.

Retired schoolteacher Anwar Jan found it behind a grain store, a tree growing through the windscreen. Former pupils paid for the repair; a printing house gave two thousand volumes in Pashto, Urdu and English. On its first afternoon the van lent out 311 of them, to borrowers whose only document was a thumbprint in a ledger.

“Nobody returned a book late in those days,” said Mr Jan. “They will not start now.”`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8">
<title>${title} - Khyber Courier</title>
<meta property="og:title" content="${title}">
<meta property="og:url" content="${page.url}">
<meta property="article:published_time" content="${page.iso}">
</head>
<body class="post-template-default single single-post">
<div id="page" class="site">
<div class="top-strip"><span>LIVE TV</span> <a href="/epaper/">E-paper</a> <a href="/urdu/">Urdu</a></div>
<div class="main-navigation"><a href="/">Home</a> <a href="/pakistan/">Pakistan</a> <a href="/peshawar/">Peshawar</a> <a href="/sports/">Sports</a> <a href="/business/">Business</a> <a href="/opinion/">Opinion</a></div>
<div id="content" class="site-content">
<div id="primary" class="content-area">
<div id="post-4711" class="post type-post status-publish">
<h1 class="entry-title">${title}</h1>
<div class="entry-meta"><span class="author vcard">${escaped(article.author ?? "")}</span> <span class="posted-on">${page.day}</span> <span class="read-time">2 min read</span></div>
<div class="sharedaddy"><a href="#f">Facebook</a> <a href="#w">WhatsApp</a> <a href="#x">X</a> <a href="#e">Email</a></div>
<div class="entry-content">
${blocksHtml(page.blocks)}
</div>
<div class="entry-tags">Tags: <a href="/tag/news/">news</a>, <a href="/tag/top/">top stories</a>, <a href="/tag/kp/">KP</a></div>
<div class="post-navigation"><a href="/older/">← Previous post</a> <a href="/newer/">Next post →</a></div>
</div>
</div>
<div id="secondary" class="widget-area">
<div class="widget"><h3>Most read</h3><ul>
${linksHtml(page.related)}
</ul></div>
<div class="widget"><h3>Follow the Courier</h3><p>Get breaking alerts on your phone before your cousin forwards them.</p></div>
</div>
</div>
<div id="colophon" class="site-footer">Copyright Khyber Courier, all rights reserved. <a href="/contact/">Contact</a> <a href="/advertise/">Advertise with us</a></div>
</div>
</body>
</html>
`;
}
