import { profileOf } from "./article-profile.ts";
import { signedComment } from "./comment-lines.ts";
import { scorerAgainst } from "./comment-spam.ts";
import { copiesOf } from "./copies.ts";
import { tellsWhen } from "./date-lines.ts";
import { once, perText } from "./per-text.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { contactsOf } from "./spam-contacts.ts";
import { aboutSpam } from "./spam-signs.ts";
import { namesIn, ownAddress, withoutOwnAddresses } from "./stranger.ts";
import { type Voice, voiceOf } from "./voice.ts";

/** What is known of one paragraph before anybody judges it. The costly facts are functions, worked out once, if asked. */
export interface ParagraphFacts {
  text: string;
  /** Blank lines before it. */
  gap: number;
  words: number;
  /** How often it stands in the text with small differences, itself included. */
  copies: number;
  /** The first of these copies, by its order in the text. */
  firstCopyAt: number;
  /** How often it stands there word for word. */
  exactCopies: number;
  /** What the comment says that is signed on this one line; null for any other line. */
  signed: string | null;
  /** Another paragraph speaks of spam or fraud: this one may be what the report quotes. */
  spamIsTopic: boolean;
  voice: () => Voice;
  /** Spam score (0 to 1) of its words alone, as if it stood here once. */
  scoreAlone: () => number;
  /** Sells or lures, whatever its score. */
  sells: () => boolean;
  /** Shares hardly a word with the rest of the report. */
  stranger: () => boolean;
  /** Names a day or an hour, as notices do. */
  tellsWhen: () => boolean;
  /** Leads to somebody of whom the report's first half says nothing, and does not tell when. */
  baits: () => boolean;
  /** The same as of a comment far behind the text. */
  scoreApart: () => number;
  /** Names an account, or an address to buy or to order at, of which the report's first half says nothing. */
  solicits: () => boolean;
  /** As `scoreAlone` with its repetition counted. */
  scoreWithCopies: () => number;
}

/** What is known of a text; made once. */
export interface TextFacts {
  paragraphs: ParagraphFacts[];
  /** Words of the report, without short lines and what repeats. */
  reportWords: number;
  /** Which of a paragraph's words come back elsewhere in the report. */
  sharedWith: (paragraph: ParagraphFacts) => SharedKeys;
}

/** Words, by their openings, that a paragraph shares with the rest of the report. */
export interface SharedKeys {
  hits: number;
  /** Of the paragraph's different words, 0 to 1; 0 when it has none. */
  share: number;
}

/** Shared words from which a line belongs to the report that it stands under. */
const BELONGS_HITS = 2;
/** A shorter line is a label or a name, and no part of what a comment's words are compared with. */
const COMPARED_WORDS = 8;
/** Whether a paragraph is part of the report that comments are compared with; its own words then do not count. */
const inReport = (copies: number, length: number): boolean => copies === 1 && length >= COMPARED_WORDS;

/**
 * Reads a text's paragraphs once for all who judge them.
 *
 * @param reportTo the first paragraph that is surely none of the report's: what stands from there on is compared with it
 */
export function factsOf(paragraphs: Paragraph[], title: string, reportTo = paragraphs.length): TextFacts {
  const signedOf = perText(signedComment);
  const signed = paragraphs.map(({ text }) => signedOf(text));
  const copies = copiesOf(paragraphs.map(({ text }, i) => signed[i] ?? text));
  const compared = (i: number) => i < reportTo && inReport(copies.near[i]!, words(paragraphs[i]!.text));
  const report = paragraphs
    .filter((_, i) => compared(i))
    .map(({ text }) => text)
    .join("\n");
  const profile = profileOf(title, report);
  const ofSpamText = perText(aboutSpam);
  const speakingOfSpam = paragraphs.map(({ text }, i) => copies.near[i] === 1 && ofSpamText(text));
  const ofSpam = speakingOfSpam.filter(Boolean).length;
  const keys = countKeys(report);
  const names = once(() => namesIn(`${title} ${report.slice(0, report.length / 2)}`));

  // Of a text that stands there again everything is known but its place.
  const byText = new Map<string, ParagraphFacts>();
  const scored = scorerAgainst(profile);
  const known = paragraphs.map(({ text, gap }, i): ParagraphFacts => {
    const same = byText.get(text);
    if (same) return { ...same, gap };
    const score = (count: number, apart = false) =>
      scored(apart || facts.sells() ? text : withoutOwnAddresses(names(), text), {
        copies: count,
        included: compared(i),
        apart,
      }).score;
    const scoreAlone = once(() => score(1));
    const facts: ParagraphFacts = {
      text,
      gap,
      words: words(text),
      copies: copies.near[i]!,
      firstCopyAt: copies.group[i]!,
      exactCopies: copies.exact[i]!,
      signed: signed[i]!,
      spamIsTopic: ofSpam > (speakingOfSpam[i] ? 1 : 0),
      voice: once(() => voiceOf(text, profile.lang)),
      scoreAlone,
      sells: once(() => scored(text, { included: compared(i) }).sells),
      stranger: once(() => sharedWith(facts).hits < BELONGS_HITS && (facts.sells() || !ownAddress(names(), text))),
      tellsWhen: once(() => tellsWhen(text)),
      baits: once(() => {
        const { promoted, hidden, handle, phone, email } = contactsOf(text, text, profile.opening.lower);
        const leads = promoted > 0 || hidden || handle || phone || email;
        return leads && !facts.tellsWhen() && (facts.sells() || !ownAddress(names(), text));
      }),
      scoreApart: once(() => score(1, true)),
      solicits: once(() => {
        const { promoted, hidden, handle } = contactsOf(text, text, profile.opening.lower);
        return (promoted > 0 || hidden || handle) && !ownAddress(names(), text);
      }),
      scoreWithCopies: copies.near[i] === 1 ? scoreAlone : once(() => score(copies.near[i]!)),
    };
    byText.set(text, facts);
    return facts;
  });
  const ofReport = new Set(known.filter((_, i) => compared(i)));
  return { paragraphs: known, reportWords: words(report), sharedWith };

  function sharedWith(paragraph: ParagraphFacts): SharedKeys {
    const own = countKeys(paragraph.text);
    const included = ofReport.has(paragraph);
    let hits = 0;
    for (const [key, count] of own) if ((keys.get(key) ?? 0) > (included ? count : 0)) hits++;
    return { hits, share: own.size === 0 ? 0 : hits / own.size };
  }
}

/** Letters of a word that stand for it, so that "talk" and "talks" are one in most languages. */
const KEY_CHARS = 7;

function countKeys(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{M}]{4,}|\p{Lo}{2,}/gu) ?? []) {
    const key = word.slice(0, KEY_CHARS);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
