import { setImmediate as turn } from "node:timers/promises";

/** Rows taken in before others have their turn. */
const ROWS = 200;

/**
 * The rows of a long read, with a turn of the event loop every so often: rebuilding an index takes long enough that the
 * lease has to be renewed and health asked for meanwhile.
 */
export async function* breathing<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  let taken = 0;
  for await (const row of rows) {
    if (++taken % ROWS === 0) await turn();
    yield row;
  }
}
