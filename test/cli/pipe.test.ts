import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import { main } from "../../src/cli/main.ts";

test("a reader that goes away ends the command quietly", async () => {
  const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  let written = 0;
  const stdout = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      written++;
      done(written > 1 ? gone : null);
    },
  });
  let said = "";
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  const code = await main(["config", "print"], { stdout, stderr, env: {} });
  assert.equal(code, 0);
  assert.equal(said, "");
  assert.equal(written, 2);
});

test("a full disk behind standard output is said in one line, with exit code 1", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) });
  let said = "";
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  assert.equal(await main(["config", "print"], { stdout, stderr, env: {} }), 1);
  assert.equal(said, "samestory: standard output cannot be written: ENOSPC: no space left on device, write\n");
});
