/** Titles under which one page tells many stories, in the words that outlets use. */
const LIVE_TITLE =
  /\blive[ -]?(?:updates?|blog|coverage|ticker|feed)\b|\b(?:updates?|blog|coverage):? live\b|\bas it happened\b|\ben direct\b|\bliveticker\b|\bminuto a minuto\b|\ben vivo\b|\bdiretta live\b|\bao vivo\b|canlı (?:anlatım|blog|gelişmeler)|онлайн-трансляция|مباشر:|ライブ速報|直播/iu;
/** A paragraph that begins with a time of day: `7:51 p.m. ET`, `14.05`, `19h30`. */
const CLOCK = /^\s*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d)(?:\s|$|[\s,–—-])/;
const MIN_CLOCKED_PARAGRAPHS = 3;
const MAX_PARAGRAPHS = 2_000;

/** A live blog by its own signs: its title, or three paragraphs that begin with the time. */
export function looksLikeRoundup(article: { title: string; text: string }): boolean {
  if (LIVE_TITLE.test(article.title)) return true;
  let clocked = 0;
  for (const paragraph of article.text.split("\n", MAX_PARAGRAPHS)) {
    if (CLOCK.test(paragraph) && ++clocked >= MIN_CLOCKED_PARAGRAPHS) return true;
  }
  return false;
}
