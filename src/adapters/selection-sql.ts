import { ENTRY_STAGES, type EntryStage } from "../model/words.ts";

/** What each stage needs to have stored to run again. */
const INPUT: Record<EntryStage, string> = {
  fetch: "(entry.url LIKE 'http://%' OR entry.url LIKE 'https://%')",
  extract: "EXISTS (SELECT 1 FROM page WHERE page.entry_id = entry.id)",
  dedupe: "article.id IS NOT NULL",
  cluster: "article.id IS NOT NULL",
};

/** As a condition: the entry is over, or waits for this stage or a later one. */
export const notBefore = (stage: EntryStage): string => {
  const reached = ENTRY_STAGES.slice(ENTRY_STAGES.indexOf(stage)).map((each) => `'${each}'`);
  return `(waits_for IS NULL OR waits_for IN (${reached.join(", ")}))`;
};

/** As a condition: the entry can go through this stage again. */
export const canRerun = (stage: EntryStage): string => `${INPUT[stage]} AND ${notBefore(stage)}`;

/** As a condition: an entry of the publisher `:source`, or at an address of that host. */
export const BY_PUBLISHER = `(entry.source = :source OR entry.url LIKE :hostLike ESCAPE '!')`;

/** A statement for each stage. */
export const forEachStage = <T>(make: (stage: EntryStage) => T): Record<EntryStage, T> => ({
  fetch: make("fetch"),
  extract: make("extract"),
  dedupe: make("dedupe"),
  cluster: make("cluster"),
});

/** Addresses of a host, as a pattern for LIKE with `!` as escape; null for none. */
export const hostLike = (source: string | undefined): string | null =>
  source === undefined ? null : `%://${source.replace(/[!%_]/g, "!$&")}/%`;
