/** One link of a `Link` header (RFC 8288, 3). */
export interface HeaderLink {
  target: string;
  /** Relation types, lower case. */
  rels: string[];
  /** Media type, lower case, without parameters; "" when not given. */
  type: string;
  title: string | null;
}

/** Of the header; the client bounds all headers together at 64 KiB. */
const MAX_LINKS = 100;
const ONE_LINK = /<([^<>]*)>((?:\s*;\s*[\w!#$&+\-.^`|~*]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?)*)/g;
const PARAMETER = /([\w!#$&+\-.^`|~*]+)\s*=\s*(?:"([^"]*)"|([^\s",;]*))/g;

/** @example readLinkHeader('</feed>; rel="alternate"; type="application/rss+xml"') */
export function readLinkHeader(header: string): HeaderLink[] {
  return [...header.matchAll(ONE_LINK)].slice(0, MAX_LINKS).map(([, target = "", written = ""]) => {
    const parameters = new Map<string, string>();
    for (const [, name = "", quoted, bare] of written.matchAll(PARAMETER))
      if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), quoted ?? bare ?? "");
    return {
      target,
      rels: (parameters.get("rel") ?? "").toLowerCase().split(/\s+/),
      type: (parameters.get("type") ?? "").toLowerCase().split(";")[0]!.trim(),
      title: parameters.get("title")?.trim() || null,
    };
  });
}
