import { gunzipSync } from "node:zlib";
import { NotAFeed } from "./not-a-feed.ts";

/**
 * A document that is itself a gzip file (`sitemap.xml.gz`, RFC 1952), unpacked; any other as it is.
 *
 * @throws NotAFeed when it is broken, or larger than `maxBytes` unpacked
 */
export function inflated(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new NotAFeed(tooLarge ? `a gzip file of more than ${maxBytes} bytes` : "a gzip file that is broken");
  }
}
