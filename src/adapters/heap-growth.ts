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

/** What V8 does by itself. */
const UNBOUND = 0;

let percent = UNBOUND;
/** Threads that load their code. */
let loading = 0;

/** To be called again when what lives has changed. Percents are all that V8 can be told, also after its start. */
export async function boundHeapGrowth(): Promise<void> {
  const { used_heap_size, external_memory } = getHeapStatistics();
  percent = growthPercent(used_heap_size + external_memory);
  tell();
}

/**
 * No bound until what is returned is called: to be held from before a thread starts until it has loaded its code. Compiled code
 * is good for the flags with which it was made, whatever they mean. With others a thread would compile everything anew, and
 * load the program that strips types for it.
 */
export function whileCodeLoads(): () => void {
  loading++;
  tell();
  let over = false;
  return () => {
    if (over) return;
    over = true;
    loading--;
    tell();
  };
}

function tell(): void {
  setFlagsFromString(`--heap-growing-percent=${loading > 0 ? UNBOUND : percent}`);
}
