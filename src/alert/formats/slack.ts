import { type Brief, cutText, fitting } from "./brief.ts";

/** A header block's text. https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150;
/** A section's text. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const MAX_SECTION = 3_000;

/** A message of Slack's incoming webhooks: `text` for notifications, blocks for the eye; far below 50 blocks. */
export function slackMessage(brief: Brief): string {
  const links = fitting(
    brief.links.map(({ text, url }) => `• ${link(text, url)}`),
    MAX_SECTION,
  );
  const title = brief.url ? link("Open the story", brief.url) : "";
  const blocks = [
    { type: "header", text: { type: "plain_text", text: cutText(brief.title, MAX_HEADER), emoji: false } },
    ...sections([escaped(brief.summary), title].filter(Boolean).join("\n"), links),
    ...(brief.reason
      ? [{ type: "context", elements: [{ type: "mrkdwn", text: cutText(escaped(brief.reason), 2_000) }] }]
      : []),
  ];
  return JSON.stringify({
    text: cutText(escaped(brief.title), MAX_SECTION),
    blocks,
    unfurl_links: false,
    unfurl_media: false,
  });
}

const sections = (...texts: string[]) =>
  texts
    .filter(Boolean)
    .map((text) => ({ type: "section", text: { type: "mrkdwn", text: cutText(text, MAX_SECTION) } }));

/** The three characters that mean something; without `<` there is no link and no mention. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** `<address|words>`; the bar would end the address. */
function link(text: string, url: string | null): string {
  return url ? `<${escaped(url).replaceAll("|", "%7C")}|${escaped(text)}>` : escaped(text);
}
