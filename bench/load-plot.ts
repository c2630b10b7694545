/**
 * Draws what a load costs: `node bench/load-plot.ts NAME=MS… > docs/cost-against-load.svg`, with the CPU milliseconds that
 * an article was measured to take. A line is that cost times the articles of a day: cores that are busy on average.
 */
const lines = process.argv.slice(2).map((word) => {
  const [name = "", ms = ""] = word.split("=");
  return { name: name.replaceAll("-", " "), ms: Number(ms) };
});
if (lines.length === 0 || lines.some(({ ms }) => !(ms > 0))) {
  console.error("usage: node bench/load-plot.ts NAME=MS… (CPU milliseconds per article)");
  process.exit(2);
}

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = 190;
const TOP = 16;
const BOTTOM = 44;
const DAY_S = 86_400;
const MOST_ARTICLES = 1_000_000;
const STROKES = ["#1b6ca8", "#b3541e", "#3f7d20", "#7a3e9d"];

const coresAt = (articles: number, ms: number): number => (articles * ms) / 1000 / DAY_S;
const mostCores = Math.max(...lines.map(({ ms }) => coresAt(MOST_ARTICLES, ms)));
const step = mostCores > 2 ? 1 : mostCores > 0.6 ? 0.25 : 0.1;
const top = Math.ceil(mostCores / step) * step;
const x = (articles: number) => LEFT + (articles / MOST_ARTICLES) * (WIDTH - LEFT - RIGHT);
const y = (cores: number) => HEIGHT - BOTTOM - (cores / top) * (HEIGHT - TOP - BOTTOM);
const at = (value: number) => value.toFixed(1);
const text = (px: number, py: number, anchor: string, words: string, more = "") =>
  `<text x="${at(px)}" y="${at(py)}" text-anchor="${anchor}"${more}>${words}</text>`;
const rule = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="#999" stroke-width="0.5"/>`;

const parts: string[] = [];
for (let cores = 0; cores <= top + step / 2; cores += step)
  parts.push(
    rule(LEFT, y(cores), WIDTH - RIGHT, y(cores)),
    text(LEFT - 8, y(cores) + 4, "end", String(+cores.toFixed(2))),
  );
for (let articles = 0; articles <= MOST_ARTICLES; articles += MOST_ARTICLES / 5)
  parts.push(text(x(articles), HEIGHT - BOTTOM + 18, "middle", articles === 0 ? "0" : `${articles / 1000} k`));
parts.push(
  text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", "articles a day"),
  text(8, TOP - 2, "start", "cores"),
);
// Labels of lines that end close to each other are moved apart.
let labelAt = Number.POSITIVE_INFINITY;
for (const [i, { name, ms }] of lines.toSorted((a, b) => a.ms - b.ms).entries()) {
  const cores = coresAt(MOST_ARTICLES, ms);
  const stroke = STROKES[i % STROKES.length];
  labelAt = Math.min(y(cores) + 4, labelAt - 15);
  parts.push(
    `<line x1="${at(x(0))}" y1="${at(y(0))}" x2="${at(x(MOST_ARTICLES))}" y2="${at(y(cores))}" stroke="${stroke}" stroke-width="2"/>`,
    text(x(MOST_ARTICLES) + 6, labelAt, "start", `${name}, ${cores.toFixed(2)}`, ` fill="${stroke}"`),
  );
}
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui,sans-serif" font-size="12" role="img" aria-label="Cores against articles a day"><rect width="100%" height="100%" fill="#fff"/>${parts.join("\n")}</svg>`,
);
