import { type Brief, fitting } from "./brief.ts";
import { markdownEscaped, markdownLink } from "./markdown.ts";

/** https://developers.mattermost.com/integrate/webhooks/incoming: longer messages are split; 4,000 is what the oldest servers take. */
const MAX_TEXT = 4_000;

/** A message of Mattermost's incoming webhooks. */
export function mattermostMessage(brief: Brief): string {
  const lines = [
    `**${markdownEscaped(brief.title)}**`,
    markdownEscaped(brief.summary),
    ...(brief.url ? [markdownLink("Open the story", brief.url)] : []),
    ...brief.links.map(({ text, url }) => `- ${markdownLink(text, url)}`),
    ...(brief.reason ? [`*${markdownEscaped(brief.reason)}*`] : []),
  ].filter((line) => line !== "");
  return JSON.stringify({ text: fitting(lines, MAX_TEXT) });
}
