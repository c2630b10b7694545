import type { Rehoming, Store } from "../../ports/store.ts";
import { insertInto, orReplace } from "../mapping.ts";
import { coverageRow, nearDuplicateRow, signatureRow, storyEventRow, storyLinkRow, storyRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { assertHeld } from "./leases.ts";
import { type Parameters, prepare, type Statement } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

const LEAVE = ["signature", "near_duplicate", "coverage"].map((table) =>
  prepare(`DELETE FROM ${table} WHERE article_id = ANY(:ids::text[])`),
);
const ADD_SIGNATURE = prepare(insertInto("signature", signatureRow.columns));
const ADD_DUPLICATE = prepare(insertInto("near_duplicate", nearDuplicateRow.columns));
const ADD_COVERAGE = prepare(insertInto("coverage", [...coverageRow.columns, "vectors"]));
const SAVE_STORY = prepare(insertInto("story", storyRow.columns) + orReplace("id", storyRow.columns));
const ADD_EVENT = prepare(insertInto("story_event", storyEventRow.columns));
const ADD_LINK = prepare(`${insertInto("story_link", storyLinkRow.columns)} ON CONFLICT DO NOTHING`);
const ADD_STEP = prepare(`
  INSERT INTO step (entry_id, stage, started_at, ms, kind, reason, detail)
  VALUES (:entryId, 'cluster', :at, 0, 'next', NULL, :detail)`);

/** Rows under way at once: the answer to the last of them must come in time. */
const AT_ONCE = 500;

/** Puts a decision about all articles in the place of what dedupe and cluster made of them one by one. */
export function rehomeOf(db: Database): Pick<Store, "rehome"> {
  return {
    rehome: (lease, rehoming) =>
      db.write(async (tx) => {
        await assertHeld(tx, lease);
        const ids = rehoming.coverage.map(({ articleId }) => articleId);
        for (const statement of LEAVE) await tx.run(statement, { ids });
        for (const [statement, rows] of written(rehoming)) await sendAll(tx, statement, rows);
      }),
  };
}

function written(rehoming: Rehoming): [Statement, Parameters[]][] {
  const { signatures, duplicates, stories, coverage, events, links, steps } = rehoming;
  return [
    [ADD_SIGNATURE, signatures.map(signatureRow.write)],
    [ADD_DUPLICATE, duplicates.map(nearDuplicateRow.write)],
    [SAVE_STORY, stories.map(storyRow.write)],
    [ADD_COVERAGE, coverage.map((row) => ({ ...coverageRow.write(row), vectors: row.vectors }))],
    [ADD_EVENT, events.map(storyEventRow.write)],
    [ADD_LINK, links.map(storyLinkRow.write)],
    [
      ADD_STEP,
      steps.map(({ entryId, at, detail }) => ({ entryId, at: Math.round(at), detail: JSON.stringify(detail) })),
    ],
  ];
}

async function sendAll(tx: Transaction, statement: Statement, rows: readonly Parameters[]): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE)
    await Promise.all(rows.slice(start, start + AT_ONCE).map((row) => tx.run(statement, row)));
}
