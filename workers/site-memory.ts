import type { App } from "../src/app.ts";
import { recogniseComments, suspectComments } from "../src/extract/comment-memory.ts";
import type { Removal } from "../src/model/article.ts";
import type { Sightings } from "../src/model/known.ts";
import {
  type MemoryBounds,
  readMemory,
  remember,
  type SiteMemory,
  voicesOf,
  writeMemory,
} from "../src/model/site-memory.ts";

const DAY_MS = 86_400_000;
/** Memories kept as they were read or written last: each page asks for that of its site before it is read and after. */
const MEMORIES_AT_HAND = 8;
const atHand = new Map<string, { stored: string; memory: SiteMemory }>();

/**
 * The blocks that stand on enough pages of a page's site to tell something: of some hundred remembered, a handful, and all
 * of them would have to be handed to the thread that reads the page. A page without a host has no site.
 */
export async function siteOf({ store, settings }: App, url: string): Promise<Map<string, string[]>> {
  const host = hostOf(url);
  if (host === null) return new Map();
  const voices = [...voicesOf(memoryOf(host, await store.siteMemory(host)))];
  return new Map(voices.filter(([, seen]) => seen.length >= settings.extract.siteMemoryPages));
}

/**
 * Remembers what a page shows of its site, and recognises comments that stand under other articles. Safe to repeat, in
 * any order and on many machines: the same article is one voice.
 */
export async function rememberPage(
  app: App,
  url: string,
  sightings: Sightings,
  removals: readonly Removal[],
): Promise<Removal[]> {
  const { siteMemoryBlocks: blocks, siteMemoryDays: days } = app.settings.extract;
  const keep = (name: string, names: readonly string[]) =>
    change(app, name, { voice: sightings.voice, blocks: names }, { blocks, days });
  const host = hostOf(url);
  if (host !== null && sightings.blocks.length > 0) await keep(host, sightings.blocks);
  const suspects = suspectComments(removals);
  const voices = new Map<string, string[]>();
  for (const [share, names] of Map.groupBy(
    suspects.map(({ name }) => name),
    (name) => name.slice(0, 2),
  ))
    for (const [name, seen] of await keep(`comments-${share}`, names)) voices.set(name, seen);
  return recogniseComments(removals, suspects, voices, sightings.voice);
}

async function change(
  { store, clock }: App,
  name: string,
  sightings: Sightings,
  bounds: MemoryBounds,
): Promise<Map<string, string[]>> {
  const now = clock.now();
  let after = new Map<string, string[]>();
  await store.changeSiteMemory(name, now, now - bounds.days * DAY_MS, (stored) => {
    const memory = remember(memoryOf(name, stored), sightings, now, bounds);
    after = voicesOf(memory);
    const written = writeMemory(memory);
    keepAtHand(name, written, memory);
    return written;
  });
  return after;
}

/** A memory by its name as it is stored now, which may be what another process made of it. */
function memoryOf(name: string, stored: string | null): SiteMemory {
  const known = atHand.get(name);
  if (known && known.stored === stored) return known.memory;
  const memory = readMemory(stored);
  if (stored !== null) keepAtHand(name, stored, memory);
  return memory;
}

function keepAtHand(name: string, stored: string, memory: SiteMemory): void {
  atHand.delete(name);
  atHand.set(name, { stored, memory });
  const [oldest] = atHand.size > MEMORIES_AT_HAND ? atHand.keys() : [];
  if (oldest !== undefined) atHand.delete(oldest);
}

const hostOf = (url: string): string | null => URL.parse(url)?.host || null;
