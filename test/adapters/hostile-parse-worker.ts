import { type Begun, begin } from "../../src/adapters/parse-clock.ts";

/** A thread that does to the pool what no parser should: it is named by the page's text. */
export default function misbehave(task: { page?: { body: Uint8Array }; bytes?: Uint8Array; begun: Begun }): unknown {
  begin(task.begun);
  const order = new TextDecoder().decode(task.page?.body ?? task.bytes);
  if (order === "hang") for (;;);
  if (order === "sleep") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (order === "eat") {
    const eaten: string[][] = [];
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_, i) => `${eaten.length} ${i}`));
  }
  if (order === "throw") throw new Error("no such page");
  return order;
}
