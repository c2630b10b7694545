import { type Brief, cutText, fitting } from "./brief.ts";

/** Bytes; a longer message becomes an attachment. https://docs.ntfy.sh/publish/#limitations */
const MAX_MESSAGE_BYTES = 4_096;
const MAX_TITLE = 250;

/**
 * A message for ntfy: JSON goes to the server's root, so the topic is taken from the endpoint's address.
 *
 * @param address `https://host/topic`, the server under a path also: the last part is the topic
 */
export function ntfyMessage(brief: Brief, address: string): { url: string; body: string } {
  const url = new URL(address);
  const parts = url.pathname.split("/").filter(Boolean);
  const topic = parts.pop() ?? "";
  url.pathname = parts.length > 0 ? `/${parts.join("/")}/` : "/";
  const lines = [brief.summary, ...brief.links.map(({ text }) => `- ${text}`), brief.reason ?? ""].filter(Boolean);
  const message = fitting(lines, MAX_MESSAGE_BYTES, Buffer.byteLength) || cutText(brief.title, MAX_TITLE);
  const click = brief.url ?? brief.links.find((link) => link.url)?.url;
  const body = { topic, title: cutText(brief.title, MAX_TITLE), message, ...(click ? { click } : {}) };
  return { url: url.href, body: JSON.stringify(body) };
}
