import type { DateSource } from "../model/feed.ts";

/** One member of a family of copies. */
export interface Carrier {
  id: string;
  source: string;
  publishedAt: number;
  dateSource: DateSource;
  firstSeenAt: number;
  /** Who the text says it is from, see `creditLine`; null without a credit. */
  credit: string | null;
}

export interface Origin {
  /** The article that the others go back to; null for an empty family. */
  articleId: string | null;
  /** An agency that members credit and whose own article is not among them. */
  agency: string | null;
  because: "credited-source" | "earliest-date" | "first-seen" | "no-carriers";
}

/** The page and the feed date an article; the rest is when we happened to see it. */
const TRUSTED: ReadonlySet<DateSource> = new Set(["page", "feed"]);

/**
 * Names the origin of a family of copies, for display: the article of the source that most credits name, else the
 * earliest by a trusted date, else the first that was seen.
 */
export function nameOrigin(family: readonly Carrier[]): Origin {
  const credits = new Map<string, number>();
  for (const { credit } of family) if (credit) credits.set(credit, (credits.get(credit) ?? 0) + 1);
  const [agency] = [...credits].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [null];
  const own = agency === null ? [] : family.filter((carrier) => isSiteOf(agency, carrier.source));
  const credited = earliest(own, (carrier) => carrier.publishedAt);
  if (credited) return { articleId: credited.id, agency: null, because: "credited-source" };
  const dated = earliest(
    family.filter(({ dateSource }) => TRUSTED.has(dateSource)),
    (carrier) => carrier.publishedAt,
  );
  if (dated) return { articleId: dated.id, agency, because: "earliest-date" };
  const seen = earliest(family, (carrier) => carrier.firstSeenAt);
  return { articleId: seen?.id ?? null, agency, because: seen ? "first-seen" : "no-carriers" };
}

/** `Reuters` and `reuters.com`, `AP` and `apnews.com`, `Canadian Press` and `thecanadianpress.com`. */
function isSiteOf(agency: string, source: string): boolean {
  const label = source.split(".")[0]?.toLowerCase() ?? "";
  const name = agency.toLowerCase().replaceAll(" ", "");
  return label === name || label === `${name}news` || label === `the${name}` || label === `${name}media`;
}

function earliest(carriers: readonly Carrier[], at: (carrier: Carrier) => number): Carrier | null {
  let first: Carrier | null = null;
  for (const carrier of carriers) {
    if (!first || at(carrier) < at(first) || (at(carrier) === at(first) && carrier.id < first.id)) first = carrier;
  }
  return first;
}
