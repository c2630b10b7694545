import { factsOf, type ParagraphFacts, type TextFacts } from "./paragraph-facts.ts";
import { type Role, spoken } from "./paragraph-role.ts";
import { judgeAdverts, quoted } from "./plain-adverts.ts";
import type { Paragraph } from "./plain-lines.ts";
import { signComments } from "./plain-signatures.ts";
import { judgeTail, saysEnough } from "./plain-tail.ts";
import { readerLike } from "./reader-voice.ts";
import { endOfReport } from "./report-end.ts";
import { tells, voiceOfReport } from "./report-voice.ts";
import { unfinished } from "./stranger.ts";

/**
 * Says for each paragraph what it is. Three marks tell a comment from the report it was glued to: it repeats, it
 * advertises, or it stands behind the end (a long gap, a heading such as "Comments", an author line) and speaks in a
 * reader's voice. Whatever has none of them stays text.
 *
 * 1. What is known of each paragraph is gathered once; where the report ends and how its author speaks follows from it.
 * 2. From the last paragraph upwards, what is not the report's own goes, until the report begins.
 * 3. Inside the report only advertisements and signed comments go.
 * 4. Names, dates and buttons around what was found go with it.
 * 5. Below the first advertisement others follow: where the report ends above it, what stands there is compared with
 *    the report alone and judged once more as a comment.
 *
 * @param paragraphs where `grouped` is false, nothing of step 5: a page's markup sets groups of comments apart, and in
 *   what it leaves to the article, lists of addresses and columns are more often met
 */
export function rolesOf(
  paragraphs: Paragraph[],
  title: string,
  spamAt: number,
  { grouped }: { grouped: boolean },
): Role[] {
  const facts = factsOf(paragraphs, title);
  const alone = judge(facts, paragraphs.length);
  const first = alone.indexOf("spam");
  if (first < 0 || !grouped || !mostlySpoken(alone.slice(first))) return alone;
  const comparedTo = (reportTo: number) => factsOf(paragraphs, title, reportTo);
  const group = topOf(facts, first, comparedTo, spamAt);
  if (group === paragraphs.length - 1) return alone;
  const together = comparedTo(group);
  return endsAt(together, group) ? judge(together, group) : alone;

  function judge(facts: TextFacts, group: number): Role[] {
    const end = endOfReport(facts);
    const voice = voiceOfReport(facts.paragraphs, Math.min(end.at, group));
    const roles = paragraphs.map((): Role => "text");
    judgeTail({ facts, end, voice, group, roles, spamAt });
    judgeAdverts(facts.paragraphs, roles, spamAt, group);
    for (let i = roles.length - 2; i >= group; i--)
      if (roles[i + 1] === "spam" && paragraphs[i + 1]!.at === paragraphs[i]!.at) roles[i] = "spam";
    signComments(facts, end, roles);
    return roles;
  }
}

/** Paragraphs above the first advertisement that was recognised among which its group may begin. */
const LOOKED_ABOVE = 6;
/** Paragraphs of a group. */
const MIN_GROUP = 3;
/** Words that stand above any comment. */
const MIN_REPORT = 40;
/** Spam score (0 to 1), as of a comment, of what a group begins with; of a report about spam that may be its quotation. */
const GROUP_SPAM_AT = 0.6;
const TOPIC_SPAM_AT = 0.95;
/** Below this score beside the comments around it, it is not read again beside the report alone. */
const MAY_SCORE = 0.3;

/**
 * The first of a group of comments, from the first advertisement in it that was recognised: above it another may stand
 * that breaks off or speaks as no report does, with a reader between them. A line that names a day or an hour is an item
 * of a list of dates, and a bare number or address whom the report names for questions.
 */
function topOf(
  { paragraphs: all }: TextFacts,
  first: number,
  comparedTo: (reportTo: number) => TextFacts,
  spamAt: number,
): number {
  let top = first;
  for (let i = Math.min(first - 1, all.length - MIN_GROUP); i > 0 && i >= first - LOOKED_ABOVE; i--) {
    const { text, scoreApart, tellsWhen } = all[i]!;
    if (scoreApart() < MAY_SCORE || tellsWhen() || quoted(all, i) || !saysEnough(text)) continue;
    if (wordsOf(all.slice(0, i)) < MIN_REPORT) break;
    const { paragraphs } = comparedTo(i);
    const paragraph = paragraphs[i]!;
    const strange = unfinished(paragraph.text) || readerLike(paragraph.voice(), voiceOfReport(paragraphs, i));
    const least = Math.max(spamAt, paragraph.spamIsTopic ? TOPIC_SPAM_AT : GROUP_SPAM_AT);
    if (strange && paragraph.scoreApart() >= least) top = i;
  }
  return top;
}

const wordsOf = (paragraphs: ParagraphFacts[]): number => paragraphs.reduce((sum, { words }) => sum + words, 0);

/** Share of the paragraphs from the first advertisement on that are known for comments, from which they are a group. */
const KNOWN_SHARE = 0.25;
const mostlySpoken = (roles: Role[]): boolean => roles.filter(spoken).length >= KNOWN_SHARE * roles.length;

/** Share of the words above it that the report may go on with below an advertisement that stands under its end. */
const GOES_ON = 0.5;

/** Whether the report ends above an advertisement, or goes on below it. */
function endsAt(facts: TextFacts, group: number): boolean {
  const voice = voiceOfReport(facts.paragraphs, group);
  const below = facts.paragraphs.slice(group).filter((one) => tells(facts, one) && !readerLike(one.voice(), voice));
  return wordsOf(below) < GOES_ON * wordsOf(facts.paragraphs.slice(0, group));
}
