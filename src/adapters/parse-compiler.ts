import { setFlagsFromString } from "node:v8";

/** The engine whose flags these are; another may not know them, or mean something else by them. */
const ENGINE = "13.6.";
/**
 * A pattern is compiled to machine code at once, and not to byte code first and again when it is used a second time: on
 * one page each of ours is used often, and the byte code takes longer to make than the machine code. And the engine's
 * thorough compiler has its turn when a function has run a hundred times as long as usual. Behind the quick one it gains
 * nothing that shows within ten readings of a hundred pages, and takes a sixth of the time of the first.
 */
const FLAGS = ["--no-regexp-tier-up", "--invocation-count-for-turbofan=300000", "--invocation-count-for-osr=50000"];

/** What is set for an engine of this version. */
export const compilerFlags = (engine: string): readonly string[] => (engine.startsWith(ENGINE) ? FLAGS : []);

/** Sets how code is compiled that reads pages, for this process and all of its threads. */
export function compileForPages(): void {
  for (const flag of compilerFlags(process.versions.v8)) setFlagsFromString(flag);
}
