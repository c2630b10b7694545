import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DEFAULTS } from "../config/schema.ts";
import { openSqliteStore } from "../src/adapters/store-sqlite.ts";
import type { App } from "../src/app.ts";
import type { Article } from "../src/model/article.ts";
import type { Store } from "../src/ports/store.ts";
import { cluster } from "../workers/cluster.ts";
import { dedupe } from "../workers/dedupe.ts";
import type { Desk, Work } from "../workers/worker.ts";
import { shuffled } from "./cluster/newsroom.ts";
import { anArticle, anItem, aStep, writersLease } from "./contract/samples.ts";
import { fixture } from "./dedupe/given.ts";
import { createFakeClock } from "./fake-clock.ts";
import { seededRandom } from "./seeded-random.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 3, 12);

type Piece = Pick<Article, "title" | "text" | "source" | "publishedAt">;

const piece = (path: string, source: string, hours: number): Piece => ({
  ...fixture(path),
  source,
  publishedAt: NOON + hours * HOUR,
});

/** One wire text with four edited reprints, and two reports that other newsrooms wrote of the same storm. */
const STORM: Readonly<Record<string, Piece>> = {
  wire: piece("wire/original", "wire.example", 0),
  reprint: piece("wire/reprint", "reprint.example", 1),
  insert: piece("wire/local-insert", "insert.example", 2),
  updated: piece("wire/updated", "updated.example", 3),
  brief: piece("wire/brief", "brief.example", 4),
  courier: piece("storm/1-island-courier", "courier.example", 1.5),
  radio: piece("storm/2-strait-radio", "radio.example", 2.5),
};

/** The two writing workers on one store, which can be started again at any time. */
class Writers {
  readonly #desk: Omit<Desk, "stage" | "next">;
  readonly store: Store;
  #work: { dedupe: Work; cluster: Work } | null = null;

  constructor(store: Store, lease: Awaited<ReturnType<typeof writersLease>>) {
    this.store = store;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const app = { store, clock: createFakeClock(NOON + 6 * HOUR), settings: DEFAULTS, log } as unknown as App;
    this.#desk = { app, lease: () => lease, signal: new AbortController().signal };
  }

  /** What a process that is killed forgets. */
  restart(): void {
    this.#work = null;
  }

  async run(stage: "dedupe" | "cluster", id: string): Promise<void> {
    this.#work ??= {
      dedupe: await dedupe({ ...this.#desk, stage: "dedupe", next: "cluster" }),
      cluster: await cluster({ ...this.#desk, stage: "cluster", next: null }),
    };
    await this.#work[stage](id);
  }
}

async function inStore(
  pieces: Readonly<Record<string, Piece>>,
  use: (writers: Writers, ids: Map<string, string>) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), "samestory-order-"));
  const store = await openSqliteStore({ file: join(folder, "samestory.db"), clock: createFakeClock(NOON) });
  try {
    const ids = new Map<string, string>();
    for (const [name, given] of Object.entries(pieces)) {
      const { entry } = await store.addEntry(anItem(name), NOON + 5 * HOUR, "extract");
      const article = anArticle(entry.id, { ...given, firstSeenAt: NOON + 5 * HOUR });
      await store.commitArticle(aStep(entry.id, "extract", "dedupe"), article, []);
      ids.set(name, entry.id);
    }
    await use(new Writers(store, await writersLease(store)), ids);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Works everything off: dedupe in this order, cluster behind it at a distance that changes, restarts in between. */
async function workOff(writers: Writers, order: readonly string[], random: () => number): Promise<void> {
  const toDedupe = [...order];
  const toCluster: string[] = [];
  while (toDedupe.length + toCluster.length > 0) {
    if (random() < 0.2) writers.restart();
    if (toDedupe.length > 0 && (toCluster.length === 0 || random() < 0.6)) {
      const id = toDedupe.shift()!;
      await writers.run("dedupe", id);
      toCluster.push(id);
    } else {
      const [id] = toCluster.splice(random() < 0.7 ? 0 : Math.floor(random() * toCluster.length), 1);
      await writers.run("cluster", id!);
      if (random() < 0.2) await writers.run("cluster", id!);
    }
  }
}

/** What is in the store in the end, by the names of the pieces; ids of stories depend on who came first. */
async function outcome({ store }: Writers, ids: ReadonlyMap<string, string>) {
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  const articles: Record<string, unknown> = {};
  const members = new Map<string, string[]>();
  for (const [name, id] of ids) {
    const duplicate = await store.nearDuplicate(id);
    const coverage = await store.coverageOf(id);
    articles[name] = { origin: names.get(duplicate?.originalId ?? id), role: coverage?.role };
    const storyId = coverage?.storyId ?? "";
    members.set(storyId, [...(members.get(storyId) ?? []), name]);
    // a chain of copies ends at its original
    const chain = [id];
    for (let row = duplicate; row; row = await store.nearDuplicate(row.parentId)) {
      assert.equal(chain.includes(row.parentId), false, "a circle of copies");
      chain.push(row.parentId);
    }
    assert.equal(chain.at(-1), duplicate?.originalId ?? id);
  }
  const stories = [];
  for (const [id, names] of members) {
    const story = await store.story(id);
    const events = await store.storyEvents(id);
    stories.push({
      members: names,
      counts: story?.counts,
      title: story?.title,
      status: story?.status,
      formed: events.filter(({ kind }) => kind === "formed").length,
      alerts: (await store.alerts({ limit: 10, subject: id })).length,
    });
  }
  return { articles, stories };
}

const EXPECTED = {
  articles: {
    wire: { origin: "wire", role: "origin" },
    reprint: { origin: "wire", role: "near_duplicate" },
    insert: { origin: "wire", role: "near_duplicate" },
    updated: { origin: "wire", role: "near_duplicate" },
    brief: { origin: "wire", role: "near_duplicate" },
    courier: { origin: "courier", role: "independent" },
    radio: { origin: "radio", role: "independent" },
  },
  stories: [
    {
      members: Object.keys(STORM),
      counts: { articles: 7, publishers: 7, independent: 3 },
      title: STORM.wire?.title,
      status: "formed",
      formed: 1,
      alerts: 1,
    },
  ],
};

for (let seed = 1; seed <= 40; seed++) {
  test(`origin, roles, counts and the one alert do not depend on who arrives first: order ${seed}`, async () => {
    await inStore(STORM, async (writers, ids) => {
      await workOff(writers, shuffled([...ids.values()], seed * 7919), seededRandom(seed));
      assert.deepEqual(await outcome(writers, ids), EXPECTED);
    });
  });
}

test("run again in any order, everything stays where it is and no second alert goes out", async () => {
  await inStore(STORM, async (writers, ids) => {
    const order = [...ids.values()].reverse();
    await workOff(writers, order, seededRandom(1));
    for (let seed = 1; seed <= 5; seed++) {
      await writers.store.resend(order, "dedupe");
      await workOff(writers, shuffled(order, seed), seededRandom(seed));
      assert.deepEqual(await outcome(writers, ids), EXPECTED, `order ${seed}`);
    }
  });
});

/** A live blog that carries two stories, one of which has been reprinted; another site has the blog, too. */
const EVENING: Readonly<Record<string, Piece>> = (() => {
  const wire = piece("wire/original", "wire.example", 0);
  const talks = piece("talks/1-harbour-post", "harbour.example", 1);
  const text = `The evening as it came in.\n\n${wire.text}\n\nAnd from the talks.\n\n${talks.text}`;
  const live = { title: "Live updates: Tuesday evening", text, source: "live.example", publishedAt: NOON + 2 * HOUR };
  const again = { ...live, text: `${text}\n\nMore soon, says our desk.`, source: "again.example" };
  return { wire, talks, reprint: piece("wire/reprint", "reprint.example", 1), live, again };
})();

for (let seed = 1; seed <= 20; seed++) {
  test(`a live blog goes with the same story whichever came first, restarts or not: order ${seed}`, async () => {
    await inStore(EVENING, async (writers, ids) => {
      const random = seededRandom(seed);
      for (const id of shuffled([...ids.values()], seed * 104_729)) {
        if (random() < 0.3) writers.restart();
        await writers.run("dedupe", id);
      }
      const origin = async (name: string) => (await writers.store.nearDuplicate(ids.get(name)!))?.originalId ?? null;
      const origins = await Promise.all(Object.keys(EVENING).map(origin));
      assert.deepEqual(origins, [null, null, ids.get("wire"), ids.get("wire"), ids.get("wire")]);
    });
  });
}
