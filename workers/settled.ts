import type { StoryChange } from "../src/cluster/change.ts";
import type { StoryIndex } from "../src/cluster/story-index.ts";
import type { Store } from "../src/ports/store.ts";

/** What the store alone knows of reports that leave their story. */
interface Strays {
  /** Ids of stories that are in use. */
  taken: Set<string>;
  /** By report the other articles of its text. */
  copies: Map<string, readonly string[]>;
}

/**
 * A change may take reports out of a story. What the store knows of them is asked only then: their copies go with them, and
 * none begins a story under an id that is in use.
 */
export async function settled(
  store: Pick<Store, "story" | "nearDuplicate" | "copiesOf">,
  index: Pick<StoryIndex, "story">,
  assign: (strays: Strays) => StoryChange,
): Promise<StoryChange> {
  const strays: Strays = { taken: new Set(), copies: new Map() };
  const asked = new Set<string>();
  for (;;) {
    const change = assign(strays);
    let more = false;
    for (const { articleId, storyId } of change.left) {
      if (!index.story(storyId) && !strays.taken.has(storyId) && (await store.story(storyId))) {
        strays.taken.add(storyId);
        more = true;
      }
      if (asked.has(articleId)) continue;
      const originalId = (await store.nearDuplicate(articleId))?.originalId ?? articleId;
      const family = [originalId, ...(await store.copiesOf(originalId)).map((copy) => copy.articleId)];
      for (const id of family) asked.add(id);
      asked.add(articleId);
      const others = family.filter((id) => id !== articleId);
      if (others.length === 0) continue;
      strays.copies.set(articleId, others);
      more = true;
    }
    if (!more) return change;
  }
}
