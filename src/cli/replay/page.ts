import { type Html, html } from "../../web/html.ts";
import { cleanLine } from "../clean.ts";
import { many } from "../say.ts";
import { STORY_KINDS } from "./compare.ts";
import type { NamedArticle, NamedStory, ReplayReport, ReportedStory } from "./report.ts";
import { countWords, KIND_WORDS, knobWords } from "./text.ts";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .2rem}code{font-size:.9em;color:#555}p{margin:.3rem 0}
table{border-collapse:collapse}td,th{text-align:left;padding:.15rem 1rem .15rem 0}td.n{text-align:right}ul{margin:.3rem 0;padding-left:1.2rem}
.kind{font-size:.8rem;border:1px solid #999;border-radius:.3rem;padding:0 .4rem;margin-right:.5rem;font-weight:normal}
li.in::marker{content:"+  "}li.out::marker{content:"−  "}li.out{color:#8a1c1c}li.in{color:#14582c}
@media(prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}code{color:#aaa}li.out{color:#ff9d9d}li.in{color:#93dfab}}`;

/** A replay's report as one file for a browser: no script, nothing fetched, everything from outside escaped. */
export function replayPage(report: ReplayReport): string {
  const { stories, alerts, copies } = report;
  const title = `Replay of ${many(report.articles, "article")}`;
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
<h1>${title}${report.since ? ` since ${report.since}` : ""}</h1>
${report.settings.length > 0 ? report.settings.map((knob) => html`<p><code>${knobWords(knob)}</code></p>\n`) : html`<p>With the settings in force.</p>\n`}
<p>Stories of two or more articles: ${stories.before} before, ${stories.after} after.
Articles that move: ${report.moved}. Copies: ${copies.before} before, ${copies.after} after.
Alerts: ${alerts.before} before, ${alerts.after} after.</p>
<table>
<tr><th>unchanged</th><td class="n">${stories.unchanged}</td><td></td></tr>
${STORY_KINDS.map((kind) => html`<tr><th>${kind}</th><td class="n">${stories[kind]}</td><td>${KIND_WORDS[kind]}</td></tr>\n`)}</table>
${alertList("Alerts that would fire", alerts.would_fire)}${alertList("Alerts that would not fire", alerts.would_not_fire)}
${alerts.more > 0 ? html`<p>and ${alerts.more} more</p>` : ""}
${report.changed.map(storyPart)}
${report.not_listed > 0 ? html`<p>and ${many(report.not_listed, "changed story", "changed stories")} more</p>` : ""}
</html>
`;
  return page.html;
}

function alertList(title: string, stories: readonly NamedStory[]): Html | "" {
  if (stories.length === 0) return "";
  return html`<h2>${title}</h2>\n<ul>${stories.map((story) => html`<li>${storyName(story)}</li>`)}</ul>\n`;
}

function storyPart(story: ReportedStory): Html {
  const named = story.after ?? story.before;
  const others = [
    ...story.merged_from.map((one) => html`<p>with ${storyName(one)}</p>\n`),
    ...story.split_into.map((one) => html`<p>off: ${storyName(one)}</p>\n`),
  ];
  const came = story.came.map(
    (one) => html`<li class="in">${articleName(one)}${one.from ? html`, from ${storyName(one.from)}` : ""}</li>\n`,
  );
  const went = story.went.map(
    (one) => html`<li class="out">${articleName(one)}, ${one.to ? html`to ${storyName(one.to)}` : "now alone"}</li>\n`,
  );
  return html`<h2><span class="kind">${story.kind}</span>${named ? storyName(named) : ""}</h2>
<p>${countWords(story)}</p>
${others}<ul>
${came}${story.came_more > 0 ? html`<li class="in">${story.came_more} more</li>\n` : ""}${went}${
  story.went_more > 0 ? html`<li class="out">${story.went_more} more</li>\n` : ""
}</ul>
`;
}

const storyName = ({ id, title }: NamedStory): Html => html`${cleanLine(title)} <code>${id}</code>`;

const articleName = ({ title, source }: NamedArticle): Html => html`${cleanLine(title)} (${cleanLine(source)})`;
