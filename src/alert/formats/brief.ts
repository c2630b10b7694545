/** An alert as a person reads it, before any chat's markup: plain text that came from outside, so each format escapes it. */
export interface Brief {
  title: string;
  /** One sentence under the title. */
  summary: string;
  /** Where to look; null without a public address. */
  url: string | null;
  /** The reports, or nothing. */
  links: { text: string; url: string | null }[];
  /** Why this was sent. */
  reason: string | null;
}

/** What the stored body says, as far as a brief needs it. Every field may be missing in a body of an older version. */
interface Told {
  type: string;
  data: {
    story?: {
      title: string;
      url: string | null;
      counts: { articles: number; publishers: number; independent: number };
      languages: string[];
      articles: { title: string; url: string | null; source: string; role: string }[];
      reason: { rule: string; evidence: string[] };
    };
    change?: { because: string; value: string | number };
    merged?: { title: string };
    article?: { title: string; url: string | null; source: string };
    changes?: { class: string; summary: string };
    feed?: { url: string | null; title: string | null; reason: string | null };
    endpoint?: { url: string; reason: string };
    message?: string;
  };
}

/** Links shown; `counts` in the summary says how many there are. */
const MAX_LINKS = 8;
/** No format shows longer ones. In characters. */
const MAX_TEXT = 400;

/** Reads a stored body. */
export function briefOf(body: string): Brief {
  const { type, data } = JSON.parse(body) as Told;
  const plain = { url: null, links: [], reason: null };
  if (data.story) return storyBrief(type, data, data.story);
  if (data.article) {
    const { title, url, source } = data.article;
    const summary = `${source}: ${data.changes?.class ?? "changed"}. ${data.changes?.summary ?? ""}`.trim();
    return { ...plain, title: oneLine(`Article changed: ${title}`), summary: oneLine(summary), url };
  }
  if (data.feed) {
    const name = data.feed.title ?? data.feed.url ?? "a feed";
    const state = type.slice("feed.".length);
    const words = { failing: "Feed is failing", recovered: "Feed works again", gone: "Feed is gone" }[state] ?? type;
    return {
      ...plain,
      title: oneLine(`${words}: ${name}`),
      summary: oneLine(data.feed.reason ?? ""),
      url: data.feed.url,
    };
  }
  if (data.endpoint)
    return {
      ...plain,
      title: "A webhook endpoint was disabled",
      summary: oneLine(`${data.endpoint.url}: ${data.endpoint.reason}`),
    };
  return { ...plain, title: type === "ping" ? "Samestory: test" : type, summary: oneLine(data.message ?? "") };
}

function storyBrief(type: string, { change, merged }: Told["data"], story: NonNullable<Told["data"]["story"]>): Brief {
  const { independent, publishers, articles } = story.counts;
  const counts = `${many(independent, "independent report")}, ${many(publishers, "publisher")}, ${many(articles, "article")}`;
  const languages = story.languages.length > 0 ? ` (${story.languages.join(", ")})` : "";
  const news =
    change?.because === "language"
      ? `First report in ${change.value}. `
      : change
        ? `Now ${change.value} independent reports. `
        : merged
          ? `Same story as: ${merged.title}. `
          : "";
  const word = { "story.created": "New story", "story.updated": "Story grows", "story.merged": "Stories merged" }[type];
  return {
    title: oneLine(`${word ?? type}: ${story.title}`),
    summary: oneLine(`${news}${counts}${languages}`),
    url: story.url,
    links: story.articles
      .filter(({ role }) => role !== "near_duplicate")
      .slice(0, MAX_LINKS)
      .map(({ title, url, source }) => ({ text: oneLine(`${source}: ${title}`), url })),
    reason: oneLine([story.reason.rule, ...story.reason.evidence.slice(0, 6)].join(", ")),
  };
}

const many = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? "" : "s"}`;

/** One line without control or bidirectional marks, at most `MAX_TEXT` characters. */
function oneLine(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return cutText(clean, MAX_TEXT);
}

/** At most `length` UTF-16 units, never half a character, "…" where something is missing. */
export function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Lines joined as long as they fit into `length`, the last ones left out first; `size` measures. */
export function fitting(
  lines: readonly string[],
  length: number,
  size: (text: string) => number = (text) => text.length,
): string {
  let text = "";
  for (const line of lines) {
    const longer = text === "" ? line : `${text}\n${line}`;
    if (size(longer) > length) break;
    text = longer;
  }
  return text;
}
