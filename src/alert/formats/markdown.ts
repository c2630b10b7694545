/** Characters that mean something in the Markdown of chats. */
const SPECIAL = /[\\`*_{}[\]()<>#+~|!-]/g;

/** Text that Markdown shows as it is. A zero-width space after `@` keeps it from calling people. */
export const markdownEscaped = (text: string): string => text.replace(SPECIAL, "\\$&").replaceAll("@", "@\u200b");

/** `[words](address)`; the words alone without an address. */
export function markdownLink(text: string, url: string | null): string {
  const words = markdownEscaped(text);
  return url
    ? `[${words}](${url.replace(/[()\s<>]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`)})`
    : words;
}
