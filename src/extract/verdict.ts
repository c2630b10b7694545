import type { GluedLine } from "./glued-lines.ts";

/** What becomes of a block inside the container; of a block with comments glued to it, `text` is what stays. */
export type Verdict =
  | { keep: true; text?: string; glued?: GluedLine[] }
  | { keep: false; reason: string; score: number; glued?: GluedLine[] };

export const KEEP: Verdict = { keep: true };
export const drop = (reason: string, score: number): Verdict => ({ keep: false, reason, score });
