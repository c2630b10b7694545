/** The first 128 bits of a SHA-256 in hex, as the server writes a uuid: a key of 16 bytes. */
export const shortHash = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
