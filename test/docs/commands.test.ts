import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { samestory } from "../cli/seed.ts";

const DOCS = join(import.meta.dirname, "../../docs");

/** The commands of a page, each once: those in code that begin with `samestory`, up to a comment. */
function commandsOf(page: string): string[][] {
  const text = readFileSync(join(DOCS, page), "utf8");
  const inline = [...text.matchAll(/`samestory ([^`]+)`/g)].map(([, words = ""]) => words);
  const lines = [...text.matchAll(/^ {4}samestory (.+)$/gm)].map(([, words = ""]) => words.replace(/\s+#.*$/, ""));
  return [...new Set([...inline, ...lines])].map((words) => words.split(/\s+/));
}

for (const page of ["operating.md", "incidents.md"]) {
  test(`every command and option in ${page} exists`, async () => {
    const commands = commandsOf(page);
    assert.ok(commands.length > 10, "the page has commands");
    for (const words of commands) {
      const plain = words.findIndex((word) => !/^[a-z]+$/.test(word));
      const { code, out } = await samestory([...words.slice(0, plain < 0 ? 2 : Math.min(plain, 2)), "--help"]);
      assert.equal(code, 0, words.join(" "));
      for (const option of words.filter((word) => word.startsWith("--")))
        assert.ok(out.includes(option), `${words.join(" ")}: no ${option} in its help`);
    }
  });
}
