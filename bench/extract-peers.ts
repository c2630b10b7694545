import type { ExtractResult } from "../src/model/article.ts";

/** One way to get an article's text from a page; peers give markup, which is turned into text off the clock. */
export type Extractor = (html: string, url: string) => Promise<{ text: string } | { markup: string }>;

/** Each is loaded when its turn comes, so that no other's code counts as its memory. */
export const EXTRACTORS: Readonly<Record<string, () => Promise<Extractor>>> = {
  samestory: async () => {
    const { extractPage } = await import("../src/extract/extract-page.ts");
    const { EXTRACT_DEFAULTS } = await import("../src/extract/settings.ts");
    return async (html, url) => {
      const body = new TextEncoder().encode(html);
      const page = { url, status: 200, contentType: "text/html; charset=utf-8", body, fetchedAt: 0 };
      return { text: textOf(extractPage(page, { title: null }, EXTRACT_DEFAULTS)) };
    };
  },
  "readability+linkedom": async () => {
    const { Readability } = await import("@mozilla/readability");
    const { parseHTML } = await import("linkedom");
    return async (html) => {
      const { document } = parseHTML(html);
      return { markup: new Readability(document as never).parse()?.content ?? "" };
    };
  },
  "readability+jsdom": async () => {
    const { Readability } = await import("@mozilla/readability");
    const { JSDOM, VirtualConsole } = await import("jsdom");
    return async (html, url) => {
      // Without a console of its own, what it says of broken style sheets would be the bench's.
      const dom = new JSDOM(html, { url, virtualConsole: new VirtualConsole() });
      const found = new Readability(dom.window.document).parse()?.content ?? "";
      dom.window.close();
      return { markup: found };
    };
  },
  "defuddle+linkedom": async () => {
    const { Defuddle } = await import("defuddle/node");
    const { parseHTML } = await import("linkedom");
    return async (html, url) => {
      const { document } = parseHTML(html);
      return { markup: (await Defuddle(document as never, url)).content ?? "" };
    };
  },
  "article-extractor": async () => {
    const { extractFromHtml } = await import("@extractus/article-extractor");
    return async (html, url) => ({ markup: (await extractFromHtml(html, url))?.content ?? "" });
  },
};

const textOf = (result: ExtractResult): string => (result.ok ? result.content.text : "");

/** The text of markup with a line for each block, which is kinder to the peers than `textContent`. */
export async function textOfMarkup(markup: string): Promise<string> {
  const { parseHTML } = await import("linkedom");
  const lines = markup.replace(
    /<(?:\/(?:p|div|li|h\d|tr|blockquote|section|figure|figcaption|td|ul|ol|pre)|br\s*\/?)>/gi,
    "$&\n",
  );
  return parseHTML(`<html><body>${lines}</body></html>`).document.body.textContent ?? "";
}
