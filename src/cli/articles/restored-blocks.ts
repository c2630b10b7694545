import type { App } from "../../app.ts";
import { correction } from "../../model/correction.ts";
import { contentHash } from "../../model/id.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry, noArticle } from "../journey.ts";
import { ofCorrection, rerun } from "../rerun.ts";

export interface Restored {
  /** How many decisions were made or taken back. */
  changed: number;
  /** Another process writes; it goes on with the article. */
  handedOver: boolean;
}

/**
 * Puts a removed block back into an article's text, for this and every later run: keeps a correction that names the
 * block by its content, and runs extract and what follows again.
 */
export async function restoreBlock(
  app: App,
  entryId: string,
  block: string,
  signal: AbortSignal,
): Promise<Restored & { text: string }> {
  if (!(await app.store.article(entryId))) throw noArticle(await findEntry(app, entryId));
  const removals = await app.store.removals(entryId);
  const removal = removals.find(({ position }) => String(position) === block);
  if (!removal)
    throw new CliProblem(
      removals.length === 0
        ? `nothing was removed from ${entryId}`
        : `${entryId} has no removed block ${block}; it has 0 to ${removals.length - 1}: samestory articles show ${entryId} --removed`,
      EXIT.usage,
    );
  const given = correction("restore", entryId, contentHash(removal.text), app.clock.now());
  const changed = (await app.store.addCorrection(given)) ? 1 : 0;
  return { changed, handedOver: await again(app, entryId, signal), text: removal.text };
}

/** Takes back what was restored in an article: its blocks are removed again. */
export async function removeAgain(app: App, entryId: string, signal: AbortSignal): Promise<Restored> {
  const kept = await app.store.corrections({ kinds: ["restore"], about: [entryId] });
  for (const { id } of kept) await app.store.removeCorrection(id);
  return { changed: kept.length, handedOver: kept.length > 0 && (await again(app, entryId, signal)) };
}

const again = async (app: App, entryId: string, signal: AbortSignal): Promise<boolean> =>
  (await rerun(app, "extract", { ids: [entryId] }, { ...ofCorrection("extract", [entryId]), signal })).handedOver;
