/** Why a request was called off by us. */
export class CalledOff extends Error {
  override name = "CalledOff";
  readonly reason: "timeout" | "aborted" | "protocol";
  constructor(reason: "timeout" | "aborted" | "protocol", message: string) {
    super(message);
    this.reason = reason;
  }
}

/** One moment at which everything of a request ends, whatever it is doing. */
export interface Deadline {
  signal: AbortSignal;
  end(reason: CalledOff): void;
  dispose(): void;
}

/** Ends after `timeoutMs` or when one of the signals aborts, whichever comes first. */
export function deadline(timeoutMs: number, signals: readonly (AbortSignal | undefined)[]): Deadline {
  const controller = new AbortController();
  const end = (reason: CalledOff) => controller.abort(reason);
  const timer = setTimeout(() => end(new CalledOff("timeout", `not complete within ${timeoutMs} ms`)), timeoutMs);
  // Listeners by hand, taken off again: signals that live as long as the process would collect AbortSignal.any's.
  const abort = () => end(new CalledOff("aborted", "called off"));
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    end,
    dispose() {
      clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener("abort", abort);
    },
  };
}
