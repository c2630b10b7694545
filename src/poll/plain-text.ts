import { Tokenizer } from "htmlparser2";
import { decodeReferences } from "./xml-text.ts";

/** Elements whose content nobody reads. */
const UNREAD = new Set(["script", "style", "template", "noscript"]);
/** Elements that end a word: without a space, `one<br>two` would become one word. */
const BREAKING =
  /^(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|blockquote|section|article|header|footer|hr|pre)$/;

/** HTML as one line of text: tags dropped, entities decoded once, white space folded. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return foldSpace(html);
  let out = "";
  let unread = "";
  const name = (start: number, end: number): string =>
    html
      .slice(start, Math.min(end, start + 40))
      .trim()
      .toLowerCase();
  const separate = (tag: string): void => {
    if (BREAKING.test(tag)) out += " ";
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ontext(start, end) {
        if (!unread) out += decodeReferences(html.slice(start, end));
      },
      ontextentity() {},
      onopentagname(start, end) {
        const tag = name(start, end);
        separate(tag);
        if (!unread && UNREAD.has(tag)) unread = tag;
      },
      onclosetag(start, end) {
        const tag = name(start, end);
        separate(tag);
        if (tag === unread) unread = "";
      },
      oncdata() {},
      onattribdata() {},
      onattribentity() {},
      onattribend() {},
      onattribname() {},
      oncomment() {},
      ondeclaration() {},
      onend() {},
      onopentagend() {},
      onprocessinginstruction() {},
      onselfclosingtag() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return foldSpace(out);
}

export function foldSpace(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}
