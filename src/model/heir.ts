import type { Story } from "./story.ts";

/** Looks a story up by its id. */
type Find = (id: string) => Promise<Story | null> | Story | null;

/** The story that goes on with this one: itself, or where it was merged into, through every merge since. */
export async function heirOf(story: Story, find: Find): Promise<Story> {
  const asked = new Set<string>();
  let heir = story;
  while (heir.mergedInto !== null && !asked.has(heir.mergedInto)) {
    asked.add(heir.mergedInto);
    const next = await find(heir.mergedInto);
    if (next === null) break;
    heir = next;
  }
  return heir;
}

/** A story as it is told: what it was merged into is the story that goes on today. */
export async function withHeir(story: Story, find: Find): Promise<Story> {
  if (story.mergedInto === null) return story;
  const { id } = await heirOf(story, find);
  return { ...story, mergedInto: id === story.id ? story.mergedInto : id };
}
