import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** Un semanario de montaña: Spanish, one article, plain `<article>` markup. */
export const FARO_DEL_VALLE: Outlet = {
  id: "faro-del-valle",
  name: "El Faro del Valle",
  number: 15,
  lang: "es",
  tagline: "Semanario sin mar",
  feed: { path: "/feed", format: "atom", carries: "full" },
  robots: "User-agent: *\nAllow: /\n",
  layout,
  articles: [
    {
      path: "/pueblos/el-reloj-que-daba-trece",
      title: "El reloj que daba trece campanadas vuelve a equivocarse",
      author: "Remedios Allué",
      hoursBefore: 37,
      body: `
El reloj de la torre de Villarmenta llevaba cuatro años mudo, y durante cuatro años los vecinos se quejaron del silencio. El domingo volvió a sonar y, como siempre a mediodía, dio trece campanadas.

El relojero Eusebio Lanau, que ha pasado el verano entre ruedas dentadas y nidos de vencejo, asegura que el fallo está en una leva gastada hace más de un siglo y que repararla le habría llevado diez minutos. No lo hizo porque el pleno se lo prohibió por unanimidad.

La decimotercera campanada tiene dueño desde antiguo. Según la costumbre, quien la oye puede retirar una palabra dicha esa mañana. El alcalde, que había prometido asfaltar la cuesta del molino, fue visto el domingo junto a la torre, muy atento, a las doce en punto.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<title>${title} - El Faro del Valle</title>
<meta name="author" content="${escaped(article.author ?? "")}">
<meta property="article:published_time" content="${page.iso}">
</head>
<body>
<header><a href="/">El Faro del Valle</a> <nav><a href="/pueblos">Pueblos</a> <a href="/campo">Campo</a> <a href="/esquelas">Esquelas</a></nav></header>
<article>
<h1>${title}</h1>
<p class="firma">Por ${escaped(article.author ?? "")} <time datetime="${page.iso}">${page.day}</time></p>
${blocksHtml(page.blocks)}
</article>
<aside><h2>Lo más leído</h2><ul>
${linksHtml(page.related)}
</ul><p>Hazte socio por el precio de un melón al mes.</p></aside>
<footer>El Faro del Valle. Imprenta propia, tinta ajena.</footer>
</body>
</html>
`;
}
