import { LeaseHeld } from "../../workers/lease.ts";
import { reconcile } from "../../workers/reconcile.ts";
import { runStageByStage } from "../../workers/stage-by-stage.ts";
import type { App } from "../app.ts";
import { rerunMark } from "../model/rerun-mark.ts";
import { madeBy } from "../model/version.ts";
import { type EntryStage, STAGES, type Stage } from "../model/words.ts";
import { REACHED_END, type Selected, type Selection } from "../ports/store.ts";

export interface RerunOptions {
  /** Count, and change nothing. */
  dryRun: boolean;
  /** Of the entries that are sent back (`rerunMark`): whether they may alert, and what is left of them. */
  mark: string;
  /** Only what ended, or whose job failed, for this cause: an ending's word, or a part of a failed job's error. */
  cause?: string;
  /** Send all back, also where the same re-run was broken off before. */
  anew?: boolean;
  signal: AbortSignal;
}

export interface Rerun {
  stage: EntryStage;
  selected: number;
  /** The same re-run was broken off before: the selected entries are those that it had left. */
  resumed: boolean;
  /** Where the selected entries are now, counted by the stage they wait for or their ending. */
  from: Record<string, number>;
  /** The same entries, counted by why they can be run again. */
  reasons: Record<string, number>;
  /** The stages that follow. */
  follows: Stage[];
  dryRun: boolean;
  /** Entries that are not at their end yet: their job failed, the run was stopped, or another process goes on with them. */
  left: number;
  handedOver: boolean;
}

/**
 * Runs a stage again over what is stored, and what follows from it. What is selected is sent back at once and marked; the
 * same re-run begun again goes on with what is still marked, and does not do again what is done.
 */
export async function rerun(
  app: App,
  stage: EntryStage,
  selection: Selection,
  { dryRun, mark, cause, anew = false, signal }: RerunOptions,
): Promise<Rerun> {
  const { store } = app;
  const resumed = !anew && (await store.rerunLeft(mark)) > 0;
  const selected = resumed
    ? await store.select(stage, { rerun: mark })
    : cause === undefined
      ? await store.select(stage, selection)
      : await causedBy(app, stage, selection, cause);
  const said = {
    stage,
    selected: selected.length,
    resumed,
    from: counted(selected, placeOf),
    reasons: counted(selected, reasonFor(app, stage)),
    follows: STAGES.slice(STAGES.indexOf(stage) + 1),
    dryRun,
  };
  if (dryRun || (selected.length === 0 && !resumed)) return { ...said, left: 0, handedOver: false };
  if (!resumed)
    await store.resend(
      selected.map(({ id }) => id),
      stage,
      mark,
    );
  const handedOver = await workOff(app, [stage, ...said.follows], signal);
  return { ...said, left: await store.rerunLeft(mark), handedOver };
}

/** The re-run of these entries that an operator's correction calls for: nobody is told of stories that form by it. */
export const ofCorrection = (stage: EntryStage, ids: readonly string[]) => ({
  dryRun: false,
  anew: true,
  mark: rerunMark(stage, { ids }, "off"),
});

/** What ended with this word, and what is stuck in a failed job whose error holds this text; each once. */
async function causedBy(
  { store, queue }: App,
  stage: EntryStage,
  selection: Selection,
  cause: string,
): Promise<Selected[]> {
  const failed = (await queue.failed(Number.MAX_SAFE_INTEGER)).filter(({ error }) => error.includes(cause));
  const keys = new Set(failed.map(({ key }) => key));
  const ids = selection.ids?.filter((id) => keys.has(id)) ?? [...keys];
  const ended = await store.select(stage, { ...selection, endings: [cause] });
  const stuck = ids.length === 0 ? [] : await store.select(stage, { ...selection, ids });
  return [...new Map([...ended, ...stuck].map((entry) => [entry.id, entry])).values()];
}

/** True when another process writes: the jobs are left to it. */
async function workOff(app: App, stages: readonly Stage[], signal: AbortSignal): Promise<boolean> {
  try {
    await runStageByStage(app, stages, signal);
    return false;
  } catch (error) {
    if (!(error instanceof LeaseHeld)) throw error;
    await reconcile(app); // the other process sees the jobs at once, not only at its next look
    return true;
  }
}

const placeOf = ({ ending, waitsFor }: Selected): string => ending ?? `waiting for ${waitsFor}`;

/** Why an entry can go through the stage again, in words. */
function reasonFor(app: App, stage: EntryStage): (entry: Selected) => string {
  const maker = madeBy(app.settings.extract);
  return ({ ending, waitsFor, rerun, madeBy: by }) => {
    if (waitsFor !== null) return rerun ? "sent back by a re-run, not at its end yet" : "on its first way";
    if (ending !== REACHED_END) return `ended before the end: ${ending}`;
    if (stage === "fetch") return "its page can be asked for again";
    if (stage === "extract")
      return by === maker ? "read by these settings before" : "read by other settings or another version";
    return "its text is stored";
  };
}

function counted(entries: readonly Selected[], word: (entry: Selected) => string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const entry of entries) found[word(entry)] = (found[word(entry)] ?? 0) + 1;
  return found;
}
