import type { App } from "../src/app.ts";
import type { PollPace } from "../src/poll/judge-poll.ts";
import { itemsPerPoll } from "../src/poll/pace.ts";

/** Rates change slowly: how long a pace worked out from all feeds holds. */
const HOLDS_MS = 3_600_000;

/** The pace of this installation, worked out anew from the rates of its feeds once an hour. */
export function paceOf({ store, settings, clock }: App): () => Promise<PollPace> {
  let pace: PollPace = {};
  let until = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    // A clock that was set back must not keep an old pace for long.
    if (now >= until || until > now + HOLDS_MS) {
      until = now + HOLDS_MS;
      pace = { itemsPerPoll: itemsPerPoll(await store.feeds(), settings.poll) };
    }
    return pace;
  };
}
