import { type Brief, cutText, fitting } from "./brief.ts";
import { markdownEscaped, markdownLink } from "./markdown.ts";

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
const MAX_CONTENT = 2_000;
/** Message flag SUPPRESS_EMBEDS: eight links are not to become eight pictures. */
const SUPPRESS_EMBEDS = 4;

/** A message of Discord's webhooks. Nothing in it can mention anybody. */
export function discordMessage(brief: Brief): string {
  const heading = `**${cutText(markdownEscaped(brief.title), 600)}**`;
  const lines = [
    heading,
    markdownEscaped(brief.summary),
    ...(brief.url ? [markdownLink("Open the story", brief.url)] : []),
    ...brief.links.map(({ text, url }) => `- ${markdownLink(text, url)}`),
    ...(brief.reason ? [`-# ${markdownEscaped(brief.reason)}`] : []),
  ].filter((line) => line !== "");
  return JSON.stringify({
    content: fitting(lines, MAX_CONTENT),
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  });
}
