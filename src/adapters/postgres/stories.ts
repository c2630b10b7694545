import type { ClusterChange, StoryStore } from "../../ports/store.ts";
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
import { assertHeld, HELD_HERE, holdingValues, IS_HELD } from "./leases.ts";
import { atMost, batchesOf, inBatches } from "./limits.ts";
import { putAlert } from "./outbox.ts";
import { insertAllFrom, planEachTime, prepare, rowsAsJson } from "./statement.ts";
import { applyStep, moving, movingValues } from "./steps.ts";

const SAVE_STORY = prepare(insertInto("story", storyRow.columns) + orReplace("id", storyRow.columns));
const SAVE_COVERAGE = prepare(
  insertInto("coverage", coverageRow.columns) + orReplace("article_id", coverageRow.columns),
);
const LEAVE_PLACE = prepare("DELETE FROM coverage WHERE article_id = :articleId");
const MOVE_COVERAGE = prepare("UPDATE coverage SET story_id = :story_id, role = :role WHERE article_id = :article_id");
const SAVE_OWN = prepare(
  insertInto("coverage", [...coverageRow.columns, "vectors"]) +
    orReplace("article_id", [...coverageRow.columns, "vectors"]),
);
/**
 * All of it for an article that had no place yet, in a change that tells nobody and moves nothing. What lies in the
 * coverage of others keeps its place.
 */
const FIRST_PLACE = prepare(`
  WITH ${HELD_HERE},
  ${moving(`${IS_HELD} AND NOT EXISTS (SELECT 1 FROM coverage WHERE article_id = :entryId)`)},
  told AS (
    ${insertAllFrom("story", storyRow.columns, { rows: ":stories", source: "moved", json: ["languages"] })} ${orReplace("id", storyRow.columns)}),
  happened AS (${insertAllFrom("story_event", storyEventRow.columns, { rows: ":events", source: "moved" })})
  INSERT INTO coverage (story_id, article_id, role, score, evidence, added_at, vectors)
  SELECT story_id, article_id, role, score, (evidence #>> '{}')::json, added_at,
    CASE article_id WHEN :entryId THEN :vectors::bytea END
  FROM moved, json_populate_recordset(NULL::coverage, :coverage)
  ${orReplace("article_id", coverageRow.columns)}`);
const ADD_EVENT = prepare(insertInto("story_event", storyEventRow.columns));
const ADD_LINK = prepare(`${insertInto("story_link", storyLinkRow.columns)} ON CONFLICT DO NOTHING`);
const LINKS = prepare(
  `SELECT ${storyLinkRow.select()} FROM story_link WHERE story_id = :id OR other_id = :id ORDER BY at, story_id, other_id`,
);
const BY_ID = prepare(`SELECT ${storyRow.select()} FROM story WHERE id = :id`);
const OF_IDS = prepare(`SELECT ${storyRow.select()} FROM story WHERE id = ANY (:ids::text[])`);
const LIST = planEachTime(`
  SELECT ${storyRow.select()} FROM story
  WHERE last_published_at >= :since AND (:status::text IS NULL OR status = :status) AND articles >= :minArticles
  ORDER BY last_published_at DESC, id LIMIT :limit`);
const OF_STORY = prepare(`
  SELECT ${coverageRow.select("coverage")}, ${articleRow.select("article")}, parent_id
  FROM coverage JOIN article ON article.id = coverage.article_id AND article.current
    LEFT JOIN near_duplicate ON near_duplicate.article_id = coverage.article_id
  WHERE story_id = :storyId ORDER BY number`);
const OF_ARTICLE = prepare(`SELECT ${coverageRow.select()} FROM coverage WHERE article_id = :articleId`);
const EVENTS = prepare(`SELECT ${storyEventRow.select()} FROM story_event WHERE story_id = :storyId ORDER BY number`);
/** Materialized: else the planner walks through all that is older, hoping to meet the first soon. */
const FIRST_SINCE = prepare(`
  WITH recent AS MATERIALIZED (SELECT number FROM coverage WHERE added_at >= :since) SELECT min(number) AS number FROM recent`);
const LATEST_FROM = prepare("SELECT number FROM coverage ORDER BY number DESC LIMIT 1 OFFSET :before");
const OLDER_OF_ACTIVE = prepare(`
  SELECT number FROM coverage
  WHERE number < :start AND story_id IN (SELECT story_id FROM coverage WHERE added_at >= :since)
  ORDER BY number`);
const CLUSTERED = `
  SELECT number, vectors, ${clusteredCoverageRow.select("coverage")}, ${clusteredArticleRow.select("article")}
  FROM coverage JOIN article ON article.id = coverage.article_id AND article.current`;
const NUMBERED = prepare(`${CLUSTERED} WHERE number = ANY(:numbers::bigint[]) ORDER BY number`);
const PAGE = prepare(`${CLUSTERED} WHERE number > :after ORDER BY number LIMIT :limit`);

const REPORTS = prepare(`
  SELECT number, vectors, ${clusteredCoverageRow.select("coverage")}, ${clusteredArticleRow.select("article")}
  FROM coverage JOIN article ON article.id = coverage.article_id AND article.current
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

/** One place is given, each story and each place is written once, and nobody is told. */
const isPlain = ({ stories, coverage, moved = [], links = [], alerts }: ClusterChange): boolean =>
  coverage.length > 0 &&
  moved.length + links.length + alerts.length === 0 &&
  new Set(stories.map(({ id }) => id)).size === stories.length &&
  new Set(coverage.map(({ articleId }) => articleId)).size === coverage.length;

/** Stories, their coverage and their history. */
export function storiesOf(db: Database): Omit<StoryStore, "rehome"> {
  return {
    async commitCluster(step, lease, change) {
      if (isPlain(change)) {
        const rows = {
          stories: rowsAsJson(change.stories.map((story) => storyRow.write(story))),
          coverage: rowsAsJson(change.coverage.map((row) => coverageRow.write(row))),
          events: rowsAsJson(change.events.map((event) => storyEventRow.write(event))),
          vectors: change.vectors ?? null,
        };
        const values = { ...movingValues(step), ...holdingValues(lease), ...rows };
        if ((await db.run(FIRST_PLACE, values)) > 0) return { deliveries: [] };
      }
      return db.write(async (tx) => {
        const [, applied] = await Promise.all([assertHeld(tx, lease), applyStep(tx, step)]);
        if (!applied) return { deliveries: [] };
        for (const story of change.stories) tx.send(SAVE_STORY, storyRow.write(story));
        // An article that is run again comes last, as it does in the writer's memory.
        if (change.coverage.some((row) => row.articleId === step.entryId))
          tx.send(LEAVE_PLACE, { articleId: step.entryId });
        for (const row of change.coverage) {
          const { vectors } = change;
          if (vectors && row.articleId === step.entryId) tx.send(SAVE_OWN, { ...coverageRow.write(row), vectors });
          else tx.send(SAVE_COVERAGE, coverageRow.write(row));
        }
        for (const row of change.moved ?? []) tx.send(MOVE_COVERAGE, coverageMoveRow.write(row));
        for (const event of change.events) tx.send(ADD_EVENT, storyEventRow.write(event));
        for (const link of change.links ?? []) tx.send(ADD_LINK, storyLinkRow.write(link));
        const deliveries = [];
        for (const alert of change.alerts) deliveries.push(...(await putAlert(tx, alert)));
        return { deliveries };
      });
    },
    async story(id) {
      const row = await db.get(BY_ID, { id });
      return row ? storyRow.read(row) : null;
    },
    storiesOf: async (ids) => (await db.all(OF_IDS, { ids: [...ids] })).map((row) => storyRow.read(row)),
    async stories({ limit, status = null, since = Number.MIN_SAFE_INTEGER, minArticles = 0 }) {
      const rows = await db.all(LIST, { since: Math.ceil(since), status, minArticles, limit: atMost(limit) });
      return rows.map((row) => storyRow.read(row));
    },
    coverage: async (storyId) =>
      (await db.all(OF_STORY, { storyId })).map((row) => ({
        ...coverageRow.read(row, "coverage"),
        article: articleRow.read(row, "article"),
        duplicateOf: row.parent_id as string | null,
      })),
    async coverageOf(articleId) {
      const row = await db.get(OF_ARTICLE, { articleId });
      return row ? coverageRow.read(row) : null;
    },
    storyEvents: async (storyId) => (await db.all(EVENTS, { storyId })).map((row) => storyEventRow.read(row)),
    storyLinks: async (id) => (await db.all(LINKS, { id })).map((row) => storyLinkRow.read(row)),
    async *clustered(since, latest = 0) {
      const from = Math.ceil(since);
      const firsts = [
        (await db.get(FIRST_SINCE, { since: from }))?.number,
        latest > 0 ? ((await db.get(LATEST_FROM, { before: latest - 1 }))?.number ?? 0) : null,
      ];
      const start = Math.min(...firsts.filter((number) => typeof number === "number"));
      if (start === Infinity) return;
      const older = (await db.all(OLDER_OF_ACTIVE, { start, since: from })).map(({ number }) => Number(number));
      for (const numbers of batchesOf(older))
        yield* (await db.all(NUMBERED, { numbers: numbers.map(String) })).map(readClustered);
      yield* inBatches(async (after: number | null, limit) => {
        const rows = await db.all(PAGE, { after: after ?? start - 1, limit });
        return rows.map((row) => ({ item: readClustered(row), key: Number(row.number) }));
      });
    },
    clusteredIn: async (storyId, count) => (await db.all(REPORTS, { storyId, latest: count - 1 })).map(readClustered),
  };
}
