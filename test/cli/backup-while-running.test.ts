import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { newsroom } from "../cluster/newsroom.ts";
import { jsonLines, start } from "../program.ts";
import { samestory, scratchFolder } from "./seed.ts";

/** Each text of the newsroom under so many names, with a word of its own: long enough to be caught in the middle. */
const TIMES = 12;

interface Exported {
  id: string;
  status: string;
  story_id: string | null;
}

test("a backup taken during an ingest is restored elsewhere: sound, and a part of what the ingest ends with", async () => {
  const folder = scratchFolder();
  const [data, elsewhere] = [join(folder, "data"), join(folder, "elsewhere")].map((at) => ["--data", at]);
  const lines = Array.from({ length: TIMES }, (_, n) =>
    newsroom().map(({ id, source, title, text, publishedAt }) =>
      JSON.stringify({
        url: `https://${n}.${source}/${id}`,
        source: `${n}.${source}`,
        title,
        text: `Edition ${n}. ${text}`,
        published: new Date(publishedAt),
      }),
    ),
  ).flat();
  const file = join(folder, "articles.jsonl");
  writeFileSync(file, lines.join("\n"));
  await samestory(["init", ...data!]);

  const ingest = start(["ingest", file, ...data!]);
  let running = true;
  const ended = ingest.ended.finally(() => {
    running = false;
  });
  const clustered = async () => {
    const { out } = await samestory(["status", "--json", ...data!]);
    return Number(jsonLines<{ entries: { ended: Record<string, number> } }>(out)[0]!.entries.ended.clustered ?? 0);
  };
  while (running && (await clustered()) === 0);
  const backup = join(folder, "backup.db");
  const backedUp = await samestory(["backup", backup, ...data!]);
  assert.equal(backedUp.code, 0, backedUp.err);
  const stillRunning = running;
  assert.equal((await ended).code, 0, (await ended).stderr);
  assert.ok(stillRunning, "the ingest had ended before the backup was written");
  assert.ok(!existsSync(`${backup}-wal`));

  const restored = await samestory(["restore", backup, ...elsewhere!]);
  assert.equal(restored.code, 0, restored.err);
  const articles = async (where: string[]) =>
    jsonLines<Exported>((await samestory(["export", "articles", ...where])).out);
  const [part, whole] = [await articles(elsewhere!), new Map((await articles(data!)).map((one) => [one.id, one]))];
  assert.equal(whole.size, lines.length);
  assert.ok(part.length > 0);
  const done = part.filter(({ status }) => status === "clustered");
  assert.ok(done.length > 0 && done.length < lines.length, `${done.length} of ${lines.length} were through`);
  // What an article is does not change after it was extracted; what others did to it later may: its family and its story.
  const own = ({ id, url, source, title, text, published, first_seen, removed }: Record<string, unknown>) => {
    return { id, url, source, title, text, published, first_seen, removed };
  };
  for (const one of part) assert.deepEqual(own({ ...one }), own({ ...whole.get(one.id)! }));

  // The rest of the work is in the backup too: gone on with there, it ends with the same articles.
  const went = await samestory(["ingest", file, ...elsewhere!]);
  assert.equal(went.code, 0, went.err);
  const finished = await articles(elsewhere!);
  assert.equal(finished.length, lines.length);
  assert.ok(finished.every(({ status }) => status === "clustered"));
  assert.equal((await samestory(["doctor", ...elsewhere!])).code, 0);
});
