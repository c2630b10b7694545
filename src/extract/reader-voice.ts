import type { ParagraphFacts } from "./paragraph-facts.ts";
import { COLUMN_AT, type ReportVoice } from "./report-voice.ts";
import { tellsSpeech } from "./speech.ts";
import type { Voice } from "./voice.ts";

/** Exclamations and the like that the author does not use himself. */
const looseness = (voice: Voice, report: ReportVoice): number => (report.excited ? 0 : voice.loose);

/** Speaks of himself, to somebody, to the author, or as loosely as the author never does. */
export const readerLike = (voice: Voice, report: ReportVoice): boolean =>
  voice.first + voice.second > 0 || voice.toAuthor || looseness(voice, report) > 0;

/** Words at most of praise, of praise that needs no other sign, and of a remark in the first person. */
const PRAISE_WORDS = 60;
const BARE_PRAISE_WORDS = 8;
const REMARK_WORDS = 45;
const PRAISING =
  /^(?:great|nice|good|awesome|amazing|excellent|thanks?|thank you|danke|merci|gracias|obrigad|grazie|bedankt|teşekkür|harika|спасибо|شكرا|धन्यवाद|شکریہ|cảm ơn)/iu;

/** A reader beyond doubt, in a report whose author does not speak so himself: praise, or a remark in the first person. */
export function clearlyReader(paragraph: ParagraphFacts, report: ReportVoice): boolean {
  if (report.firstPerson >= COLUMN_AT) return false;
  return praises(paragraph, report) || remarks(paragraph, report);
}

/** Praise alone may be about what the report tells; it must be short, open with it, or speak to somebody. */
function praises(paragraph: ParagraphFacts, report: ReportVoice): boolean {
  const { text, words } = paragraph;
  const voice = paragraph.voice();
  if (!voice.praise || words > PRAISE_WORDS) return false;
  const personal = voice.first + voice.second + looseness(voice, report) > 0;
  return personal || PRAISING.test(text) || words <= BARE_PRAISE_WORDS;
}

/** Short, in the first person from its opening on or about something else than the report, and no quotation or report of what somebody said. */
function remarks({ text, words, voice, stranger }: ParagraphFacts, report: ReportVoice): boolean {
  if (words > REMARK_WORDS || /["“«„]|``/.test(text) || tellsSpeech(text)) return false;
  return voice().first > 0 && report.personal < COLUMN_AT && stranger();
}
