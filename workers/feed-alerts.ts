import { alertOf } from "../src/alert/alert-of.ts";
import { feedPayload } from "../src/alert/payload.ts";
import type { App } from "../src/app.ts";
import type { Alert } from "../src/model/alert.ts";
import type { Feed } from "../src/model/feed.ts";
import { tell } from "./tell.ts";

const ails = ({ state }: Feed): boolean => state === "failing" || state === "blocked";

/** What a poll's outcome means for those who watch the feeds; null when nothing changed for them. One alert a spell. */
export function feedAlert(before: Feed, after: Feed, now: number): Alert | null {
  const event =
    after.state === "gone" && before.state !== "gone"
      ? "feed.gone"
      : ails(after) && !ails(before)
        ? "feed.failing"
        : ails(before) && !ails(after) && after.state !== "paused"
          ? "feed.recovered"
          : null;
  if (event === null) return null;
  // A spell is known by the success before it.
  const occasion = String(before.lastSuccessAt ?? before.addedAt);
  return alertOf(event, { id: after.id, occasion }, feedPayload(event, after, now), now);
}

/** Puts the alert of a change into the outbox. Before the feed is saved: told again after a crash, it is the same alert. */
export async function tellOfFeed(app: App, before: Feed, after: Feed): Promise<void> {
  const alert = feedAlert(before, after, app.clock.now());
  if (alert) await tell(app, alert);
}
