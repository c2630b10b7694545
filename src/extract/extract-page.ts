import type { ExtractResult, Page } from "../model/article.ts";
import type { Known } from "../model/known.ts";
import { extractHtml } from "./extract-html.ts";
import { extractPlainText } from "./plain-text.ts";
import type { ExtractSettings } from "./settings.ts";

/**
 * The readable text of a page, its metadata, and a ledger of what was taken out. What the trade expects is a value:
 * `not-html` (an image, a PDF, JSON), `too-large`, `no-text`. Bad markup never throws.
 */
export function extractPage(page: Page, known: Known, settings: ExtractSettings): ExtractResult {
  // No character takes more than four bytes, and most take one: a body beyond this is not worth decoding.
  if (page.body.byteLength > settings.maxChars * 4) return { ok: false, reason: "too-large", removals: [] };
  switch (kindOf(page)) {
    case "html":
      return extractHtml(page, known, settings);
    case "plain":
      return extractPlainText(page, known, settings);
    default:
      return { ok: false, reason: "not-html", removals: [] };
  }
}

/** Bytes looked at when the header says nothing. */
const SNIFF_BYTES = 1_024;

/** By the Content-Type header; where it is missing or says nothing, by the first bytes. */
function kindOf(page: Page): "html" | "plain" | "other" {
  const type = (page.contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  const start = new TextDecoder("latin1").decode(page.body.subarray(0, SNIFF_BYTES));
  const markup =
    /^\s*(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i.test(
      start,
    );
  if (type === "text/plain" || type === "text/markdown") return "plain";
  if (type === "" || type === "application/octet-stream" || type === "text/xml" || type === "application/xml")
    return markup ? "html" : type === "" && !/\u0000|^%PDF|^\s*[[{]/.test(start) ? "plain" : "other";
  return "other";
}
