import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { PageTokenizer } from "../../src/extract/page-tokenizer.ts";
import { seededRandom } from "../seeded-random.ts";

const EVENTS = [
  "onattribdata",
  "onattribend",
  "onattribentity",
  "onattribname",
  "oncdata",
  "onclosetag",
  "oncomment",
  "ondeclaration",
  "onend",
  "onopentagend",
  "onopentagname",
  "onprocessinginstruction",
  "onselfclosingtag",
  "ontextentity",
] as const;

/** What a tokenizer says of a page; pieces of text that follow each other are one, however it cuts them. */
function eventsOf(Kind: typeof Tokenizer | typeof PageTokenizer, html: string): string[] {
  const said: string[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") said.push(`text ${text}`);
    text = "";
  };
  const callbacks: Record<string, unknown> = {
    isInForeignContext: () => false,
    ontext: (start: number, end: number) => {
      text += html.slice(start, end);
    },
  };
  for (const event of EVENTS)
    callbacks[event] = (...given: unknown[]) => {
      flush();
      said.push(`${event} ${given.join(" ")}`);
    };
  const tokenizer = new Kind({ xmlMode: false, decodeEntities: true }, callbacks as unknown as TokenizerCallbacks);
  tokenizer.write(html);
  tokenizer.end();
  flush();
  return said;
}

test("a page gives the same tokens as one by one", () => {
  const pages = join(import.meta.dirname, "../fixtures/pages");
  for (const id of readdirSync(pages)) {
    const html = readFileSync(join(pages, id, "page.html"), "latin1");
    assert.deepEqual(eventsOf(PageTokenizer, html), eventsOf(Tokenizer, html), id);
  }
});

test("odd markup gives the same tokens, too", () => {
  const pieces =
    `< > & " ' = / ! -- <!-- --> <![CDATA[ ]]> &amp; &am &#x41; &#65 &notin; a b \n <p <a href=" <a href=' <a href=x </p> <br/> ` +
    `<script> </script> </scr <style> </style> <title> </title> <textarea> </textarea> <? ?> <plaintext> <svg> é …`;
  const parts = pieces.split(" ");
  const random = seededRandom(11);
  for (let round = 0; round < 3_000; round++) {
    const html = Array.from({ length: 12 }, () => parts[Math.floor(random() * parts.length)]).join(
      random() < 0.5 ? "" : " ",
    );
    assert.deepEqual(eventsOf(PageTokenizer, html), eventsOf(Tokenizer, html), html);
  }
});

test("what is done faster is what htmlparser2 calls", () => {
  for (const name of ["fastForwardTo", "stateText", "handleInAttributeValue"])
    assert.equal(typeof Reflect.get(Tokenizer.prototype, name), "function", name);
});
