/** The shapes in which a page's comments come along when its text is copied or extracted elsewhere. */

/** "Comments" as sites of a language write it over them. */
const HEADING: Record<string, string> = {
  en: "Comments",
  de: "Kommentare",
  fr: "Commentaires",
  es: "Comentarios",
  pt: "Comentários",
  it: "Commenti",
  nl: "Reacties",
  tr: "Yorumlar",
  ru: "Комментарии",
  pl: "Komentarze",
  ar: "التعليقات",
  hi: "टिप्पणियाँ",
  vi: "Bình luận",
};
const NAMES = ["Ann K.", "peter77", "Maria Lopez", "J. Klein", "Selim", "Olga V.", "tom_b", "Priya"];
const nameOf = (i: number): string => NAMES[i % NAMES.length]!;
const dateOf = (i: number): string => `${3 + i} May 2024 at 10:${12 + i}`;

/** Text that stands under the report, by shape; `lang` is that of the site. */
export const SHAPES: Readonly<Record<string, (comments: string[], lang: string) => string>> = {
  "a heading, blank lines between": (comments, lang) =>
    `\n\n${HEADING[lang] ?? HEADING.en}\n\n${comments.join("\n\n")}`,
  "a heading with their number, names and dates above each": (comments, lang) =>
    `\n\n${comments.length} ${HEADING[lang] ?? HEADING.en}\n\n${comments.map((text, i) => `${nameOf(i)}\n${dateOf(i)}\n${text}`).join("\n\n")}`,
  "names that say": (comments) => `\n\n${comments.map((text, i) => `${nameOf(i)} says:\n${text}`).join("\n\n")}`,
  "name and date on one line, a button below each": (comments) =>
    `\n\n${comments.map((text, i) => `${nameOf(i)} | ${dateOf(i)}\n${text}\nReply`).join("\n")}`,
  "rules between": (comments) => `\n\n---\n\n${comments.join("\n\n---\n\n")}`,
  "marks of a list": (comments) => `\n\n${comments.map((text) => `- ${text}`).join("\n")}`,
  "blank lines between and nothing else": (comments) => `\n\n${comments.join("\n\n")}`,
  "one on each line": (comments) => `\n${comments.join("\n")}`,
};
