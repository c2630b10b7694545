/**
 * Draws what the story index costs as its window fills:
 * `node --expose-gc bench/cluster-load.ts 100000 --json | node bench/cluster-plot.ts > docs/story-index.svg`.
 */
import { text as whole } from "node:stream/consumers";

interface Point {
  articles: number;
  stories: number;
  perCpuSecond: number;
  bytesPerStory: number;
}

const points = JSON.parse(await whole(process.stdin)) as Point[];
const WIDTH = 720;
const PANEL = 200;
const LEFT = 64;
const RIGHT = 24;
const GAP = 56;
const TOP = 32;
const most = Math.max(...points.map(({ articles }) => articles));
const x = (articles: number) => LEFT + (articles / most) * (WIDTH - LEFT - RIGHT);
const at = (value: number) => value.toFixed(1);
const text = (px: number, py: number, anchor: string, words: string) =>
  `<text x="${at(px)}" y="${at(py)}" text-anchor="${anchor}">${words}</text>`;

/** The largest of 1, 2, 5 times a power of ten that leaves at least four lines. */
function stepOf(top: number): number {
  const power = 10 ** Math.floor(Math.log10(top / 4));
  return [5, 2, 1].map((factor) => factor * power).find((step) => step * 4 <= top) ?? power;
}

function panel(top: number, title: string, value: (point: Point) => number, stroke: string): string {
  const highest = Math.max(...points.map(value));
  const step = stepOf(highest);
  const end = Math.ceil(highest / step) * step;
  const y = (amount: number) => top + PANEL - (amount / end) * PANEL;
  const parts = [text(LEFT, top - 10, "start", title)];
  for (let amount = 0; amount <= end; amount += step)
    parts.push(
      `<line x1="${LEFT}" y1="${at(y(amount))}" x2="${WIDTH - RIGHT}" y2="${at(y(amount))}" stroke="#999" stroke-width="0.5"/>`,
      text(LEFT - 8, y(amount) + 4, "end", String(+amount.toFixed(2))),
    );
  const line = points.map((point) => `${at(x(point.articles))},${at(y(value(point)))}`).join(" ");
  parts.push(`<polyline points="${line}" fill="none" stroke="${stroke}" stroke-width="2"/>`);
  for (let articles = 0; articles <= most; articles += most / 5)
    parts.push(text(x(articles), top + PANEL + 18, "middle", String(Math.round(articles))));
  return parts.join("\n");
}

const height = TOP + 2 * PANEL + GAP + 52;
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui,sans-serif" font-size="12" role="img" aria-label="Speed and memory of the story index against articles in its window"><rect width="100%" height="100%" fill="#fff"/>${[
    panel(TOP, "articles per CPU second", ({ perCpuSecond }) => perCpuSecond, "#1b6ca8"),
    panel(TOP + PANEL + GAP, "kB of memory per story", ({ bytesPerStory }) => bytesPerStory / 1024, "#b3541e"),
    text(WIDTH / 2, height - 8, "middle", "articles in the window"),
  ].join("\n")}</svg>`,
);
