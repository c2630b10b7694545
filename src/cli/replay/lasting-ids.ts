import { foundedId } from "../../cluster/founded-id.ts";
import type { Store } from "../../ports/store.ts";
import { compareStories, type Homed } from "./compare.ts";

/**
 * By id of a story in a replay, the id under which it lives on, where that is another. A story that goes on with a stored
 * one (see `compareStories`) has that one's id, so that links and alerts about it stay true. Who loses its id thereby is
 * named as the founder's next story, as in the belt.
 */
export async function lastingIds(store: Store, homed: readonly Homed[]): Promise<Map<string, string>> {
  const { successors } = compareStories(homed);
  const lasting = new Map([...successors].map(([before, after]) => [after, before]));
  const taken = new Set(successors.keys());
  const founders = new Map<string, string>();
  for (const { articleId, after } of homed) if (!founders.has(after)) founders.set(after, articleId);
  for (const [id, founder] of founders) {
    if (lasting.has(id)) continue;
    let free = id;
    for (let part = 2; taken.has(free); part++) {
      const next = foundedId(founder, part);
      if ((await store.story(next)) === null) free = next;
    }
    taken.add(free);
    lasting.set(id, free);
  }
  return new Map([...lasting].filter(([id, is]) => id !== is));
}
