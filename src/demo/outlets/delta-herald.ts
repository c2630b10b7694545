import { escaped } from "../markup.ts";
import type { Block, Outlet, PageParts } from "../outlet.ts";

/** A small paper whose feed and pages name no dates, without robots.txt, metadata or class names worth the name. */
export const DELTA_HERALD: Outlet = {
  id: "delta-herald",
  name: "The Delta Herald",
  number: 10,
  lang: "en",
  tagline: "Founded by fishermen",
  feed: { path: "/index.xml", format: "rss", carries: "summary", undated: true },
  robots: null,
  layout,
  articles: [
    {
      path: "/foreign/neighbours-at-the-table.html",
      title: "Neighbours who fought last month try again to agree in Istanbul",
      hoursBefore: 20,
      body: `
For the third time since their armies stopped shelling each other, officials of the two countries are sitting in the same building in Istanbul, and for the third time they disagree about why.

The Pakistanis say they came to hear how Kabul will disarm the fighters of the Tehreek-e-Taliban Pakistan (TTP). The Afghans say that they came to hear an apology for the bombs that fell on their capital. Turkey, whose president has telephoned both prime ministers, and Qatar, which arranged the truce, say that they came to prevent a funeral.

Little has leaked from the third round of talks between Pakistan and Afghanistan. What has come out suggests a bargain in stages. First the quiet along the border would be prolonged without a time limit. Then a joint centre, staffed by the two countries and by the mediators, would look into every complaint. Only after some months without bloodshed would the traders, the refugees and the prisoners come up.

It is trade that hurts most. A kilo of tomatoes costs five times what it did in the markets of Lahore. In Nangarhar the cement has run out, and with it the work. Drivers stranded on the road to Torkham have begun to sell their spare tyres for bread.

The clashes, the deadliest since the Taliban returned to power, killed 206 fighters by the Pakistani count, a number that Kabul calls a fantasy, and an unknown number of villagers whom nobody has troubled to count at all. Families on the Afghan side buried theirs at night, under the drones.

Will it work? A former negotiator who sat through the earlier meetings gives the talks in Istanbul one chance in three. “They do not trust each other's handwriting,” she said, “so the document must be short.” A longer view comes from Haji Torak, who has smuggled, traded and prayed on both slopes of the pass for half a century. Governments close the gate and governments open the gate, he said by telephone. The goats have never noticed.`,
    },
    {
      path: "/river/eel-count.html",
      title: "More eels than last year, and nobody knows why",
      hoursBefore: 39,
      body: `
The eel count at the Saltmarsh sluice came to 4,120 this autumn, a third more than last year and the best since the pumping station was rebuilt.

Volunteers stand in the water with a net and a lantern for eleven nights, tally the young fish and let them go. Retired lockkeeper Pim Dorrit, who has missed only one season in thirty, credits the wet spring. The river board credits its new brush ladder. The university, which is paid to know, credits nothing yet.

Eels were once so plentiful here that farmers fed them to pigs. The count began when they were almost gone.`,
    },
  ],
};

function htmlOf(block: Block): string {
  return block.kind === "list" ? `<p>${block.items.map(escaped).join("; ")}</p>` : `<p>${escaped(block.text)}`;
}

function layout(page: PageParts): string {
  const links = page.related.map((link) => `<a href="${link.url}">${escaped(link.title)}</a>`).join("<br>\n");
  return `<html>
<head><title>${escaped(page.article.title)}</title></head>
<body bgcolor="#fffff0">
<center><b>The Delta Herald</b><br>
<a href="/">front page</a> - <a href="/river">the river</a> - <a href="/foreign">foreign</a> - <a href="/tides">tides</a></center>
<hr>
<h2>${escaped(page.article.title)}</h2>
${page.blocks.map(htmlOf).join("\n")}
<hr>
Other pieces:<br>
${links}
<hr>
<small>The Delta Herald, Quay 3. Letters to the editor by post only.</small>
</body>
</html>
`;
}
