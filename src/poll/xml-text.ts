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
    return decodeHTMLStrict(this.#declared.size > 0 && this.#left > 0 ? this.#expand(raw) : raw);
  }

  #expand(raw: string): string {
    return raw.replace(/&([\w.-]{1,64});/g, (reference, name: string) => {
      const value = this.#declared.get(name);
      if (value === undefined) return reference;
      if (value.length > this.#left) this.#left = 0;
      if (this.#left === 0) return reference;
      this.#left -= value.length;
      return value;
    });
  }
}

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;") : text;
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, "&quot;");
}
