import type { DateSource } from "../model/feed.ts";
import { latestMoment } from "../model/mere-day.ts";

/** One member of a family of copies. */
export interface Carrier {
  id: string;
  source: string;
  publishedAt: number;
  dateSource: DateSource;
  firstSeenAt: number;
  /** Who the text says it is from, see `creditLine`; null without a credit. */
  credit: string | null;
  /** A live blog or round-up: it carries the texts of others. */
  roundup: boolean;
}

interface Dated {
  publishedAt: number;
  dateSource: DateSource;
  /** Order of arrival. */
  order: number;
}

export interface Origin {
  /** The article that the others go back to; null for an empty family. */
  articleId: string | null;
  /** An agency that members credit and whose own article is not among them. */
  agency: string | null;
  because: "credited-source" | "earliest-date" | "first-seen" | "no-carriers";
}

/** The page, the feed and who gave us a document date it; an address gives a mere day, the rest is when we saw it. */
const TRUSTED: ReadonlySet<DateSource> = new Set(["page", "feed", "given"]);

/**
 * Names the origin of a family of copies: the article of the source that most credits name, else the earliest by a
 * trusted date, else the first that was seen; of equals the one with the smaller id. A round-up is the origin of
 * round-ups only. The order of the members does not matter, so whichever arrives first, the origin is the same.
 */
export function nameOrigin(members: readonly Carrier[]): Origin {
  const reports = members.filter(({ roundup }) => !roundup);
  const family = reports.length > 0 ? reports : members;
  const credits = new Map<string, number>();
  for (const { credit } of family) if (credit) credits.set(credit, (credits.get(credit) ?? 0) + 1);
  const [agency] = [...credits].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [null];
  const own = agency === null ? [] : family.filter((carrier) => isSiteOf(agency, carrier.source));
  const credited = earliest(own, statedAt);
  if (credited) return { articleId: credited.id, agency: null, because: "credited-source" };
  const dated = earliest(
    family.filter(({ dateSource }) => TRUSTED.has(dateSource)),
    statedAt,
  );
  if (dated) return { articleId: dated.id, agency, because: "earliest-date" };
  const seen = earliest(family, (carrier) => carrier.firstSeenAt);
  return { articleId: seen?.id ?? null, agency, because: seen ? "first-seen" : "no-carriers" };
}

/** Whether one was published before another; where nobody can be trusted to say, whether it came in before. */
export function cameBefore(one: Dated, other: Dated): boolean {
  const trusted = TRUSTED.has(one.dateSource) && TRUSTED.has(other.dateSource);
  const apart = trusted ? statedAt(one) - statedAt(other) : 0;
  return apart === 0 ? one.order < other.order : apart < 0;
}

/** Who names a mere day cannot claim to have been before one who names a moment of it. */
const statedAt = (carrier: Pick<Carrier, "publishedAt">) => latestMoment(carrier.publishedAt);

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
