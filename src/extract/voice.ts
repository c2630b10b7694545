import { languageOf } from "./language.ts";
import { byRange } from "./letters.ts";
import { PRAISE } from "./spam-signs.ts";

/** Signs of a reader's voice in a paragraph, outside of quotation marks. */
export interface Voice {
  first: number;
  /** Speaks of himself from his first words on. */
  opens: boolean;
  second: number;
  /** Speaks to the author or about the article, or praises it. */
  toAuthor: boolean;
  /** Praises the article, the author or the site. */
  praise: boolean;
  /** Exclamation marks, smileys, dots, no capital at the start. */
  loose: number;
}

/**
 * Words of the first and the second person, by language: "ma" is a French "my" and an Italian "but", "mes" a French
 * "my" and a Spanish month, "du" a German "you" and a French "of the". With capitals as they are: "eu" is Portuguese,
 * the EU is not; "Mia", "Ben" and "Ma" at the start of a line are names.
 */
const PERSONS: Record<string, [first: string, second: string]> = {
  en: ["i|of mine|[Mm]e(?! \\p{Lu})", "[Yy]ou|[Yy]our|u r"],
  de: [
    "mir|Mir(?! \\p{Lu})",
    "[Dd]u|[Dd]ein\\p{L}*|[Ee]uch|[Ee]ure\\p{L}*|[Ii]hr (?:habt|seid|könnt|müsst|wollt|werdet|solltet|glaubt)",
  ],
  fr: ["[Mm]oi|mon|ma|mes|M(?:on|a|es)(?! \\p{Lu})", "[Vv]ous|[Vv]otre|vos|tu|Tu|ton|tes"],
  es: ["mis?|Mis?(?! \\p{Lu})|me|yo", "[Uu]sted(?:es)?|[Vv]osotros|tu|tus"],
  pt: ["eu|Eu(?! \\p{Lu})|[Mm]eus?|[Mm]inhas?|me", "[Vv]ocês?|teu|tua"],
  it: ["io|Io(?! \\p{Lu})|mi|mi[oae]|miei|M(?:i[oae]|iei)(?! \\p{Lu})", "[Vv]oi|[Vv]ostr\\p{L}+|tuo|tua|tu"],
  nl: ["ik|Ik|mijn|Mijn(?! \\p{Lu})", "[Jj]e|[Jj]ij|[Jj]ullie|jouw|uw"],
  tr: ["ben|Ben(?! \\p{Lu})", "siz|Siz|sizin|sen"],
};
/** What no other language of ours has as another word; counts where the language is not known, too. */
const PLAIN_FIRST =
  "I['’](?:m|ve|d|ll)|[Mm]y|[Mm]yself|(?:imo|IMO|imho|IMHO)|[Ii]ch|[Mm]ein(?:e[nrms]?)?|[Mm]ich|[Jj]['’]\\p{L}+|[Jj]e|[Yy]o|[Cc]reo|[Pp]ienso|[Mm]inha|[Mm]eu|[Aa]cho|[Pp]enso|[Ii]k|benim|Benim|[Bb]ence|[Яя]|[Мм]не|[Мм]ой|[Мм]оя|[Мм]еня|أنا|أعتقد|मैं|मेरा|मेरे|मेरी|मुझे|میں نے|میرا|میری|[Tt]ôi|^Mình|[Ss]aya";
const PLAIN_SECOND =
  "[Yy]ou|[Yy]our|u r|[Vv]otre|[Vv]ous|[Uu]sted(?:es)?|[Vv]osotros|[Vv]ocês?|[Vv]ostr\\p{L}+|[Jj]ullie|siz|Siz|sizin|[Вв]ы|[Вв]аш\\p{L}*|[Вв]ам|أنتم|आप|آپ|[Bb]ạn";

const whole = (alternatives: string): RegExp =>
  byRange(new RegExp(`(?<![\\p{L}\\p{M}\\d'’./@&-])(?:${alternatives})(?![\\p{L}\\p{M}'’-])`, "gu"));
const FIRST = new Map(Object.entries(PERSONS).map(([lang, [first]]) => [lang, whole(`${first}|${PLAIN_FIRST}`)]));
const SECOND = new Map(Object.entries(PERSONS).map(([lang, [, second]]) => [lang, whole(`${second}|${PLAIN_SECOND}`)]));
const ANY_FIRST = whole(PLAIN_FIRST);
const ANY_SECOND = whole(PLAIN_SECOND);
/** The English "I"; a number behind a name ("World War I"), and no article ("I bookmaker quotano la …"). */
const I =
  /(?<![\p{L}\p{M}\p{N}'’./@&-])(?<!(?:War|Type|Phase|Part|Act|Title|Class|Division|Level|Stage|Article|Elizabeth|Charles|James|Francis) )I(?![\p{L}\p{M}'’.:)-])/gu;
/** The same in a text of another language. */
const I_AND_VERB =
  /(?<![\p{L}\p{M}\p{N}'’./@&-])I (?:am|was|have|had|do|did|will|would|can|could|think|thought|love|like|agree|hope|know|guess|make|made|earn|got|lost|won|saw|went|live|work|just|never|also|really|always|quit|want|need)(?!\p{L})/gu;
const ITALIAN = /(?<!\p{L})(?:il|lo|la|le|gli|di|del|dei|della|che|per|con|non|sono|nel|hanno|un|una|e)(?!\p{L})/u;

const TO_AUTHOR =
  /\b(?:this (?:article|post|piece|author|writer|journalist|reporter|paper|newspaper|site|page)|the author|dear (?:editor|author|writer)|great reporting|well said|so true|agree(?:d)?|disagree|shame on|lol|lmao|omg|wtf|smh|first!|r\.?i\.?p\.?|dieser artikel|der autor|stimme (?:ich )?(?:voll )?zu|cet article|l['’]auteur|este art[ií]culo|de acuerdo|este artigo|concordo|questo articolo|sono d['’]accordo|dit artikel|bu (?:haber|yazı)|katılıyorum|статья|автор|согласен|согласна)\b/u;
const REACTION =
  /\b(?:great|good|excellent|poor|biased) (?:reporting|journalism)\b|\bwell said\b|\bso true\b|\bi (?:totally |fully |completely )?(?:dis)?agree\b/;
/** A remark in the first person says so within this many words. */
const OPENING_WORDS = 4;
const QUOTED = /["“«„‘][^"”»“’]{8,}["”»“’]|``.{8,}?''/gu;

/**
 * Who speaks in a paragraph, and to whom.
 * @param home the language of the text around it, for a paragraph too short to tell its own
 */
export function voiceOf(text: string, home: string | null = null): Voice {
  const plain = text.replace(QUOTED, " ");
  const lang = languageOf(plain) ?? home;
  let loose = 0;
  if (/!{2,}|\?{2,}|!\?|\.{4,}/.test(plain)) loose++;
  if (/[:;]-?[)(DPp](?:\s|$)|\p{Extended_Pictographic}/u.test(plain)) loose++;
  if (/^\p{Ll}/u.test(plain)) loose++;
  if (/!\s*$/.test(plain)) loose++;
  const low = plain.toLowerCase();
  const praise = PRAISE.some((pattern) => pattern.test(low)) || REACTION.test(low);
  return {
    first: firstPersons(plain, lang),
    opens: firstPersons(plain.trim().split(/\s+/, OPENING_WORDS).join(" "), lang) > 0,
    second: plain.match(SECOND.get(lang ?? "") ?? ANY_SECOND)?.length ?? 0,
    toAuthor: praise || TO_AUTHOR.test(low),
    praise,
    loose,
  };
}

/** Words of the first person. */
function firstPersons(plain: string, lang: string | null): number {
  const english = lang === "en" || (lang === null && !ITALIAN.test(plain)) ? I : I_AND_VERB;
  return (plain.match(FIRST.get(lang ?? "") ?? ANY_FIRST)?.length ?? 0) + (plain.match(english)?.length ?? 0);
}
