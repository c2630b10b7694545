import { setFlagsFromString } from "node:v8";

/** The engine whose flags these are; another may not know them, or mean something else by them. */
const ENGINE = "13.6.";
/**
 * A pattern is compiled to machine code at once, and not to byte code first and again when it is used a second time: on
 * one page each of ours is used often, and the byte code takes longer to make than the machine code. Flags are set for
 * all threads: one that keeps the thorough compiler waiting would help the first pages, and cost gathering stories a tenth.
 */
const FLAGS = ["--no-regexp-tier-up"];

/** What is set for an engine of this version. */
export const compilerFlags = (engine: string): readonly string[] => (engine.startsWith(ENGINE) ? FLAGS : []);

/** Sets how code is compiled that reads pages, for this process and all of its threads. */
export function compileForPages(): void {
  for (const flag of compilerFlags(process.versions.v8)) setFlagsFromString(flag);
}
