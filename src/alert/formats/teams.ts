import type { Brief } from "./brief.ts";
import { markdownEscaped, markdownLink } from "./markdown.ts";

/**
 * An Adaptive Card for a Teams workflow ("when a Teams webhook request is received"). Teams takes 28 kB; eight links of
 * the brief stay far below. https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function teamsMessage(brief: Brief): string {
  const block = (text: string, look: object = {}) => ({ type: "TextBlock", text, wrap: true, ...look });
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      block(markdownEscaped(brief.title), { size: "Large", weight: "Bolder" }),
      ...(brief.summary ? [block(markdownEscaped(brief.summary))] : []),
      ...brief.links.map(({ text, url }) => block(`- ${markdownLink(text, url)}`, { spacing: "Small" })),
      ...(brief.reason ? [block(markdownEscaped(brief.reason), { isSubtle: true, size: "Small" })] : []),
    ],
    actions: brief.url ? [{ type: "Action.OpenUrl", title: "Open the story", url: brief.url }] : [],
  };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }];
  return JSON.stringify({ type: "message", attachments });
}
