import assert from "node:assert/strict";
import { test } from "node:test";
import { extractHtml } from "./pages.ts";

const LONG =
  "The harbour master of Varberg counted 312 boats on Sunday morning, more than ever before in October, and asked the " +
  "council for a second crane, because those who came last will not be lifted out before the ice does it for them, as it " +
  "did in the winter of 2010, when eleven of them sank at their moorings and the divers needed until May to raise them.";
const SHORT = "Whoever waits pays forty crowns a day.";
const OTHER =
  "The council will speak about it on the ninth, and the crane would come from Gothenburg by road in March.";

function textOf(html: string, lang = "en"): string {
  const result = extractHtml(`<html lang="${lang}"><body><h1>Too many boats</h1>${html}</body></html>`);
  assert.ok(result.ok);
  return result.content.text;
}

test("a long paragraph among short ones is not taken for the whole text", () => {
  assert.equal(textOf(`<div><p>${LONG}</p><p>${SHORT}</p></div>`), `${LONG}\n\n${SHORT}`);
});

test("rows of a layout that share a name are one text", () => {
  const row = (text: string) => `<div class="row narrow"><div class="column"><p>${text}</p></div></div>`;
  assert.equal(textOf(`<div>${row(OTHER)}${row(LONG)}</div>`), `${OTHER}\n\n${LONG}`);
});

test("a heading over links in the middle of a report does not end it", () => {
  const links = "<ul><li><a href='/a'>The crane of 1962 is sold</a></li><li><a href='/b'>Ice came early</a></li></ul>";
  const text = textOf(
    `<article class="entry-content"><p>${LONG}</p><p>${OTHER}</p><h3>Further reading</h3>${links}<p>${LONG.replace("Varberg", "Halmstad")}</p></article>`,
  );
  assert.equal(text.split("\n\n").length, 3);
});

test("a label over items that each hold a link ends a report, over plain items it does not", () => {
  const report = `<p>${LONG}</p><p>${OTHER}</p><div>More Great Harbour Stories</div>`;
  const items = ["The crane of 1962 <a href='/a'>is sold</a>", "Ice came early. <a href='/b'>Who saw it?</a>"];
  const list = (texts: string[]) => `<ul>${texts.map((text) => `<li>${text}</li>`).join("")}</ul>`;
  const linked = list([...items, "Divers of Varberg <a href='/c'>on what they found</a>"]);
  assert.equal(textOf(`<article>${report}${linked}</article>`), `${LONG}\n\n${OTHER}`);
  const plain = list(["The crane of 1962 is sold.", "The ice came early this year.", "Divers found eleven boats."]);
  assert.match(textOf(`<article>${report}${plain}</article>`), /Divers found eleven boats/);
});

test("a last line that leads on to links goes with them", () => {
  const links = "<p><a href='/a'>The crane of 1962 is sold</a></p><p><a href='/b'>Ice came early this year</a></p>";
  assert.equal(textOf(`<div class="entry-content"><p>${LONG}</p><p>Seen these?</p>${links}</div>`), LONG);
});

test("a table of contents is no text", () => {
  const contents =
    "<ul><li><a href='#boats'>Why so many boats</a></li><li><a href='#crane'>One crane only</a></li></ul>";
  assert.equal(
    textOf(`<div class="entry-content">${contents}<p>${LONG}</p><p>${OTHER}</p></div>`),
    `${LONG}\n\n${OTHER}`,
  );
});

test("what a site says of its own channels at the end is left out, a post quoted there stays", () => {
  const own = "Did you know that we have a channel on Telegram? Our readers are the first to hear.";
  const post = "My boat is still in the water. Thank you for nothing, Varberg. pic.twitter.com/x";
  assert.equal(
    textOf(`<div class="entry-content"><p>${LONG}</p><blockquote><p>${post}</p></blockquote><p>${own}</p></div>`),
    `${LONG}\n\n${post}`,
  );
});

test("a German lead counts although it has no full stop, a fragment does not", () => {
  const lead = "Weil der Kran zu klein ist, liegen im Hafen noch immer mehr als dreihundert Boote im Wasser";
  const body = `<div class="entry-content"><p>${LONG}</p></div>`;
  assert.ok(textOf(`<p class="x">${lead}</p>${body}`, "de").startsWith(lead));
  assert.equal(
    textOf(
      `<p class="x">Boote im Hafen, Varberg, Oktober 2024, Foto privat, Archiv Stadt Varberg, Montage Redaktion Nord</p>${body}`,
      "de",
    ),
    LONG,
  );
});
