import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
import { parseHTML } from "linkedom";
import { extractPage } from "../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../src/extract/settings.ts";

/** One way to get an article's text from a page; peers give markup, which is turned into text off the clock. */
export type Extractor = (html: string, url: string) => Promise<{ text: string } | { markup: string }>;

export const EXTRACTORS: Readonly<Record<string, Extractor>> = {
  samestory: async (html, url) => {
    const body = new TextEncoder().encode(html);
    const page = { url, status: 200, contentType: "text/html; charset=utf-8", body, fetchedAt: 0 };
    const result = extractPage(page, { title: null }, EXTRACT_DEFAULTS);
    return { text: result.ok ? result.content.text : "" };
  },
  "readability+linkedom": async (html) => {
    const { document } = parseHTML(html);
    return { markup: new Readability(document as never).parse()?.content ?? "" };
  },
  "defuddle+linkedom": async (html, url) => {
    const { document } = parseHTML(html);
    return { markup: (await Defuddle(document as never, url)).content ?? "" };
  },
};

/** The text of markup with a line for each block, which is kinder to the peers than `textContent`. */
export function textOfMarkup(markup: string): string {
  const lines = markup.replace(
    /<(?:\/(?:p|div|li|h\d|tr|blockquote|section|figure|figcaption|td|ul|ol|pre)|br\s*\/?)>/gi,
    "$&\n",
  );
  return parseHTML(`<html><body>${lines}</body></html>`).document.body.textContent ?? "";
}
