import { isUtf8 } from "node:buffer";
import { plainText } from "./plain-text.ts";
import type { XmlLeaf } from "./xml-leaf.ts";
import { escapeText } from "./xml-text.ts";

/** Tags that nobody writes into plain text by accident. */
const OBVIOUS_HTML = /<\/?(?:a|b|blockquote|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|ul)(?:\s[^<>]*)?\/?>/i;

/** One div with nothing but characters inside. */
const ONE_DIV = /^\s*<div(?: [^<>]*)?>[^<]*<\/div>\s*$/;

/** The content of a text element as HTML, not yet sanitised. */
export function asHtml(leaf: XmlLeaf, vocabulary: "rss" | "atom"): string {
  return vocabulary === "rss" ? (leaf.markup ?? leaf.text) : atomHtml(leaf);
}

/** The same as one line of plain text. */
export function asPlain(leaf: XmlLeaf, vocabulary: "rss" | "atom"): string {
  return plainText(asHtml(leaf, vocabulary));
}

/**
 * Atom says how its text is to be read: RFC 4287 (3.1, 4.1.3) by `type` alone, Atom 0.3 by `type` and `mode`.
 * Without a type it is plain text by the letter; where the text is obviously HTML, it is read as such.
 */
function atomHtml(leaf: XmlLeaf): string {
  const type = (leaf.attributes.type ?? "").trim().toLowerCase();
  const mode = (leaf.attributes.mode ?? "").trim().toLowerCase();
  if (leaf.markup !== null) {
    // `type="html"` wants escaped HTML; some wrap it in a real div first.
    const wrapped = /html$/.test(type) && type !== "xhtml" && ONE_DIV.test(leaf.markup) && OBVIOUS_HTML.test(leaf.text);
    return wrapped ? leaf.text : leaf.markup;
  }
  if (mode === "base64" || isBinaryType(type)) {
    const decoded = fromBase64(leaf.text);
    if (decoded !== null) return /^text\/plain$/.test(type) ? escapeText(decoded) : decoded;
  }
  if (mode === "escaped" || type === "html" || type === "text/html" || type === "xhtml") return leaf.text;
  if (type === "" && OBVIOUS_HTML.test(leaf.text)) return leaf.text;
  return escapeText(leaf.text);
}

/** Media types that RFC 4287 (4.1.3.3) wants in base64: all but text and XML. */
function isBinaryType(type: string): boolean {
  return type.includes("/") && !type.startsWith("text/") && !/[+/]xml$/.test(type);
}

function fromBase64(text: string): string | null {
  const packed = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return null;
  const bytes = Buffer.from(packed, "base64");
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}
