import { signsSpeaker } from "./comment-lines.ts";
import type { ParagraphFacts } from "./paragraph-facts.ts";
import { readerLike } from "./reader-voice.ts";
import { COLUMN_AT, voiceOfReport } from "./report-voice.ts";
import { mayAdvertise } from "./spam-signs.ts";
import type { Voice } from "./voice.ts";

/** The same line so often parts what stands between. */
const MIN_LINES = 3;
/** Paragraphs between two of them, and behind the last: a comment is short. */
const MAX_BETWEEN = 4;
/** Words that stand above any comment. */
const MIN_REPORT_WORDS = 40;
/** Share (0 to 1) of the parts in which somebody speaks or advertises: between the parts of a report hardly anybody does. */
const SPEAKING = 0.5;
/** Share of the parts in which a reader speaks up: an item of a list is taken for an advertisement sooner than for one. */
const READERS = 0.15;
/** Score (0 to 1), as of a comment, of an advertisement among them, and below which a voice is a reader's. */
const ADVERT_AT = 0.6;
const READER_BELOW = 0.3;

/** A line of signs alone that parts: "---", "* * *". A picture may be all that somebody has to say. */
export const rule = (text: string): boolean =>
  /^[\p{P}\p{S}\s]+$/u.test(text) && !/\p{Extended_Pictographic}/u.test(text);

/**
 * Where rows of comments begin under a report: at the first of the lines that part them, rules or "Ann says:". Reports
 * have such lines, too; so an advertisement and readers must stand between them, and most parts must speak as the
 * report's author never does. Null where there are no such rows.
 */
export function rowsOfComments(paragraphs: ParagraphFacts[]): number | null {
  for (const parts of [rule, signsSpeaker]) {
    const first = firstOfRow(paragraphs, parts);
    if (first !== null && spoken(paragraphs, first, parts)) return first;
  }
  return null;
}

/** The first of the parting lines that follow each other closely down to the end. */
function firstOfRow(paragraphs: ParagraphFacts[], parts: (text: string) => boolean): number | null {
  let below = paragraphs.length;
  let count = 0;
  for (let i = paragraphs.length - 1; i > 0 && below - i <= MAX_BETWEEN + 1; i--)
    if (parts(paragraphs[i]!.text)) {
      below = i;
      count++;
    }
  return count >= MIN_LINES ? below : null;
}

/** Speaks of himself, to somebody, or praises. */
const speaksUp = ({ first, second, praise }: Voice): boolean => first + second > 0 || praise;

function spoken(paragraphs: ParagraphFacts[], first: number, parts: (text: string) => boolean): boolean {
  const above = paragraphs.slice(0, first).reduce((sum, { words }) => sum + words, 0);
  const voice = voiceOfReport(paragraphs, first);
  if (above < MIN_REPORT_WORDS || voice.personal >= COLUMN_AT) return false;
  let all = 0;
  let speaking = 0;
  let adverts = 0;
  let readers = 0;
  for (let from = first, to = first + 1; from < paragraphs.length; from = to, to++) {
    while (to < paragraphs.length && !parts(paragraphs[to]!.text)) to++;
    const part = paragraphs.slice(from + 1, to);
    if (part.length === 0) continue;
    const advert = part.some((one) => mayAdvertise(one.text) && one.scoreApart() >= ADVERT_AT);
    const speaks = part.some((one) => readerLike(one.voice(), voice));
    all++;
    speaking += Number(advert || speaks);
    adverts += Number(advert);
    readers += Number(
      part.some((one) => speaksUp(one.voice())) && part.every((one) => one.scoreApart() < READER_BELOW),
    );
  }
  return adverts > 0 && readers >= all * READERS && speaking >= all * SPEAKING;
}
