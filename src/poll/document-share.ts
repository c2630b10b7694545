import { resolveUrl } from "./resolve-url.ts";

/** Characters by which the relative addresses of one document may grow together when they become absolute. */
const MAX_GROWTH_CHARS = 1_000_000;
/** Tags that are written anew; what stands in further ones stays as text. A feed of 2,000 whole articles has some 100,000. */
const MAX_TAGS = 200_000;
/** Characters that its texts may have together once they are escaped: more than the largest document that is read has. */
const MAX_CHARS = 16_000_000;

/**
 * What the HTML inside one document may become, in all its texts together: a tag of eleven characters could otherwise become
 * one of thousands, and an ampersand five characters, millions of times.
 */
export class DocumentShare {
  #growth = 0;
  #tags = 0;
  #chars = 0;

  /** The absolute address; null for what is none, and for every relative one when the document's share is used up. */
  absolute(written: string, base: string): string | null {
    if (this.#growth > MAX_GROWTH_CHARS && !/^\s*https?:/i.test(written)) return null;
    const address = resolveUrl(written, base);
    if (address) this.#growth += Math.max(0, address.length - written.length);
    return address;
  }

  /** Whether one more tag is written. */
  admitsTag(): boolean {
    return ++this.#tags <= MAX_TAGS;
  }

  /** Escaped text, as much of it as there is room for; never half a reference. */
  cut(escaped: string): string {
    const room = MAX_CHARS - this.#chars;
    this.#chars += escaped.length;
    if (escaped.length <= room) return escaped;
    return escaped.slice(0, Math.max(0, room)).replace(/&[a-z]*$/, "");
  }
}
