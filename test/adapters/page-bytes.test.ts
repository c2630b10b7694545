import assert from "node:assert/strict";
import { test } from "node:test";
import { packBytes, unpackBytes } from "../../src/adapters/page-bytes.ts";

const page = (i: number, repeat = 200): Buffer =>
  Buffer.from(`<p>Page ${i}</p>${"<p>The ferry waits.</p>".repeat(repeat)}`);

test("a page comes back as it was, whether it was packed just now or many pages ago, large or empty", async () => {
  const bodies = [...Array.from({ length: 40 }, (_, i) => page(i)), page(40, 20_000), Buffer.alloc(0)];
  const packed = await Promise.all(bodies.map(packBytes));
  for (const round of [packed, packed.toReversed(), packed])
    for (const one of round) {
      const back = await unpackBytes({ ...one, bytes: Uint8Array.from(one.bytes) });
      assert.ok(Buffer.from(back).equals(bodies[packed.indexOf(one)]!));
    }
});

test("a page whose bytes were handed over to a thread can be read once more", async () => {
  const packed = await packBytes(page(1));
  const first = await unpackBytes(packed);
  structuredClone(first, { transfer: [first.buffer as ArrayBuffer] });
  assert.equal(first.length, 0);
  assert.ok(Buffer.from(await unpackBytes(packed)).equals(page(1)));
});

test("a page that this version cannot read is told by the name of its encoding", async () => {
  await assert.rejects(unpackBytes({ encoding: "lzma", bytes: Uint8Array.of(1) }), /stored as lzma/);
});
