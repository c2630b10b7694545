import type { Block } from "./outlet.ts";

/** Text as HTML or XML character data, also safe inside a double-quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const DAY_MS = 86_400_000;

/** The day of a moment in words, in UTC: `dayInWords(0, "en")` is "1 January 1970". */
export function dayInWords(at: number, lang: string): string {
  const locale = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
}

/**
 * Puts days into a text: `{weekday}`, `{date}` and `{iso}` name the day of `at`, a number behind them moves it.
 *
 * @example dated("on {weekday-1}", Date.UTC(1970, 0, 2), "en") // "on Thursday"
 */
export function dated(text: string, at: number, lang: string): string {
  return text.replace(/\{(weekday|date|iso)([+-]\d+)?\}/g, (_, what: string, days: string | undefined) => {
    const day = at + Number(days ?? 0) * DAY_MS;
    if (what === "iso") return new Date(day).toISOString().slice(0, 10);
    if (what === "date") return dayInWords(day, lang);
    return new Intl.DateTimeFormat(lang, { weekday: "long", timeZone: "UTC" }).format(day);
  });
}

/** An article's body as blocks; see `DemoArticle.body` for the marks. */
export function blocksOf(body: string): Block[] {
  return body
    .trim()
    .split(/\n\s*\n/)
    .map((part): Block => {
      const lines = part.split("\n").map((line) => line.trim());
      if (lines.every((line) => line.startsWith("- "))) {
        return { kind: "list", items: lines.map((line) => line.slice(2)) };
      }
      const text = lines.join(" ");
      if (text.startsWith("## ")) return { kind: "subhead", text: text.slice(3) };
      if (text.startsWith("> ")) return { kind: "quotation", text: text.slice(2) };
      if (text.startsWith("[caption] ")) return { kind: "caption", text: text.slice(10) };
      return { kind: "paragraph", text };
    });
}

/** One block as plain HTML; layouts with other habits write their own. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    case "subhead":
      return `<h2>${escaped(block.text)}</h2>`;
    case "quotation":
      return `<blockquote><p>${escaped(block.text)}</p></blockquote>`;
    case "caption":
      return `<figure><img src="/img/photo.jpg" alt=""><figcaption>${escaped(block.text)}</figcaption></figure>`;
    case "paragraph":
      return `<p>${escaped(block.text)}</p>`;
  }
}

/** All blocks, one to a line. */
export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join("\n");
}

/** A list of links, as navigation and related boxes have them. */
export function linksHtml(links: readonly { title: string; url: string }[]): string {
  return links.map((link) => `<li><a href="${escaped(link.url)}">${escaped(link.title)}</a></li>`).join("\n");
}

/** A JSON-LD script element. */
export function jsonLd(data: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
}
