import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

/** Text with the encoding it was read in and what said so. */
export interface DecodedText {
  text: string;
  charset: string;
  from: "bom" | "header" | "declaration" | "valid-utf-8" | "fallback";
}

/** How far into a document a declaration is looked for, bytes. The HTML standard says 1,024; real pages put scripts first. */
const DECLARATION_BYTES = 4_096;

/** Signatures of the Unicode encodings: with a byte order mark, and as the first `<` or `{` looks without one. */
const SIGNATURES: readonly { bytes: readonly number[]; charset: string; mark: boolean }[] = [
  { bytes: [0xff, 0xfe, 0, 0], charset: "utf-32le", mark: true },
  { bytes: [0, 0, 0xfe, 0xff], charset: "utf-32be", mark: true },
  { bytes: [0xef, 0xbb, 0xbf], charset: "utf-8", mark: true },
  { bytes: [0xff, 0xfe], charset: "utf-16le", mark: true },
  { bytes: [0xfe, 0xff], charset: "utf-16be", mark: true },
  { bytes: [0x3c, 0, 0, 0], charset: "utf-32le", mark: false },
  { bytes: [0, 0, 0, 0x3c], charset: "utf-32be", mark: false },
  { bytes: [0x3c, 0], charset: "utf-16le", mark: false },
  { bytes: [0, 0x3c], charset: "utf-16be", mark: false },
  { bytes: [0x7b, 0], charset: "utf-16le", mark: false },
  { bytes: [0, 0x7b], charset: "utf-16be", mark: false },
];

/** Labels that servers send as a default, without having looked at the document. */
const DEFAULT_LABELS = new Set(["windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii"]);

/**
 * Bytes to text, for feeds (`xml`) and pages (`html`). Never throws: bytes that are wrong become U+FFFD.
 *
 * Order: byte order mark, HTTP charset, declaration (XML declaration, meta charset, meta http-equiv), valid UTF-8,
 * windows-1252. Three refinements, each for a common lie: a default-looking header (latin1, ASCII) yields to a document
 * that declares UTF-8 and is UTF-8; a claim of UTF-8 yields when the bytes are something else; and a page's own
 * declaration of an older charset yields when its bytes are beyond doubt UTF-8 (it was converted and still says what it
 * was).
 */
export function decodeText(bytes: Uint8Array, contentType: string, kind: "xml" | "html"): DecodedText {
  const signature = SIGNATURES.find((s) => s.bytes.every((byte, i) => bytes[i] === byte));
  if (signature?.mark) return { text: decodeAs(bytes, signature.charset), charset: signature.charset, from: "bom" };

  const header = knownLabel(/charset\s*=\s*["']?\s*([\w.:+-]+)/i.exec(contentType)?.[1]);
  if (signature) {
    return {
      text: decodeAs(bytes, signature.charset),
      charset: signature.charset,
      from: header ? "header" : "fallback",
    };
  }
  const declared = eightBit(declaredLabel(bytes, kind));
  const valid = isUtf8(bytes);
  if (header === "utf-8" || declared === "utf-8") {
    const headerYields = !header || header === "utf-8" || DEFAULT_LABELS.has(header);
    const from = header === "utf-8" ? "header" : "declaration";
    if (valid && headerYields) return { text: decodeAs(bytes, "utf-8"), charset: "utf-8", from };
  }
  const claims = [
    [header, "header"],
    [declared, "declaration"],
  ] as const;
  for (const [label, from] of claims) {
    if (!label || (label === "utf-8" && !valid)) continue;
    if (kind === "html" && valid && (from === "declaration" || DEFAULT_LABELS.has(label)) && surelyUtf8(bytes)) break;
    return { text: decodeAs(bytes, label), charset: label, from };
  }
  if (valid) return { text: decodeAs(bytes, "utf-8"), charset: "utf-8", from: "valid-utf-8" };
  if (header === "utf-8" || declared === "utf-8") {
    const text = decodeAs(bytes, "utf-8");
    if (mostlyGood(text)) return { text, charset: "utf-8", from: header === "utf-8" ? "header" : "declaration" };
  }
  return { text: decodeAs(bytes, "windows-1252"), charset: "windows-1252", from: "fallback" };
}

/** What the document says of itself, when we know how to read it. */
function declaredLabel(bytes: Uint8Array, kind: "xml" | "html"): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  const xml = /<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:+-]+)/i.exec(head);
  if (xml) return knownLabel(xml[1]);
  if (kind === "xml") return null;
  for (const [tag] of head.replace(/<!--[\s\S]*?-->/g, "").matchAll(/<meta\s[^>]{0,400}>/gi)) {
    const charset = /(?:^|[\s"';])charset\s*=\s*["']?\s*([\w.:+-]+)/i.exec(tag);
    const label = charset && knownLabel(charset[1]);
    if (label) return label;
  }
  return null;
}

/** A document whose declaration could be read byte by byte is not in UTF-16 or UTF-32, whatever it says. */
function eightBit(label: string | null): string | null {
  return label && /^utf-?(?:16|32)/.test(label) ? "utf-8" : label;
}

/** The canonical name of a charset label, or null for one nobody knows. */
function knownLabel(label: string | undefined): string | null {
  if (!label) return null;
  const name = label.trim().toLowerCase();
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return iconv.encodingExists(name) ? name : null;
  }
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return iconv.decode(bytes, charset);
  }
}

/**
 * Characters beyond ASCII from which valid UTF-8 is no accident. Text in a legacy charset is valid UTF-8 by chance with
 * about one in four of its non-ASCII pairs at best (GBK), so eight in a row are beyond doubt.
 */
const SURE_CHARACTERS = 8;

/** Whether valid UTF-8 holds enough characters beyond ASCII to be nothing else. */
function surelyUtf8(bytes: Uint8Array): boolean {
  let found = 0;
  for (let i = 0; i < bytes.length && found < SURE_CHARACTERS; i++) if (bytes[i]! >= 0xc2) found++;
  return found >= SURE_CHARACTERS;
}

/** Text read as UTF-8 in which sound characters beyond ASCII outnumber the broken ones: a few bytes were damaged. */
function mostlyGood(text: string): boolean {
  let good = 0;
  let broken = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) good++;
  }
  return good > broken;
}
