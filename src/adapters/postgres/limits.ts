/** A LIMIT as PostgreSQL wants it: null is no limit. */
export const atMost = (limit: number): number | null =>
  Number.isFinite(limit) ? Math.max(0, Math.floor(limit)) : null;

/** Rows read at once where everything is read: a few megabytes of articles. */
const BATCH = 256;

/** A list in pieces that are read at once. */
export function* batchesOf<T>(list: readonly T[]): Generator<T[]> {
  for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH);
}

/**
 * Everything that `batch` gives, batch by batch. No transaction stays open between two batches, so a reader that takes
 * its time neither holds a connection nor keeps the server from clearing up.
 */
export async function* inBatches<T, K>(
  batch: (after: K | null, limit: number) => Promise<{ item: T; key: K }[]>,
): AsyncIterable<T> {
  let after: K | null = null;
  for (;;) {
    const rows: { item: T; key: K }[] = await batch(after, BATCH);
    for (const row of rows) yield row.item;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.key;
  }
}
