/** A thread whose code takes longer to load than a document's wall clock allows, as on a busy machine. */
const LOADING_MS = 1_500;
const until = performance.now() + LOADING_MS;
while (performance.now() < until);

export { default } from "./hostile-parse-worker.ts";
