import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import type { App } from "../../src/app.ts";
import type { Removal } from "../../src/model/article.ts";
import { rememberPage, siteOf } from "../../workers/site-memory.ts";
import { createFakeClock } from "../fake-clock.ts";

let folder: string;
let app: App;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-site-memory-"));
  const store = await openSqliteStore({ file: join(folder, "s.db") });
  app = { store, clock: createFakeClock(Date.UTC(2026, 2, 3, 12)), settings: DEFAULTS } as unknown as App;
});
after(async () => {
  await app.store.close();
  await rm(folder, { recursive: true });
});

const promo: Removal = {
  kind: "comment",
  reason: "comment-section",
  text: "My cousin showed me how she pays for her holidays now and I could not be happier about it.",
  score: 0.7,
  position: 0,
};

test("a site's lines are remembered by host, each article once", async () => {
  const page = (n: number) => `https://courier.example/${n}`;
  for (const n of [1, 2, 2, 3])
    await rememberPage(app, page(n), { voice: `article${n}`, blocks: ["line", `own${n}`] }, []);
  const site = await siteOf(app, page(9));
  assert.deepEqual(site.get("line"), ["article1", "article2", "article3"]);
  assert.equal(site.has("own2"), false, "what stands under one article alone says nothing of the site");
  assert.deepEqual(await siteOf(app, "https://other.example/1"), new Map());
  assert.deepEqual(await siteOf(app, "no address"), new Map());
});

test("a doubtful comment is spam once it stood under two other articles, on whatever site", async () => {
  const kinds: string[] = [];
  for (const n of [1, 1, 2, 3]) {
    const sightings = { voice: `article${n}`, blocks: [] };
    const [seen] = await rememberPage(app, `https://paper${n}.example/`, sightings, [promo]);
    kinds.push(`${seen?.kind} ${seen?.reason}`);
  }
  assert.deepEqual(kinds, [
    "comment comment-section",
    "comment comment-section",
    "comment comment-section",
    "spam seen-elsewhere",
  ]);
});
