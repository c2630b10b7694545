import { resolveUrl } from "./resolve-url.ts";

/** Characters by which the relative addresses of one document may grow together when they become absolute. */
const MAX_GROWTH_CHARS = 1_000_000;

/**
 * Makes the addresses inside the texts of one document absolute, within bounds: a tag of eleven characters could otherwise
 * become one of thousands, a million times.
 */
export class AddressBook {
  #growth = 0;

  /** The absolute address; null for what is none, and for every relative one when the document's share is used up. */
  absolute(written: string, base: string): string | null {
    if (this.#growth > MAX_GROWTH_CHARS && !/^\s*https?:/i.test(written)) return null;
    const address = resolveUrl(written, base);
    if (address) this.#growth += Math.max(0, address.length - written.length);
    return address;
  }
}
