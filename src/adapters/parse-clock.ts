/** A thread that has not begun with its document by then is given up: it cannot start at all. */
const START_MS = 60_000;

/** Says across threads that a document's time has begun. A new thread first loads its code, which takes seconds on a busy machine. */
export type Begun = Int32Array<SharedArrayBuffer>;

export const notBegun = (): Begun => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Told by the thread. */
export function begin(begun: Begun): void {
  Atomics.store(begun, 0, 1);
  Atomics.notify(begun, 0);
}

/** Resolves when the thread has begun, or is given up. */
export async function hasBegun(begun: Begun): Promise<void> {
  await Atomics.waitAsync(begun, 0, 0, START_MS).value;
}
