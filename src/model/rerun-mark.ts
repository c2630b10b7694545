import { contentHash } from "./id.ts";

/** Whether stories that change because of a re-run are told to anybody. */
export const RERUN_ALERTS = ["off", "send"] as const;
export type RerunAlerts = (typeof RERUN_ALERTS)[number];

/**
 * The mark of the entries that a re-run sent back. The same command has the same mark, so that one that was broken off goes
 * on with what it had not done.
 *
 * @param selection what was to be run again, as it was asked for
 * @example rerunMark("extract", { since: "24h" }, "off") // "off-1f6e0a…"
 */
export const rerunMark = (stage: string, selection: object, alerts: RerunAlerts): string =>
  `${alerts}-${contentHash(JSON.stringify([stage, selection])).slice(0, 16)}`;

/** Whether what an entry with this mark brings about may be told: an entry on its first way always may. */
export const mayAlert = (mark: string | null): boolean => mark === null || mark.startsWith("send-");
