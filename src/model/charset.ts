/** Text with the encoding it was read in and what said so. */
export interface DecodedText {
  text: string;
  charset: string;
  from: "bom" | "header" | "declaration" | "valid-utf-8" | "fallback";
}

/**
 * Bytes to text, for feeds (`xml`) and pages (`html`). Never throws: bytes that are wrong become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string, kind: "xml" | "html"): DecodedText {
  void contentType;
  void kind;
  return { text: new TextDecoder("utf-8").decode(bytes), charset: "utf-8", from: "fallback" };
}
