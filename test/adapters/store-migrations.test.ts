import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { MIGRATIONS as OF_POSTGRES } from "../../src/adapters/postgres/schema.ts";
import { MIGRATIONS as OF_SQLITE } from "../../src/adapters/sqlite/schema.ts";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import type { Store } from "../../src/ports/store.ts";
import { postgresIsThere, startPostgres, tell } from "../servers/postgres.ts";

/** Two articles as the first schema kept them, one with a former revision. */
const AS_IT_WAS = `
  INSERT INTO migration (number, applied_at) VALUES (1, 0);
  INSERT INTO feed (id, url, source, state, next_due_at, last_success_at, polling, added_at)
    VALUES ('f_1', 'w', 's', 'active', 5, 3, '{"etag":null,"itemsPerDay":2}', 1),
      ('f_2', 'x', 's', 'active', 5, NULL, '{"etag":"e","itemsPerDay":null}', 1);
  INSERT INTO entry (id, url, canonical_url, source, date_source, first_seen_at, ending, not_before_at, tries, placed_at)
    VALUES ('a_1', 'u', 'u', 's', 'feed', 1, 'not-html', 0, 0, 1), ('a_2', 'v', 'v', 's', 'feed', 2, 'not-html', 0, 0, 1);
  INSERT INTO article (id, revision, current, url, canonical_url, source, title, published_at, date_source, first_seen_at,
      text, strategy, confidence, made_by, extracted_at)
    VALUES ('a_1', 1, FALSE, 'u', 'u', 's', 'Before', 1, 'feed', 1, 'the former words', 'x', 1, 'v1', 1),
      ('a_1', 2, TRUE, 'u', 'u', 's', 'After', 1, 'feed', 1, 'the black sea at Şırnak', 'x', 1, 'v1', 1),
      ('a_2', 1, TRUE, 'v', 'v', 's', 'Other', 1, 'feed', 2, 'the sea is black', 'x', 1, 'v1', 1);
  INSERT INTO removal (article_id, kind, text, reason, score, position)
    VALUES ('a_1', 'spam', 'earn ₺500 a day "at home"', 'offer', 0.75, 2), ('a_1', 'boilerplate', 'Home', 'site-nav', 1, 0),
      ('a_1', 'boilerplate', 'Menu', 'site-nav', 1, 0), ('a_2', 'comment', 'Well put.', 'comment-section', 1, 1);
  `;
const ALIASES = {
  sqlite: "INSERT INTO entry_alias (alias, entry_id) VALUES ('u', 'a_1'), ('v', 'a_2')",
  postgres: `INSERT INTO entry_alias (name, entry_id)
    VALUES ('00000000-0000-0000-0000-000000000001', 'a_1'), ('00000000-0000-0000-0000-000000000002', 'a_2')`,
};

async function foundAfterwards(store: Store): Promise<void> {
  const ids = async (query: string) => (await store.search(query, { limit: 9 })).map(({ article }) => article.id);
  assert.deepEqual(await ids("black sea"), ["a_2", "a_1"]);
  assert.deepEqual(await ids('"black sea" after sirnak'), ["a_1"]);
  assert.deepEqual(await ids("former"), []);
  assert.equal((await store.article("a_1"))?.text, "the black sea at Şırnak");
  assert.equal((await store.article("a_1"))?.details, null);
  assert.deepEqual(await store.removals("a_1"), [
    { kind: "boilerplate", text: "Home", reason: "site-nav", score: 1, position: 0 },
    { kind: "boilerplate", text: "Menu", reason: "site-nav", score: 1, position: 0 },
    { kind: "spam", text: 'earn ₺500 a day "at home"', reason: "offer", score: 0.75, position: 2 },
  ]);
  const polling = async (id: string) => (await store.feed(id))?.polling;
  const rhythm = { items: 14, days: 7, byHour: [], byWeekday: [], heat: 0, volume: 1, seenUntil: 3 };
  const learned = { freshMs: 0, missed: 0, doubt: null, wholeOnly: false };
  assert.deepEqual(await polling("f_1"), { etag: null, itemsPerDay: 2, rhythm, wholeAt: 3, ...learned });
  const none = { ...rhythm, items: 0, days: 0, seenUntil: null };
  assert.deepEqual(await polling("f_2"), { etag: "e", itemsPerDay: null, rhythm: none, wholeAt: null, ...learned });
  assert.deepEqual((await store.totals()).removals, { boilerplate: 2, comment: 1, spam: 1 });
  assert.deepEqual(await store.check(), []);
}

test("a database of the first schema keeps its articles and ledgers, and its articles are found, in SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samestory-migration-"));
  const file = join(folder, "samestory.db");
  try {
    const db = new DatabaseSync(file);
    db.exec(`${OF_SQLITE[0]} ${AS_IT_WAS} ${ALIASES.sqlite}`);
    db.close();
    const store = await openSqliteStore({ file });
    await foundAfterwards(store);
    await store.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});

if (postgresIsThere("the migration of a PostgreSQL store")) {
  const server = await startPostgres();
  after(() => server.stop());

  test("a database of the first schema keeps its articles and ledgers, and its articles are found, in PostgreSQL", async () => {
    const url = await server.bareDatabase();
    await tell(url, `${OF_POSTGRES[0]} ${AS_IT_WAS} ${ALIASES.postgres}`);
    const store = await openPostgresStore({ url });
    await foundAfterwards(store);
    await store.close();
  });
}
