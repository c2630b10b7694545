import { factsOf } from "./paragraph-facts.ts";
import type { Role } from "./paragraph-role.ts";
import { judgeAdverts } from "./plain-adverts.ts";
import type { Paragraph } from "./plain-lines.ts";
import { signComments } from "./plain-signatures.ts";
import { judgeTail } from "./plain-tail.ts";
import { endOfReport } from "./report-end.ts";
import { voiceOfReport } from "./report-voice.ts";

/**
 * Says for each paragraph what it is. Three marks tell a comment from the report it was glued to: it repeats, it
 * advertises, or it stands behind the end (a long gap, a heading such as "Comments", an author line) and speaks in a
 * reader's voice. Whatever has none of them stays text.
 *
 * 1. What is known of each paragraph is gathered once; where the report ends and how its author speaks follows from it.
 * 2. From the last paragraph upwards, what is not the report's own goes, until the report begins.
 * 3. Inside the report only advertisements and signed comments go.
 * 4. Names, dates and buttons around what was found go with it.
 */
export function rolesOf(paragraphs: Paragraph[], title: string, spamAt: number): Role[] {
  const facts = factsOf(paragraphs, title);
  const end = endOfReport(facts);
  const voice = voiceOfReport(facts.paragraphs, end.at);
  const roles = paragraphs.map((): Role => "text");
  judgeTail({ facts, end, voice, roles, spamAt });
  judgeAdverts(facts.paragraphs, roles, spamAt);
  signComments(facts, end, roles);
  return roles;
}
