import type { Store } from "../../ports/store.ts";
import { insertInto, orReplace } from "../mapping.ts";
import { coverageRow, nearDuplicateRow, signatureRow, storyEventRow, storyLinkRow, storyRow } from "../rows.ts";
import type { Database } from "./database.ts";
import type { leasesOf } from "./leases.ts";

/** Puts a decision about all articles in the place of what dedupe and cluster made of them one by one. */
export function rehomeOf(db: Database, leases: ReturnType<typeof leasesOf>): Pick<Store, "rehome"> {
  const leave = ["signature", "near_duplicate", "coverage"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE article_id = ?`),
  );
  const addSignature = db.prepare(insertInto("signature", signatureRow.columns));
  const addDuplicate = db.prepare(insertInto("near_duplicate", nearDuplicateRow.columns));
  const addCoverage = db.prepare(insertInto("coverage", [...coverageRow.columns, "vectors"]));
  const saveStory = db.prepare(insertInto("story", storyRow.columns) + orReplace("id", storyRow.columns));
  const addEvent = db.prepare(insertInto("story_event", storyEventRow.columns));
  const addLink = db.prepare(`${insertInto("story_link", storyLinkRow.columns)} ON CONFLICT DO NOTHING`);
  const addStep = db.prepare(`
    INSERT INTO step (entry_id, stage, started_at, ms, kind, reason, detail)
    VALUES (:entryId, 'cluster', :at, 0, 'next', NULL, :detail)`);

  return {
    rehome: (lease, rehoming) =>
      db.write(() => {
        leases.assertHeld(lease);
        for (const { articleId } of rehoming.coverage) for (const statement of leave) statement.run(articleId);
        for (const signature of rehoming.signatures) addSignature.run(signatureRow.write(signature));
        for (const duplicate of rehoming.duplicates) addDuplicate.run(nearDuplicateRow.write(duplicate));
        for (const story of rehoming.stories) saveStory.run(storyRow.write(story));
        for (const row of rehoming.coverage) addCoverage.run({ ...coverageRow.write(row), vectors: row.vectors });
        for (const event of rehoming.events) addEvent.run(storyEventRow.write(event));
        for (const link of rehoming.links) addLink.run(storyLinkRow.write(link));
        for (const { entryId, at, detail } of rehoming.steps)
          addStep.run({ entryId, at: Math.round(at), detail: JSON.stringify(detail) });
      }),
  };
}
