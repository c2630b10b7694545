/** What steers the sending of alerts. */
export interface AlertSettings {
  timeoutMs: number;
  /** Scale of the retry schedule: the wait after the first failure. */
  retryBaseMs: number;
  /** How long a new story waits for its burst to settle before the alert goes out. */
  holdMs: number;
  /** Of the reply, kept with the attempt. */
  maxReplyBytes: number;
  /** An endpoint that only failed for this long is disabled. */
  disableAfterMs: number;
  /** The longest pause of an endpoint that fails: how soon the end of an outage is noticed. */
  maxPauseMs: number;
  /** Independent reports at which a story that was alerted is `story.updated`. */
  updateSteps: number[];
  /** How long a replaced secret goes on signing beside the new one. */
  rotationOverlapMs: number;
  /** Endpoints that are sent to at once; each gets one webhook at a time. */
  concurrency: number;
}

export const ALERT_DEFAULTS: AlertSettings = {
  timeoutMs: 15_000,
  retryBaseMs: 5_000,
  holdMs: 0,
  maxReplyBytes: 1_024,
  disableAfterMs: 5 * 86_400_000,
  maxPauseMs: 600_000,
  updateSteps: [5, 10, 20],
  rotationOverlapMs: 86_400_000,
  concurrency: 16,
};
