import type { Alert, Endpoint } from "./alert.ts";

/** Whether an alert is kept where no endpoint wants it: that a story formed is history, the rest is news or nothing. */
export const isHistory = ({ event }: Alert): boolean => event === "story.created";

/** Begins the occasion of a `story.created` that waited for more independent reports than others wanted; the number follows. */
const AT_LEAST = "at-";

/** The occasion of a `story.created` for the endpoints that wait for so many independent reports. */
export const onceItHas = (independent: number): string => `${AT_LEAST}${independent}`;

/**
 * Whether an endpoint's filter lets an alert through. `story.created` comes once to each endpoint: at the moment of
 * forming, or, where the story was too small for it then, on the occasion of having what it asks for.
 */
export function wanted(alert: Alert, { id, filter }: Pick<Endpoint, "id" | "filter">): boolean {
  if (!filter.events.includes(alert.event) || alert.subject === id) return false;
  if (alert.occasion.startsWith(AT_LEAST)) {
    if (alert.occasion !== onceItHas(filter.minIndependent)) return false;
  } else if (alert.event.startsWith("story.") && alert.independent < filter.minIndependent) return false;
  if (filter.languages.length === 0 || alert.languages.length === 0) return true;
  return alert.languages.some((lang) => filter.languages.includes(lang));
}
