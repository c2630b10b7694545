import { addressesOf, mailIn, PHONE } from "./spam-signs.ts";

/** Letters of a word or of an address's name from which one found in the other is no chance. */
const NAME_CHARS = 6;
/** A report ends a sentence so; the danda, the full-width and the Urdu stop with it. */
const SENTENCE_END = /[.!?…।۔。！？؟][\])”"’»]*$/u;

/** Whether a line breaks off without the mark that ends a sentence. */
export const unfinished = (text: string): boolean => !SENTENCE_END.test(text);

/** Whether a line ends with the address or the number that it is there for. */
export function endsOnContact(text: string): boolean {
  const tail = text.slice(-TAIL_CHARS).replace(/[\s\p{So}\p{Emoji_Presentation}<>«»!]+$/u, "");
  const last = addressesOf(tail).addresses.at(-1) ?? mailIn(tail) ?? tail.match(PHONE)?.[0];
  return (last !== undefined && tail.endsWith(last)) || /\d[\d\s.-]{5,}\d$/.test(tail);
}
const TAIL_CHARS = 80;

/** What an address can be named after. */
export interface ReportNames {
  /** The report's plain letters and digits, without anything between them. */
  squeezed: string;
  words: Set<string>;
}

/** @param text the headline and what is surely the report's own */
export function namesIn(text: string): ReportNames {
  const plain = plainLetters(text);
  return {
    squeezed: plain.replaceAll(" ", ""),
    words: new Set(plain.split(" ").filter((word) => word.length >= NAME_CHARS)),
  };
}

const plainLetters = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** "www.moorhall.example" under a report about Moor Hall: an address made of the report's words. */
export const ownAddress = (names: ReportNames, text: string): boolean =>
  contactAddresses(text).some((address) => namedAfter(names, address));

/** A text without the addresses that are the report's own: they lead to what it tells about, and to no seller. */
export const withoutOwnAddresses = (names: ReportNames, text: string): string =>
  contactAddresses(text).reduce(
    (rest, address) => (namedAfter(names, address) ? rest.replace(address, " ") : rest),
    text,
  );

/** The mail address of a text, or else its web addresses. */
function contactAddresses(text: string): string[] {
  const mail = mailIn(text);
  return mail ? [mail] : addressesOf(text).addresses;
}

function namedAfter({ squeezed, words }: ReportNames, address: string): boolean {
  const host = address
    .toLowerCase()
    .replace(/^.*@/, "")
    .replace(/^https?:\/\//, "")
    .replace(/^www\s?\.\s?/, "");
  return host
    .split(/[/.-]/)
    .slice(0, -1)
    .some(
      (name) =>
        name.length >= NAME_CHARS && (squeezed.includes(name) || words.values().some((word) => name.includes(word))),
    );
}
