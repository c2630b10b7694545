import type { App } from "../../app.ts";
import { correction } from "../../model/correction.ts";
import type { NearDuplicate } from "../../model/signature.ts";
import type { Store } from "../../ports/store.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { ofCorrection, rerun } from "../rerun.ts";

export interface Corrected {
  /** False when the same was decided before. */
  changed: boolean;
  /** Whether the two are in one family of copies now; null while another process works on it. */
  together: boolean | null;
  /** Another process writes; it goes on with the articles. */
  handedOver: boolean;
}

/**
 * Keeps an operator's decision that two articles are copies, or are not, for this and every later run, and runs dedupe
 * and what follows again for both and for the families of copies that they are in.
 */
export async function correctCopies(
  app: App,
  kind: "duplicate" | "not-duplicate",
  idA: string,
  idB: string,
  signal: AbortSignal,
): Promise<Corrected> {
  const { store, clock } = app;
  if (idA === idB) throw new CliProblem(`${idA} and ${idB} are one article`, EXIT.usage);
  for (const id of [idA, idB])
    if (!(await store.article(id)))
      throw new CliProblem(`${id} has no article to compare; its way: samestory trace ${id}`, EXIT.usage);
  const [rowA, rowB] = await Promise.all([store.nearDuplicate(idA), store.nearDuplicate(idB)]);
  // Where both are in one family, the one that is not its original leaves it.
  const [subject, object] = rowA === null && rowB?.originalId === idA ? [idB, idA] : [idA, idB];
  const changed = await store.addCorrection(correction(kind, subject, object, clock.now()));
  const ids = [...new Set([subject, ...(await familyOf(store, idA, rowA)), ...(await familyOf(store, idB, rowB))])];
  const { handedOver } = await rerun(app, "dedupe", { ids }, { ...ofCorrection("dedupe", ids), signal });
  if (handedOver) return { changed, together: null, handedOver };
  const [a, b] = await Promise.all([store.nearDuplicate(idA), store.nearDuplicate(idB)]);
  return { changed, together: (a?.originalId ?? idA) === (b?.originalId ?? idB), handedOver };
}

async function familyOf(store: Store, id: string, row: NearDuplicate | null): Promise<string[]> {
  const originalId = row?.originalId ?? id;
  const copies = await store.copiesOf(originalId);
  return [id, originalId, ...copies.map(({ articleId }) => articleId)];
}
