import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog, type LogLevel } from "../../src/adapters/log-pino.ts";

function writing(level: LogLevel) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ level, destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });
  return { log, lines };
}

test("an event is one JSON line with its level, time and fields", () => {
  const { log, lines } = writing("info");
  log.info("feed polled", { feed: "https://paper.example/rss", new: 3 });
  const [line] = lines;
  assert.equal(lines.length, 1);
  assert.deepEqual(
    [line?.level, line?.event, line?.feed, line?.new],
    ["info", "feed polled", "https://paper.example/rss", 3],
  );
  assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("what is below the level is not written", () => {
  const { log, lines } = writing("warn");
  log.debug("a");
  log.info("b");
  log.warn("c");
  log.error("d");
  assert.deepEqual(
    lines.map((line) => line.event),
    ["c", "d"],
  );
});

test("secrets are hidden by field name at any depth, and inside text", () => {
  const { log, lines } = writing("info");
  log.info("endpoint added", {
    endpoint: { url: "https://user:hunter2@desk.example/hook", secret: "whsec_c2VjcmV0" },
    headers: [{ Authorization: "Bearer abc", accept: "*/*" }],
    signatures: 12,
    note: "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    error: new Error("cannot reach redis://:hunter2@cache.example"),
  });
  const text = JSON.stringify(lines);
  for (const secret of ["hunter2", "c2VjcmV0", "Bearer", "MfKQ9r8G"]) assert.ok(!text.includes(secret), secret);
  assert.equal(lines[0]?.signatures, 12);
  assert.ok(text.includes("desk.example/hook") && text.includes("*/*"));
});

test("an error keeps its name, message, code, stack and cause", () => {
  const { log, lines } = writing("info");
  const cause = new TypeError("not a number");
  log.error("job failed", { error: Object.assign(new Error("no page", { cause }), { code: "ENOENT" }) });
  const error = lines[0]?.error as Record<string, unknown>;
  assert.deepEqual([error.name, error.message, error.code], ["Error", "no page", "ENOENT"]);
  assert.match(String(error.stack), /log-pino\.test\.ts/);
  assert.equal((error.cause as Record<string, unknown>).message, "not a number");
});

test("no field is too long, too deep or too odd for a line", () => {
  const { log, lines } = writing("info");
  const circle: Record<string, unknown> = {};
  circle.again = circle;
  log.info("odd", {
    long: "x".repeat(1_000_000),
    many: Array.from({ length: 10_000 }, () => 1),
    big: 12n,
    bytes: new Uint8Array(9),
    never: new Date(Number.NaN),
    half: "a\ud83d",
    circle,
  });
  const [line] = lines;
  assert.ok(JSON.stringify(line).length < 6_000);
  assert.deepEqual([line?.big, line?.bytes, line?.never, line?.half], ["12", "9 bytes", null, "a\ufffd"]);
});
