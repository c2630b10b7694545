import { boilerplateLine } from "./boilerplate-lines.ts";
import { byRange } from "./letters.ts";

/** "Maria S. says:", "Posted by maria on 3 May 2024" and the like, which stand over a comment. */
const SAYS = byRange(
  /^[\p{L}\p{N}_.,'’@ -]{2,40}\s(?:says?|said|wrote|commented|replied|schrieb|schreibt|sagt|meint|a écrit|dit|dice|dijo|escribió|comentó|diz|disse|escreveu|comentou|scrive|ha scritto|zegt|schreef|yazdı|dedi ki|diyor ki|пишет|написала?|сказала?|يقول|قال|कहते हैं|ने कहा|نے کہا)(?:\s(?:on|at|am|le|el|il|op)\s.{1,40})?\s*[:：]\s*$/u,
);
const POSTED = /^(?:posted|submitted|written|comment) by\s.{2,60}$|^@[\w.]{2,30}\s*[·|,-]?\s*.{0,20}$/i;
const ACTIONS =
  /^(?:reply|report|like|quote|share|permalink|flag|upvote|downvote|antworten|melden|répondre|signaler|responder|denunciar|rispondi|segnala|beantwoorden|yanıtla|cevapla|ответить|пожаловаться|رد|जवाब दें|trả lời|\d+ (?:likes?|replies|votes?)|👍.{0,6})(?:\s*[·|•,/]?\s*(?:reply|report|like|quote|share|flag|\d+))*$/i;
const NAME = byRange(
  /^(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*|[\p{L}\p{N}_]{3,24})(?:\s[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*){0,3}$/u,
);
const NAME_AND_TIME = byRange(
  /^[\p{L}\p{N}_.'’@ -]{2,40}[\s,|·•–—(-]+(?:\d{1,3}\s?(?:s|m|h|d|w|min|mins?|minutes?|hours?|days?|weeks?|months?|years?|minuten|stunden|tage|heures|jours|horas|días|dias|ore|giorni|dakika|saat|gün|минут|час\w*|дн\w*)\s?(?:ago|önce|назад|fa|geleden)?|(?:vor|il y a|hace|há)\s\d{1,3}\s\p{L}+|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.{0,20}|\d{4}-\d\d-\d\d.{0,20}|\p{L}{3,10}\.? \d{1,2},? \d{4}.{0,20}|\d{1,2}\.? \p{L}{3,10}\.? \d{4}.{0,20})\)?$/u,
);

/** A line that stands over or under a comment: its author, its date, its buttons. */
export function commentMeta(text: string): boolean {
  if (text.length > 90 || signedComment(text) !== null) return false;
  return SAYS.test(text) || POSTED.test(text) || ACTIONS.test(text) || NAME_AND_TIME.test(text);
}

/** "Maria S. says:" over what she says. */
export const signsSpeaker = (text: string): boolean => text.length <= 90 && SAYS.test(text);

const SIGNED_BEFORE = byRange(
  /^(?:(?:posted|submitted|written|comment) by\s.{2,60}?\s[—–|-]\s+|@?[\p{L}_][\p{L}\p{N}_. -]{1,24}\s?[:：]\s+)(?=\S)/iu,
);
const SIGNED_BEHIND =
  /\s(?:reply|antworten|répondre|responder|rispondi|yanıtla|ответить|رد|जवाब दें|trả lời)\s*(?:[·|•,]?\s*\d{1,5}\s*(?:likes?|votes?|upvotes?)?)?\s*$/iu;

/**
 * What a comment says that is signed on its own line: "Posted by Ann on 4 May at 12:54 — I agree.", "ann46: I agree.
 * Reply 3 likes". Null for any other line.
 */
export function signedComment(text: string): string | null {
  if (text.length > 1_000) return null;
  const before = text.match(SIGNED_BEFORE)?.[0] ?? "";
  const posted = /^\S+ by\s/i.test(before);
  const behind = text.match(SIGNED_BEHIND)?.[0] ?? "";
  if (!posted && (before === "" || behind === "")) return null;
  const said = text.slice(before.length, text.length - behind.length).trim();
  return said === "" ? null : said;
}

/** Buttons under a comment: "Reply", "Like · Share". */
export const commentActions = (text: string): boolean => text.length <= 90 && ACTIONS.test(text);

/** A line that could be an author's name: four words at most, each with a capital, no sentence. */
export const nameLike = (text: string): boolean =>
  text.length <= 40 && NAME.test(text) && boilerplateLine(text) === null;
