import assert from "node:assert/strict";
import { test } from "node:test";
import { generateReports } from "../../bench/generated-reports.ts";
import { COUNTED_ARTICLES } from "../../src/cluster/background.ts";
import { movedRows, type Removed, type StoryChange } from "../../src/cluster/change.ts";
import { foundedId } from "../../src/cluster/founded-id.ts";
import { activeSince } from "../../src/cluster/leaving-stories.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { decodeVectors, encodeVectors } from "../../src/cluster/stored-vectors.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import type { Article } from "../../src/model/article.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";
import type { Coverage, Story } from "../../src/model/story.ts";
import { seededRandom } from "../seeded-random.ts";
import { articleOf } from "./newsroom.ts";

const START = Date.parse("2025-11-01T00:00:00Z");
const HOUR = 3_600_000;
const VERSION = "1";

interface Row {
  number: number;
  coverage: Coverage;
  article: Article;
  vectors: Uint8Array;
}

/** What the store keeps of stories, and the index that is rebuilt from it. */
class Rows {
  readonly coverage = new Map<string, Row>();
  readonly stories = new Map<string, Story>();
  #next = 1;

  commit(article: Article, change: StoryChange, removed: Removed): void {
    for (const row of [...removed.stories, ...change.stories]) this.stories.set(row.id, row);
    this.coverage.delete(article.id);
    for (const row of change.coverage) {
      const known = this.coverage.get(row.articleId);
      const vectors = encodeVectors({ lang: change.member.lang, vectors: change.vectors }, VERSION);
      if (known) known.coverage = row;
      else this.coverage.set(row.articleId, { number: this.#next++, coverage: row, article, vectors });
    }
    for (const { articleId, storyId, role } of movedRows(removed, change)) {
      const row = this.coverage.get(articleId);
      if (row) row.coverage = { ...row.coverage, storyId, role };
    }
  }

  /** Ids that live on in the rows alone; what this article alone was in is its own. */
  taken(articleId: string, index: StoryIndex): Set<string> {
    const own = [1, 2, 3, 4, 5].map((part) => foundedId(articleId, part));
    const taken = new Set([...this.stories.keys()].filter((id) => !index.story(id) && !own.includes(id)));
    for (let part = 1; ; part++) {
      const id = foundedId(articleId, part);
      const story = this.stories.get(id);
      if (!story) return taken;
      const alone = story.counts.articles === 1 && this.coverage.get(articleId)?.coverage.storyId === id;
      if (!index.story(id) && (story.status === "merged" || !alone)) taken.add(id);
    }
  }

  index(settings: ClusterSettings, now: number): StoryIndex {
    const index = new StoryIndex(settings);
    const since = activeSince(settings, now);
    const rows = [...this.coverage.values()].sort((a, b) => a.number - b.number);
    const active = new Set(rows.filter((row) => row.coverage.addedAt >= since).map((row) => row.coverage.storyId));
    for (const [i, row] of rows.entries()) {
      if (!active.has(row.coverage.storyId) && i < rows.length - COUNTED_ARTICLES) continue;
      index.restore({ ...row, analysed: decodeVectors(row.vectors, VERSION)! });
    }
    for (const story of this.stories.values())
      if (story.status === "merged" && story.lastPublishedAt >= since) index.restoreStory(story);
    index.evict(now);
    for (const story of this.stories.values()) if (index.story(story.id)) index.restoreStory(story);
    return index;
  }
}

/** All that an index says of an article, to the last bit; links to stories of the past aside, which are not in the rows. */
function said(
  index: StoryIndex,
  rows: Rows,
  article: Article,
  duplicate: NearDuplicate | null,
  now: number,
  copies: ReadonlyMap<string, readonly string[]>,
) {
  const taken = rows.taken(article.id, index);
  const family = duplicate ? [duplicate.originalId] : [];
  const change = index.assign(article, duplicate, { now, family, taken, copies });
  const ranked = index.rank(article).map(({ story, features, score }) => ({ id: story.id, features, score }));
  const terms = change.vectors ? [...change.vectors.words] : null;
  return { ...change, links: [], vectors: terms, ranked };
}

/** Says where the two part first: the whole of them is long. */
function assertSame(rebuilt: object, grown: object): void {
  const lines = (one: object) => JSON.stringify(one, null, 1).split("\n");
  const [a, b] = [lines(rebuilt), lines(grown)];
  const at = a.findIndex((line, i) => line !== b[i]);
  const part = (list: string[]) => list.slice(Math.max(0, at - 6), at + 6);
  if (at >= 0 || a.length !== b.length) assert.deepEqual(part(a), part(b));
}

function linkTo(original: Article, article: Article): NearDuplicate {
  const shares = { covered: 1, parentCovered: 1, matchedWords: 100, similarity: 1 };
  return { articleId: article.id, parentId: original.id, originalId: original.id, relation: "copy", ...shares };
}

/** Stories that hardly hold together: they merge and fall apart. And such that a pause parts. */
const LOOSE = { joinAt: 0.75, mergeAt: 0.1, splitAt: 0.98, maxPostings: 6, maxExemplars: 3 };
const PARTING = { ...LOOSE, joinAt: 0.1, mergeAt: 0.9, splitAt: 0.5, turnAt: 1, turnHours: 1 };

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`an index that took articles in, out and in again knows what one rebuilt from the rows knows (seed ${seed})`, () => {
    const parting = seed > 5;
    const settings = { ...CLUSTER_DEFAULTS, ...(parting ? PARTING : LOOSE) };
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const reports = generateReports(30, 60, seed).slice(0, 150);
    const rows = new Rows();
    const index = new StoryIndex(settings);
    const articles: Article[] = [];
    const links = new Map<string, NearDuplicate>();
    let now = START;
    const done = { again: 0, merged: 0, copies: 0, yielded: 0, evicted: 0, emptied: 0, left: 0, parted: 0 };

    /** By article the others of its text. */
    const families = () => {
      const texts = new Map<string, string[]>();
      for (const { articleId, originalId } of links.values())
        texts.set(originalId, [...(texts.get(originalId) ?? [originalId]), articleId]);
      return new Map([...texts.values()].flatMap((ids) => ids.map((id) => [id, ids.filter((one) => one !== id)])));
    };

    const fresh = (): Article => {
      const { title, paragraphs, outlet } = reports.shift()!;
      const id = `a${String(articles.length).padStart(4, "0")}`;
      const text = paragraphs.join("\n\n").slice(0, 1200);
      return articleOf({ id, title, text, source: `o${outlet}.example`, publishedAt: now, firstSeenAt: now });
    };
    const place = (article: Article, removed = index.remove(article.id)) => {
      const { stories } = removed;
      done.emptied += Number(stories[0]?.counts.articles === 0);
      const duplicate = links.get(article.id) ?? null;
      const originalId = duplicate?.originalId ?? article.id;
      const family = [originalId, ...[...links.values()].filter((one) => one.originalId === originalId)].map((one) =>
        typeof one === "string" ? one : one.articleId,
      );
      const taken = rows.taken(article.id, index);
      const left = stories[0]?.id ?? null;
      const change = index.assign(article, duplicate, { now, family, taken, left, copies: families() });
      rows.commit(article, change, removed);
      index.apply(change);
      done.left += change.left.length;
      done.parted += Number(change.links.some(({ reason }) => reason.includes("hours later")));
      done.merged += change.absorbed.length;
      done.yielded += change.coverage.length - 1;
    };

    while (reports.length > 20) {
      now += Math.floor(random() * 2 * HOUR);
      // a pause now and then, so that stories leave memory
      if (random() < 0.03) now += 9 * 24 * HOUR;
      done.evicted += index.evict(now);
      const chance = random();
      if (chance < 0.4 && articles.length > 0) {
        place(pick(articles));
        done.again++;
      } else {
        const article = fresh();
        if (chance > 0.85 && articles.length > 0) {
          const original = pick(articles.filter(({ id }) => !links.has(id)));
          links.set(article.id, linkTo(original, article));
          done.copies++;
        } else if (chance > 0.8 && articles.length > 0) {
          // an original that comes after its copy
          const copy = pick(articles.filter(({ id }) => !links.has(id)));
          if (![...links.values()].some(({ originalId }) => originalId === copy.id))
            links.set(copy.id, linkTo(article, copy));
        }
        articles.push(article);
        place(article);
      }
      if (random() > 0.1) continue;
      const rebuilt = rows.index(settings, now);
      for (const next of [reports[0]!, reports[1]!]) {
        const { title, paragraphs } = next;
        const article = articleOf({ id: "next", title, text: paragraphs.join("\n"), publishedAt: now });
        const duplicate = random() < 0.2 ? linkTo(pick(articles), article) : null;
        assertSame(
          said(rebuilt, rows, article, duplicate, now, families()),
          said(index, rows, article, duplicate, now, families()),
        );
      }
      const again = pick(articles);
      const removed = index.remove(again.id);
      assertSame(rebuilt.remove(again.id), removed);
      assertSame(said(rebuilt, rows, again, null, now, families()), said(index, rows, again, null, now, families()));
      place(again, removed);
    }
    const { parted, evicted, emptied, ...common } = done;
    for (const [what, count] of Object.entries({ ...common, ...(parting ? { parted } : { evicted, emptied }) }))
      assert.ok(count > 0, `${what}: ${count}`);
  });
}
