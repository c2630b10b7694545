import type { StoryStore } from "../../ports/store.ts";
import { insertInto, orReplace } from "../mapping.ts";
import {
  articleRow,
  clusteredArticleRow,
  clusteredCoverageRow,
  coverageMoveRow,
  coverageRow,
  storyEventRow,
  storyLinkRow,
  storyRow,
} from "../rows.ts";
import type { Database } from "./database.ts";
import type { leasesOf } from "./leases.ts";
import { atMost, batchesOf, inBatches } from "./limits.ts";
import type { outboxOf } from "./outbox.ts";
import type { stepsOf } from "./steps.ts";

interface Parts {
  steps: ReturnType<typeof stepsOf>;
  leases: ReturnType<typeof leasesOf>;
  outbox: ReturnType<typeof outboxOf>;
}

/** Stories, their coverage and their history. */
export function storiesOf(db: Database, { steps, leases, outbox }: Parts): Omit<StoryStore, "rehome"> {
  const saveStory = db.prepare(insertInto("story", storyRow.columns) + orReplace("id", storyRow.columns));
  const saveCoverage = db.prepare(
    insertInto("coverage", coverageRow.columns) + orReplace("article_id", coverageRow.columns),
  );
  const leavePlace = db.prepare("DELETE FROM coverage WHERE article_id = ?");
  const moveCoverage = db.prepare(
    "UPDATE coverage SET story_id = :story_id, role = :role WHERE article_id = :article_id",
  );
  const saveVectors = db.prepare("UPDATE coverage SET vectors = :vectors WHERE article_id = :articleId");
  const addEvent = db.prepare(insertInto("story_event", storyEventRow.columns));
  const addLink = db.prepare(`${insertInto("story_link", storyLinkRow.columns)} ON CONFLICT DO NOTHING`);
  const links = db.prepare(
    `SELECT ${storyLinkRow.select()} FROM story_link WHERE story_id = :id OR other_id = :id ORDER BY at, story_id, other_id`,
  );
  const byId = db.prepare(`SELECT ${storyRow.select()} FROM story WHERE id = ?`);
  const ofIds = db.prepare(`SELECT ${storyRow.select()} FROM story WHERE id IN (SELECT value FROM json_each(?))`);
  const list = db.prepare(`
    SELECT ${storyRow.select()} FROM story
    WHERE last_published_at >= :since AND (:status IS NULL OR status = :status) AND articles >= :minArticles
    ORDER BY last_published_at DESC, id LIMIT :limit`);
  const ofStory = db.prepare(`
    SELECT ${coverageRow.select("coverage")}, ${articleRow.select("article")}, parent_id
    FROM coverage JOIN article ON article.id = coverage.article_id AND article.current = 1
      LEFT JOIN near_duplicate ON near_duplicate.article_id = coverage.article_id
    WHERE story_id = ? ORDER BY number`);
  const ofArticle = db.prepare(`SELECT ${coverageRow.select()} FROM coverage WHERE article_id = ?`);
  const events = db.prepare(`SELECT ${storyEventRow.select()} FROM story_event WHERE story_id = ? ORDER BY number`);
  const firstSince = db.prepare("SELECT min(number) AS number FROM coverage WHERE added_at >= ?");
  const latestFrom = db.prepare("SELECT number FROM coverage ORDER BY number DESC LIMIT 1 OFFSET ?");
  const olderOfActive = db.prepare(`
    SELECT number FROM coverage
    WHERE number < :start AND story_id IN (SELECT story_id FROM coverage WHERE added_at >= :since)
    ORDER BY number`);
  const clusteredRows = `
    SELECT number, vectors, ${clusteredCoverageRow.select("coverage")}, ${clusteredArticleRow.select("article")}
    FROM coverage JOIN article ON article.id = coverage.article_id AND article.current = 1`;
  const numbered = db.prepare(
    `${clusteredRows} WHERE number IN (SELECT value FROM json_each(:numbers)) ORDER BY number`,
  );
  const page = db.prepare(`${clusteredRows} WHERE number > :after ORDER BY number LIMIT :limit`);
  const reports = db.prepare(`
    SELECT number, vectors, ${clusteredCoverageRow.select("coverage")}, ${clusteredArticleRow.select("article")}
    FROM coverage JOIN article ON article.id = coverage.article_id AND article.current = 1
    WHERE story_id = :storyId AND role <> 'near_duplicate' AND (
      number = (SELECT min(number) FROM coverage WHERE story_id = :storyId AND role <> 'near_duplicate')
      OR number IN (SELECT number FROM coverage WHERE story_id = :storyId AND role <> 'near_duplicate'
        ORDER BY number DESC LIMIT :latest))
    ORDER BY number`);
  const readClustered = (row: Record<string, unknown>) => ({
    number: Number(row.number),
    coverage: clusteredCoverageRow.read(row, "coverage"),
    article: clusteredArticleRow.read(row, "article"),
    vectors: row.vectors as Uint8Array | null,
  });

  return {
    commitCluster: (step, lease, change) =>
      db.write(() => {
        leases.assertHeld(lease);
        if (!steps.apply(step)) return { deliveries: [] };
        for (const story of change.stories) saveStory.run(storyRow.write(story));
        // An article that is run again comes last, as it does in the writer's memory.
        if (change.coverage.some((row) => row.articleId === step.entryId)) leavePlace.run(step.entryId);
        for (const row of change.coverage) saveCoverage.run(coverageRow.write(row));
        for (const row of change.moved ?? []) moveCoverage.run(coverageMoveRow.write(row));
        if (change.vectors) saveVectors.run({ vectors: change.vectors, articleId: step.entryId });
        for (const event of change.events) addEvent.run(storyEventRow.write(event));
        for (const link of change.links ?? []) addLink.run(storyLinkRow.write(link));
        return { deliveries: change.alerts.flatMap((alert) => outbox.put(alert)) };
      }),
    async story(id) {
      const row = byId.get(id);
      return row ? storyRow.read(row) : null;
    },
    storiesOf: async (ids) => ofIds.all(JSON.stringify(ids)).map((row) => storyRow.read(row)),
    stories: async ({ limit, status = null, since = Number.MIN_SAFE_INTEGER, minArticles = 0 }) =>
      list.all({ since, status, minArticles, limit: atMost(limit) }).map((row) => storyRow.read(row)),
    coverage: async (storyId) =>
      ofStory.all(storyId).map((row) => ({
        ...coverageRow.read(row, "coverage"),
        article: articleRow.read(row, "article"),
        duplicateOf: row.parent_id as string | null,
      })),
    async coverageOf(articleId) {
      const row = ofArticle.get(articleId);
      return row ? coverageRow.read(row) : null;
    },
    storyEvents: async (storyId) => events.all(storyId).map((row) => storyEventRow.read(row)),
    storyLinks: async (id) => links.all({ id }).map((row) => storyLinkRow.read(row)),
    async *clustered(since, latest = 0) {
      const firsts = [firstSince.get(since)?.number, latest > 0 ? (latestFrom.get(latest - 1)?.number ?? 0) : null];
      const start = Math.min(...firsts.filter((number) => typeof number === "number"));
      if (start === Infinity) return;
      const older = olderOfActive.all({ start, since }).map(({ number }) => Number(number));
      for (const numbers of batchesOf(older))
        yield* numbered.all({ numbers: JSON.stringify(numbers) }).map(readClustered);
      yield* inBatches((after: number | null, limit) =>
        page.all({ after: after ?? start - 1, limit }).map((row) => {
          return { item: readClustered(row), key: Number(row.number) };
        }),
      );
    },
    clusteredIn: async (storyId, count) => reports.all({ storyId, latest: count - 1 }).map(readClustered),
  };
}
