import { alertOf } from "../src/alert/alert-of.ts";
import { type Report, type StoryNews, storyPayload } from "../src/alert/payload.ts";
import { storyUpdates } from "../src/alert/story-updates.ts";
import type { App } from "../src/app.ts";
import type { StoryChange } from "../src/cluster/change.ts";
import { coverageAfter } from "../src/cluster/coverage-after.ts";
import type { Alert } from "../src/model/alert.ts";
import type { Article } from "../src/model/article.ts";
import type { Story } from "../src/model/story.ts";

/** The article whose place was decided, with the article of which it is a copy. */
export interface Newcomer {
  article: Article;
  duplicateOf: string | null;
}

/**
 * The alerts of one change, for the transaction that stores it: a story that forms, one that was alerted and has grown by
 * a step or a language, two that were alerted and turn out to be one.
 */
export async function storyAlerts(app: App, change: StoryChange, newcomer: Newcomer, now: number): Promise<Alert[]> {
  const { store, settings } = app;
  const reasons = new Map(change.formed.map(({ story, reason }) => [story.id, reason]));
  const alerts: Alert[] = [];
  const tell = async (news: StoryNews, story: Story, occasion = "") => {
    const payload = storyPayload(news, story, await reportsOf(app, story.id, change, newcomer), {
      now,
      url: storyPage(settings.web.publicUrl, story.id),
      reason: reasons.get(story.id) ?? evidenceOf(change),
    });
    const about = { id: story.id, occasion, languages: story.languages, independent: story.counts.independent };
    alerts.push(alertOf(news.type, about, payload, now));
  };
  for (const { story } of change.formed) await tell({ type: "story.created" }, story);
  for (const story of change.stories) {
    if (story.status !== "formed" || reasons.has(story.id)) continue;
    const before = await store.story(story.id);
    if (!before || !(await wasAlerted(app, story.id))) continue;
    for (const id of story.id === change.storyId ? change.absorbed : []) {
      const merged = await store.story(id);
      if (merged && (await wasTold(app, id, now)))
        await tell({ type: "story.merged", merged: { id, title: merged.title } }, story, id);
    }
    const minima = (await store.endpoints()).map(({ filter }) => filter.minIndependent);
    for (const { news, occasion } of storyUpdates(before, story, settings.alert.updateSteps, minima))
      await tell(news, story, occasion);
  }
  return alerts;
}

const wasAlerted = async ({ store }: App, storyId: string): Promise<boolean> =>
  (await store.alerts({ limit: 1, subject: storyId, event: "story.created" })).length > 0;

/** Whether anybody can have heard of a story: not while its alert is held. */
async function wasTold({ store, settings }: App, storyId: string, now: number): Promise<boolean> {
  const [alert] = await store.alerts({ limit: 1, subject: storyId, event: "story.created" });
  return alert !== undefined && alert.createdAt + settings.alert.holdMs <= now;
}

async function reportsOf({ store }: App, storyId: string, change: StoryChange, newcomer: Newcomer): Promise<Report[]> {
  // what moves stands in the rows of the story that it leaves
  const stories = new Set([storyId, ...change.stories.map(({ id }) => id)]);
  const before = await Promise.all([...stories].map((id) => store.coverage(id)));
  return coverageAfter(storyId, before.flat(), change, newcomer);
}

/** Why the newcomer is here: what an update shows as its reason. */
function evidenceOf({ coverage, articleId }: StoryChange): { rule: string; evidence: string[] } {
  const evidence = coverage.find((row) => row.articleId === articleId)?.evidence;
  return { rule: evidence?.rule ?? "", evidence: [...(evidence?.terms ?? [])] };
}

/** Where a person can look at a story; null without a public address. */
function storyPage(publicUrl: string, id: string): string | null {
  return publicUrl ? `${publicUrl.replace(/\/$/, "")}/stories/${id}` : null;
}
