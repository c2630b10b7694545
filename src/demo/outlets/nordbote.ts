import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** Eine Regionalzeitung: German, its feed in ISO-8859-1, its pages in UTF-8. */
export const NORDBOTE: Outlet = {
  id: "nordbote",
  name: "Der Nordbote",
  number: 13,
  lang: "de",
  tagline: "Zeitung für Küste, Geest und Marsch",
  feed: { path: "/rss/aktuell.xml", format: "rss", carries: "summary", charset: "iso-8859-1" },
  robots: "User-agent: *\nDisallow: /suche/\n",
  layout,
  articles: [
    {
      path: "/kueste/deichschafe-bekommen-sender",
      title: "Deichschafe tragen jetzt Sender statt Glocken",
      author: "Frauke Hinrichsen",
      hoursBefore: 48,
      body: `
Auf dem Seedeich bei Süderhallig tragen seit dieser Woche 340 Schafe ein kleines graues Kästchen am Ohr. Es meldet alle zehn Minuten, wo das Tier steht, und vor allem, ob es noch steht.

Schäfer Enno Petersen hat im vergangenen Winter elf Tiere verloren, die sich auf den Rücken gerollt hatten und nicht wieder hochkamen. „Früher bin ich viermal am Tag gelaufen“, sagt er. „Jetzt laufe ich, wenn das Telefon brummt.“ In den ersten fünf Tagen brummte es neunmal. Siebenmal lag ein Schaf, zweimal hatte eine Möwe den Sender erbeutet.

Das Land bezahlt den Versuch, weil eine dichte Grasnarbe den Deich schützt und weil sie ohne Schafe verkommt. Nach drei Jahren soll entschieden werden, ob alle Herden der Küste ausgestattet werden. Die Glocken will Petersen behalten. Ohne sie, meint er, klinge der Deich wie ein Parkplatz.`,
    },
    {
      path: "/geest/letzte-telefonzelle",
      title: "Ein Dorf kauft seine letzte Telefonzelle und stellt ein Klavier hinein",
      author: "Jost Ahlers",
      hoursBefore: 15,
      body: `
Achtzig Euro hat die Gemeinde Wittbek für das gelbe Häuschen bezahlt, das seit Jahrzehnten vor dem Spritzenhaus steht und in dem zuletzt nur noch Spinnen wohnten. Nun steht darin ein Klavier.

Es ist ein sehr schmales Klavier, gebaut für ein Schiff, und es passt auf den Zentimeter. Wer spielen möchte, lässt die Tür offen und die Beine draußen. Am ersten Abend standen neunzig Menschen auf der Straße, das sind mehr, als das Dorf Einwohner hat.

Bürgermeisterin Heike Thomsen nennt die Zelle den kleinsten Konzertsaal des Landes und sucht jetzt jemanden, der das Instrument einmal im Monat stimmt. Bezahlt wird in Kartoffeln.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>${title} – Der Nordbote</title>
<meta property="og:title" content="${title}">
<meta property="article:published_time" content="${page.iso}">
</head>
<body>
<div class="kopf"><a href="/">Der Nordbote</a><ul class="navi"><li><a href="/kueste">Küste</a></li><li><a href="/geest">Geest</a></li><li><a href="/sport">Sport</a></li><li><a href="/trauer">Traueranzeigen</a></li></ul></div>
<div class="artikel">
<h1 class="artikel-titel">${title}</h1>
<p class="artikel-autor">Von ${escaped(article.author ?? "")}, ${page.day}</p>
<div class="artikel-text">
${blocksHtml(page.blocks)}
</div>
<div class="teilen">Artikel teilen: <a href="#m">Mail</a> <a href="#d">Drucken</a></div>
</div>
<div class="abo-kasten"><p>Sie lesen gern Zeitung? Vier Wochen für neun Euro, endet von selbst.</p><a href="/abo">Jetzt bestellen</a></div>
<div class="mehr"><h3>Mehr aus der Region</h3><ul>
${linksHtml(page.related)}
</ul></div>
<div class="fuss">© Nordbote Verlag, Süderhallig. <a href="/impressum">Impressum</a> <a href="/datenschutz">Datenschutz</a></div>
</body>
</html>
`;
}
