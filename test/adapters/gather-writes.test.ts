import assert from "node:assert/strict";
import { Socket } from "node:net";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { gatherWrites } from "../../src/adapters/gather-writes.ts";

/** A socket that is connected to nothing and keeps what would have left, one text for each call into the kernel. */
class Kept extends Socket {
  left: string[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.left.push(String(chunk));
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.left.push(chunks.map(({ chunk }) => String(chunk)).join(""));
    done();
  }
}

test("what is written in one turn leaves in one piece, in its order", async () => {
  const socket = gatherWrites(new Kept());
  socket.write("a");
  await null;
  socket.write("b");
  assert.deepEqual(socket.left, []);
  await turn();
  assert.deepEqual(socket.left, ["ab"]);
  socket.write("c");
  await turn();
  assert.deepEqual(socket.left, ["ab", "c"]);
});

test("what was written before the end leaves before it", async () => {
  const socket = gatherWrites(new Kept());
  socket.write("a");
  socket.end("b");
  await turn();
  assert.equal(socket.left.join(""), "ab");
});
