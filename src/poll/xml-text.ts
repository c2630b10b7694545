import { decodeHTMLStrict } from "entities";

/** Characters that declared entities may add to one document; beyond it they stay as written. */
const MAX_EXPANSION_CHARS = 1_000_000;

/**
 * Turns character data as written into characters: numeric references (those of windows-1252 too), the entities of HTML
 * (feeds use them undeclared) and those that the document declared. A bare `&` and `&copy=2` without a semicolon stay.
 */
export class EntityReader {
  readonly #declared: ReadonlyMap<string, string>;
  #left = MAX_EXPANSION_CHARS;

  constructor(declared: ReadonlyMap<string, string>) {
    this.#declared = declared;
  }

  decode(raw: string): string {
    if (!raw.includes("&")) return raw;
    return decodeReferences(this.#declared.size > 0 && this.#left > 0 ? this.#expand(raw) : raw);
  }

  #expand(raw: string): string {
    let out = "";
    let from = 0;
    for (const match of raw.matchAll(/&([\w.-]{1,64});/g)) {
      const value = this.#declared.get(match[1]!);
      if (value === undefined) continue;
      if (value.length > this.#left) {
        this.#left = 0;
        break;
      }
      this.#left -= value.length;
      out += raw.slice(from, match.index) + value;
      from = match.index + match[0].length;
    }
    return out + raw.slice(from);
  }
}

/** The longest name is `CounterClockwiseContourIntegral`, 31 letters (HTML standard, 13.5). */
const REFERENCE = /&(?:#\d{1,10}|#x[\da-f]{1,8}|[a-z][\da-z]{1,31});/gi;
/** References decoded before; a document uses a handful of them, over and over. */
const MAX_DECODED = 4_096;
const decoded = new Map<string, string>();

/** Numeric references and the entities of HTML as characters; what is not a whole reference stays as it is. */
export function decodeReferences(text: string): string {
  return text.includes("&") ? text.replace(REFERENCE, decodeOne) : text;
}

function decodeOne(reference: string): string {
  const known = decoded.get(reference);
  if (known !== undefined) return known;
  const characters = decodeHTMLStrict(reference);
  if (decoded.size < MAX_DECODED) decoded.set(reference, characters);
  return characters;
}

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;") : text;
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, "&quot;");
}
