import type { Endpoint, Format } from "../../model/alert.ts";
import { type Brief, briefOf } from "./brief.ts";
import { discordMessage } from "./discord.ts";
import { mattermostMessage } from "./mattermost.ts";
import { ntfyMessage } from "./ntfy.ts";
import { slackMessage } from "./slack.ts";
import { teamsMessage } from "./teams.ts";
import { fromTemplate } from "./template.ts";

const JSON_TYPE = "application/json";

const CHATS: Partial<Record<Format, (brief: Brief) => string>> = {
  slack: slackMessage,
  discord: discordMessage,
  teams: teamsMessage,
  mattermost: mattermostMessage,
};

/**
 * An alert's body as an endpoint wants it, and where it goes. The same body gives the same bytes at every try.
 *
 * @throws TemplateProblem
 */
export function inFormat(
  body: string,
  { format, template, url }: Pick<Endpoint, "format" | "template" | "url">,
): { url: string; contentType: string; body: string } {
  if (format === "standard") return { url, contentType: JSON_TYPE, body };
  if (format === "template") return { url, ...fromTemplate(template ?? "", body) };
  const brief = briefOf(body);
  if (format === "ntfy") return { contentType: JSON_TYPE, ...ntfyMessage(brief, url) };
  const chat = CHATS[format];
  if (!chat) throw new Error(`no such format: ${format}`);
  return { url, contentType: JSON_TYPE, body: chat(brief) };
}
