/**
 * A row that was written this far in the future was written by a clock that has been set back since: the times in it say
 * nothing any more. More than machines with a common time server differ, less than anyone waits gladly.
 */
export const CLOCK_STEP_MS = 60_000;
