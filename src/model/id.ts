import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford base 32: no i, l, o, u

/**
 * A short, stable name for what `parts` say: the same parts always give the same id, so a key computed twice is one key.
 * 16 characters of base 32 hold 80 bits: at 10^9 ids the chance of any collision is below 10^-6.
 *
 * @example stableId("a", "https://example.org/x") // "a_" + 16 characters
 */
export function stableId(prefix: string, ...parts: string[]): string {
  const digest = createHash("sha256").update(parts.join("\u0000")).digest();
  let out = "";
  for (let i = 0; i < 10; i += 5) {
    // 5 bytes are 8 characters
    let bits = 0n;
    for (let j = 0; j < 5; j++) bits = (bits << 8n) | BigInt(digest[i + j] ?? 0);
    for (let j = 7; j >= 0; j--) out += ALPHABET[Number((bits >> BigInt(j * 5)) & 31n)];
  }
  return `${prefix}_${out}`;
}

/** SHA-256 of bytes or text in hex: the key of stored pages, texts and settings. */
export function contentHash(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
