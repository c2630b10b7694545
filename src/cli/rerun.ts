import type { App } from "../app.ts";
import type { EntryStage, Stage } from "../model/words.ts";
import type { Selection } from "../ports/store.ts";
import { workOff } from "./run.ts";

export interface Rerun {
  stage: Stage;
  selected: number;
  /** Where the selected entries are now, counted by the stage they wait for or their ending. */
  from: Record<string, number>;
  dryRun: boolean;
  handedOver: boolean;
}

/** Runs a stage again over what is stored, and what follows from it. With `dryRun` it only counts. */
export async function rerun(
  app: App,
  stage: EntryStage,
  selection: Selection,
  options: { dryRun: boolean; signal: AbortSignal },
): Promise<Rerun> {
  const ids = await app.store.select(stage, selection);
  const from: Record<string, number> = {};
  for (const id of ids) {
    const entry = await app.store.entry(id);
    const place = entry?.ending ?? `waiting for ${entry?.waitsFor}`;
    from[place] = (from[place] ?? 0) + 1;
  }
  if (options.dryRun || ids.length === 0)
    return { stage, selected: ids.length, from, dryRun: options.dryRun, handedOver: false };
  await app.store.resend(ids, stage);
  const handedOver = (await workOff(app, stage, options.signal)) === "handed-over";
  return { stage, selected: ids.length, from, dryRun: false, handedOver };
}
