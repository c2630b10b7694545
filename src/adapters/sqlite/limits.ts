/** A LIMIT as SQLite wants it: `Infinity` is no limit. */
export const atMost = (limit: number): number => (Number.isFinite(limit) ? Math.max(0, Math.floor(limit)) : -1);

/** Rows read at once where everything is read: enough to be quick, few enough to let others in between. */
const BATCH = 256;

/** A list in pieces that are read at once. */
export function* batchesOf<T>(list: readonly T[]): Generator<T[]> {
  for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH);
}

/**
 * Everything that `batch` gives, batch by batch. No statement stays open between two batches, so a reader that takes its
 * time neither holds back the log of writes nor sees half a transaction.
 */
export async function* inBatches<T, K>(
  batch: (after: K | null, limit: number) => { item: T; key: K }[],
): AsyncIterable<T> {
  let after: K | null = null;
  for (;;) {
    const rows: { item: T; key: K }[] = batch(after, BATCH);
    for (const row of rows) yield row.item;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.key;
  }
}
