/** A piece of a paragraph: text that stays, or a credit that goes. */
export interface Piece {
  text: string;
  credit: boolean;
}

/** Agencies and picture services by which a credit ends, as they are written in credits. */
const AGENCIES =
  "(?:REUTERS|Reuters)/\\p{Lu}[\\p{L}.’'-]+ \\p{Lu}\\p{Ll}+|AFP|AP|Reuters|REUTERS|Getty Images|Getty|EPA-EFE|EPA|EFE|ANSA|DPA|dpa|Anadolu Agency|Anadolu Ajansı|Anadolu|AA|DHA|İHA|IHA|" +
  "Xinhua|TASS|RIA Novosti|Sputnik|PTI|ANI|APP|Shutterstock|iStock|Unsplash|Pixabay|Alamy|Bloomberg|PA Wire|PA Media|PA|" +
  "Imago|IMAGO|Keystone|Belga|ANP|LUSA|Lusa|Agência Brasil|Kyodo|Yonhap|NurPhoto|ZUMA Press|Zuma|SOPA Images|Wikimedia Commons|" +
  "Twitter|Facebook|Instagram|YouTube|X|File|file|FILE|Handout|handout|Screengrab|Archive|Agency|Agencies|Ajans|Images|Pool|POOL";

const HEAD =
  "(?:(?:file |File |FILE |cover |Cover |stock |Stock )?(?:PHOTO|Photo|photo|Photograph|Photos|IMAGE|Image|image|Images|Picture|PICTURE|Pic|Illustration|Video grab|Screengrab|Foto|FOTO|Fotos|Bild|Crédit photo|Crédit|Photo credit|Image credit|Picture credit|Photo Credit|Image Credit|Imagen|Imagem|Immagine|Fotoğraf|Фото|Credit|CREDIT|Quelle))" +
  "\\s?(?::|/|©|\\bby\\b|\\bvia\\b|\\bcourtesy(?: of)?\\b)\\s?";

/** The credit, a known agency at its end, and at once a capital that begins the next sentence. */
const BY_AGENCY = new RegExp(
  `${HEAD}((?:[^\\n.!?:]{0,60}?)(?:${AGENCIES})(?: ?(?:Agency|Agencies|Ajansı|Images|Pool))?)(?=\\s?["“«‘'(]?\\p{Lu}[\\p{L}’']*[\\s,:-]|["“«‘'(]?\\p{Lu}\\p{Ll}|$)`,
  "u",
);
/** Without a known agency: the first place where a small letter or a bracket meets a capital. */
const BY_CASE = new RegExp(`${HEAD}((?:[^\\n.!?:]{1,70}?)(?:\\p{Ll}|\\)))(?=["“«‘'(]?\\p{Lu}\\p{Ll}*[\\s,’'])`, "u");
/** At the end of the text no capital has to follow. */
const BY_END = new RegExp(`${HEAD}((?:[\\p{Lu}@][^\\n.!?:]{1,60}))[.]?$`, "u");
/** In brackets the end is clear. */
const BRACKETED = new RegExp(
  `[(\\[]\\s?(?:${HEAD}[^()\\[\\]\\n]{1,80}|(?:\\p{Lu}[\\p{L}.]{1,11} )?(?:[Pp]hotos?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Ff]oto)s?\\s?(?:/|by|:)\\s?[^()\\[\\]\\n]{1,80}|[Ff]ile (?:photo|image|picture)[^()\\[\\]\\n]{0,60})[)\\]]`,
  "u",
);
/** A picture from the archive, between two sentences or at either end. */
const ARCHIVE =
  /(?:(?<=^|[.!?…]["”’»]?\s?)(?:File|FILE|Archive|Representational|Representative|Undated) (?:photo|Photo|PHOTO|image|Image|picture)s?(?![:/]| (?:by|shows?|of|taken|released|from|dated)\b)\.?)(?=\s*(?:["“«‘(]?\p{Lu}|$))/u;

/**
 * Cuts photo credits out of running text where extraction glued them to a sentence, so that the sentence stays whole.
 *
 * @example cutCredits("… in Istanbul. Photo: X/AgencyThe talks went on.") // text, credit "Photo: X/Agency", text
 */
export function cutCredits(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let guard = 0; guard < 20; guard++) {
    const found = firstCredit(rest);
    if (!found) break;
    const before = rest.slice(0, found.from).trim();
    if (before !== "") pieces.push({ text: before, credit: false });
    pieces.push({ text: rest.slice(found.from, found.to).trim(), credit: true });
    rest = rest.slice(found.to).trim();
    if (rest === "") break;
  }
  if (rest !== "") pieces.push({ text: rest, credit: false });
  return pieces;
}

function firstCredit(text: string): { from: number; to: number } | null {
  const found: { from: number; to: number }[] = [];
  for (const pattern of [BRACKETED, ARCHIVE, BY_AGENCY, BY_CASE, BY_END]) {
    const match = pattern.exec(text);
    if (!match) continue;
    const from = match.index;
    const to = from + match[0].length;
    // "The photo by the door" is a sentence: a credit's name begins with a capital, and the word "photo" is not in the
    // middle of a clause, unless it follows a letter directly.
    const before = text.slice(0, from);
    const name = match[1] ?? "";
    if (pattern !== BRACKETED && pattern !== ARCHIVE) {
      if (!/^["“]?(?:[\p{Lu}@]|dpa)/u.test(name)) continue;
      const glued = to < text.length && (pattern === BY_AGENCY || !/^\s/.test(text.slice(to)));
      const opens =
        before === "" || /[.!?…:;"”’»)\]]\s*$/.test(before) || /\p{L}$/u.test(before) || /\p{Lu}/u.test(match[0][0]!);
      if (!opens || (!glued && to < text.length)) continue;
      if (
        !/[:/©]/.test(match[0].slice(0, match[0].length - name.length)) &&
        !/^(?:by|via|courtesy)/i.test(name) &&
        !/\b(?:by|via|courtesy)/.test(match[0])
      )
        continue;
    }
    found.push({ from, to });
  }
  if (found.length === 0) return null;
  // At one place the pattern that knows more comes first.
  return found.reduce((best, one) => (one.from < best.from ? one : best));
}
