import { describe } from "node:test";
import { addingPromises } from "./queue/adding.ts";
import { crashPromises } from "./queue/crashes.ts";
import { endingPromises } from "./queue/endings.ts";
import { operatingPromises } from "./queue/operating.ts";
import { type OpenQueue, queueTest } from "./queue/under-test.ts";

/** Everything that `src/ports/queue.ts` promises. An adapter passes it by handing in `open`. */
export function queueContract(name: string, open: OpenQueue): void {
  const it = queueTest(open);
  describe(`${name} keeps the promises of a queue`, () => {
    describe("adding and taking", () => addingPromises(it));
    describe("endings", () => endingPromises(it));
    describe("what an operator sees and does", () => operatingPromises(it));
    describe("crashes", () => crashPromises(it));
  });
}
