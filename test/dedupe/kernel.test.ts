import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptKernel, textKernel, wasmKernel } from "../../src/dedupe/kernel.ts";
import { KERNEL_BASE64 } from "../../src/dedupe/kernel-bytes.ts";
import { DEDUPE_DEFAULTS, type DedupeSettings } from "../../src/dedupe/settings.ts";
import { compileKernel } from "./build-kernel.ts";
import { chance, fixture, fixturesIn, inventedText } from "./given.ts";
import { quake } from "./templates.ts";

const wasm = wasmKernel();
assert.ok(wasm);

function agree(text: string, settings: DedupeSettings, what: string): void {
  assert.deepEqual(wasm?.outline(text, settings), scriptKernel.outline(text, settings), what);
  assert.deepEqual(wasm?.shingled(text, settings), scriptKernel.shingled(text, settings), what);
}

test("the kernel that is kept in the repository is what its source compiles to", async () => {
  assert.equal(Buffer.from(await compileKernel()).toString("base64"), KERNEL_BASE64);
});

test("where WebAssembly runs, it is used", () => {
  assert.notEqual(textKernel(), scriptKernel);
});

test("WebAssembly and TypeScript agree to the bit on prose, templates and short texts", () => {
  const texts = [fixture("wire/original"), fixture("wire/brief"), ...fixturesIn("talks"), quake(3)];
  for (const { title, text } of texts) agree(text, DEDUPE_DEFAULTS, title);
  for (const text of ["", " ", "one", "two words", "…", "a.b", "1,000", "%", "per cent", "per", "cent per cent"])
    agree(text, DEDUPE_DEFAULTS, text);
});

test("they agree on every code unit, alone, inside a word and before a figure", () => {
  const parts: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    parts.push(`${character} a${character}b ${character}7`);
  }
  for (let start = 0; start < parts.length; start += 4096)
    agree(parts.slice(start, start + 4096).join(" "), { ...DEDUPE_DEFAULTS, maxWords: 100_000 }, `from ${start}`);
});

test("they agree on random strings of the characters that the walk treats in a way of their own", () => {
  const alphabet = [
    ..."aZé9.,%'’ \n-ßÆ½東京ไทย",
    "\u0301",
    "\u00ad",
    "per ",
    "cent ",
    "three ",
    "U.S. ",
    "\ud835",
    "ﾆ",
  ];
  const random = chance(11);
  for (let n = 0; n < 3000; n++) {
    let text = "";
    for (let k = 0; k < 1 + random() * 60; k++) text += alphabet[Math.floor(random() * alphabet.length)];
    agree(text, { ...DEDUPE_DEFAULTS, maxWords: 1 + Math.floor(random() * 30) }, JSON.stringify(text));
  }
});

test("they agree with other settings and on texts up to and beyond the bound, whatever was read before", () => {
  const long = inventedText(30_000, 5);
  for (const shingleWords of [1, 3, 8])
    for (const fingerprintWindow of [1, 4, 40])
      for (const text of [long, inventedText(6, 1), inventedText(90, 2)])
        agree(text, { ...DEDUPE_DEFAULTS, shingleWords, fingerprintWindow }, `${shingleWords} ${fingerprintWindow}`);
  agree("x".repeat(3_000_000), { ...DEDUPE_DEFAULTS, maxWords: 10 }, "one word beyond the bound");
  agree("w ".repeat(100_000), DEDUPE_DEFAULTS, "more words than the bound");
});
