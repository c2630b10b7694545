import type { ResourceLimits } from "node:worker_threads";

/**
 * Space for what a document makes and drops at once. A page's tree is gone when its text is read, so a small space that
 * is swept often costs no more CPU than a large one and saves some 60 MB of a process.
 */
const YOUNG_MB = 12;
const STACK_MB = 4;

/** What a thread that parses may use, in MB. */
export const parseLimits = (maxMemoryMb: number): ResourceLimits => ({
  maxOldGenerationSizeMb: maxMemoryMb,
  maxYoungGenerationSizeMb: YOUNG_MB,
  stackSizeMb: STACK_MB,
});
