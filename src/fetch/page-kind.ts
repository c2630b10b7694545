/** First bytes of files that are not pages, whatever their header says (WHATWG MIME Sniffing, sections 6 and 7). */
const MAGIC: readonly [string, RegExp][] = [
  ["pdf", /^%PDF-/],
  ["png", /^\u0089PNG\r\n/],
  ["jpeg", /^\u00ff\u00d8\u00ff/],
  ["gif", /^GIF8[79]a/],
  ["webp, wave or avi", /^RIFF[\s\S]{4}(?:WEBP|WAVE|AVI )/],
  ["zip or office", /^PK\u0003\u0004/],
  ["gzip", /^\u001f\u008b/],
  ["mp4", /^[\s\S]{4}ftyp/],
  ["mp3", /^ID3/],
  ["ogg", /^OggS/],
];

const PAGE_TYPES = new Set(["text/html", "application/xhtml+xml", "text/plain", "application/vnd.wap.xhtml+xml"]);
/** Types that say nothing: the bytes have to. */
const VAGUE_TYPES = new Set(["", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown", "*/*"]);
/** Bytes looked at. */
const HEAD_BYTES = 1_024;

/** What a body is, when it is not a page: a media type or the name of a file kind. Null for HTML, XHTML and plain text. */
export function notAPage(contentType: string, body: Uint8Array): string | null {
  const head = Buffer.from(body.subarray(0, HEAD_BYTES)).toString("latin1");
  for (const [kind, magic] of MAGIC) if (magic.test(head)) return kind;
  const type = (contentType.split(/[;,]/)[0] ?? "").trim().toLowerCase();
  if (PAGE_TYPES.has(type)) return null;
  if (!VAGUE_TYPES.has(type)) return type.slice(0, 80);
  // UTF-16 pages hold NUL bytes: every other one. They are known by their mark.
  const text = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head) ? head.replaceAll("\u0000", "") : head;
  if (/<(?:!doctype\s+html|html|head|body|article)[\s>]/i.test(text)) return null;
  return type === "" && !text.includes("\u0000") && !/^\s*(?:<\?xml|<rss|<feed|\{|\[)/i.test(text)
    ? null
    : type || "unknown";
}
