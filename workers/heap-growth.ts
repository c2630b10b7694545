import { getHeapStatistics, setFlagsFromString } from "node:v8";

/**
 * V8 collects when about so much has become garbage, in the heap and in what the heap holds outside of it. By itself it
 * waits until a heap has doubled and 64 MB of buffers lie outside: with a full window, more than any of its tables.
 */
const GARBAGE_BYTES = 40 * 2 ** 20;
/** What comes and goes with one article is a large part of a small heap: less than this costs it a tenth of the CPU. */
const MOST_PERCENT = 50;
const LEAST_PERCENT = 10;

/** By how many percent what lives may grow until it is collected, where `live` bytes do. */
export const growthPercent = (live: number): number =>
  Math.round(Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, (100 * GARBAGE_BYTES) / live)));

/** To be called again when what lives has changed. Percents are all that V8 can be told, also after its start. */
export async function boundHeapGrowth(): Promise<void> {
  const { used_heap_size, external_memory } = getHeapStatistics();
  setFlagsFromString(`--heap-growing-percent=${growthPercent(used_heap_size + external_memory)}`);
}
