import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "../../src/extract/blocks.ts";
import { parseTree } from "../../src/extract/parse-tree.ts";
import { textOf } from "../../src/extract/tree.ts";

const BOUNDS = { maxDepth: 512, maxAttributes: 256, maxElements: 200_000 };
const texts = (html: string) => blocksOf(parseTree(html, BOUNDS)).list.map(({ text }) => text);

test("unclosed paragraphs, items and cells end where the next begins", () => {
  assert.deepEqual(texts("<p>one<p>two<ul><li>three<li>four<ul><li>five</ul><li>six</ul>"), [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
  ]);
  assert.deepEqual(texts("<table><tr><td>a<td>b<tr><td>c</table>"), ["a b", "c"]);
});

test("a stray end tag closes nothing", () => {
  assert.deepEqual(texts("<div><p>one</b></span></section> two</p></div>"), ["one two"]);
});

test("a head that nobody closed ends before the first thing that is shown", () => {
  assert.deepEqual(texts("<head><title>t</title><noscript><div>pixel</div></noscript><div>one</div><p>two"), [
    "one",
    "two",
  ]);
});

test("two line breaks part paragraphs, one does not", () => {
  for (const tag of ["div", "p", "li"])
    assert.deepEqual(texts(`<${tag}>one<br>two<br><br>three</${tag}>`), ["one\ntwo", "three"]);
});

test("a paragraph runs on past whatever browsers show within its line", () => {
  const within = [
    "<script>ad()</script>",
    "<iframe src=/ad></iframe>",
    "<button>More</button>",
    '<meta itemprop="name" content="Ada">',
    "<x-advert></x-advert>",
    "<o:p></o:p>",
  ];
  for (const one of within) assert.deepEqual(texts(`<p>The dam ${one} was closed.</p>`), ["The dam was closed."], one);
  assert.deepEqual(texts("<p>Closed <em>by the <x-link>council</x-link></em> (<x-note>1</x-note>).</p>"), [
    "Closed by the council (1).",
  ]);
  assert.deepEqual(texts("<x-card>One.</x-card><x-card>Two.</x-card>"), ["One.", "Two."]);
});

test("a paragraph ends before a block, also one that stands in an element of the page's own", () => {
  for (const tag of ["div", "table", "ul", "h2", "p", "figure", "search"])
    assert.deepEqual(texts(`<p>One.<${tag}>Two.</${tag}>`), ["One.", "Two."], tag);
  assert.deepEqual(texts("<p>One. <x-card><div>Two.</div></x-card>"), ["One.", "Two."]);
});

test("scripts, styles and hidden templates are not read", () => {
  assert.deepEqual(texts("<script>var a='<p>x</p>'</script><style>p{}</style><template><p>t</p></template><p>y</p>"), [
    "y",
  ]);
});

test("nesting beyond the bound is flattened and counted, its text stays", () => {
  const tree = parseTree(`${"<div>".repeat(100_000)}deep${"</div>".repeat(100_000)}`, BOUNDS);
  assert.equal(tree.elements.length, BOUNDS.maxDepth + 1);
  assert.equal(tree.cut.nesting, 100_000 - BOUNDS.maxDepth);
  assert.equal(textOf(tree.root), "deep");
});

test("text after flattened nesting is outside of it again", () => {
  const tree = parseTree(`<main>${"<div>".repeat(600)}in${"</div>".repeat(600)}<p>out</p></main>`, BOUNDS);
  const paragraph = tree.elements.find(({ tag }) => tag === "p");
  assert.equal(paragraph?.parent?.tag, "main");
});

test("attributes beyond the bound are not read and counted", () => {
  const many = Array.from({ length: 200_000 }, (_, i) => `a${i}=x`).join(" ");
  const tree = parseTree(`<p ${many} class="late">x</p>`, BOUNDS);
  assert.equal(tree.cut.attributes, 200_001 - BOUNDS.maxAttributes);
  assert.deepEqual(tree.elements[1]!.attributes, {});
});

test("elements beyond the bound lose their structure, not their text", () => {
  const tree = parseTree("<p>word</p>".repeat(100), { ...BOUNDS, maxElements: 10 });
  assert.equal(tree.elements.length, 10);
  assert.equal(textOf(tree.root).split(" ").length, 100);
});

test("drawings are passed over, whether they end as they should or not", () => {
  assert.deepEqual(texts('<p>a <svg><title/><path d="M0"/></svg> b</p><p>c</p>'), ["a b", "c"]);
  assert.deepEqual(texts("<div><svg><g><text>label</text></div><p>after</p>"), ["after"]);
  assert.deepEqual(texts("<p>x <math><mi>y</mi></math> z<svg/> end</p>"), ["x z end"]);
  assert.deepEqual(texts("<svg><foreignObject><p>in a drawing</p></foreignObject></svg><p>text</p>"), ["text"]);
});

test("the small type over a word that says how it is read is no text", () => {
  assert.deepEqual(texts("<p><ruby>法律<rp>(</rp><rt>ほうりつ</rt><rp>)</rp></ruby>ができる</p>"), ["法律ができる"]);
});
