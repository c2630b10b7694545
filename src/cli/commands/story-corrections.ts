import type { Command } from "commander";
import type { App } from "../../app.ts";
import { type Cli, command, words } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry } from "../journey.ts";
import { many } from "../say.ts";
import type { Corrected } from "../story-corrections.ts";

const KEPT = "The decision is kept: re-runs and replays follow it. No story is alerted a second time.";

/** The commands by which an operator decides what is one story. */
export function storyCorrections(stories: Command, cli: Cli): void {
  command(stories, "merge <a> <b>", {
    summary: "decides that two stories are one",
    examples: ["stories merge s_… s_…", "stories merge s_… s_… --undo"],
    more: `The one that was alerted keeps its id, else the older one; the other id leads to it. ${KEPT} With --undo, the articles of the one that was merged become a story of their own again.`,
  })
    .option("--undo", "take it back")
    .action(async (a: string, b: string, _options, self: Command) => {
      const { undo = false } = optionsOf<{ undo?: boolean }>(self);
      await correct(cli, self, async (app, signal) => {
        const { mergeStories, unmergeStories } = await import("../story-corrections.ts");
        const done = await (undo ? unmergeStories : mergeStories)(app, a, b, signal);
        return { done, said: undo ? `${a} and ${b} are two stories` : `${a} and ${b} are one story` };
      });
    });

  command(stories, "split <id>", {
    summary: "decides that some articles of a story are a story of their own",
    examples: ["stories split s_… --articles a_…,a_…", "stories split s_… --undo"],
    more: `Copies of these articles go with them. ${KEPT} With --undo, everything that was split from the story goes where it would go by itself.`,
  })
    .option("--articles <ids>", "the articles that do not belong to it", words)
    .option("--undo", "take it back")
    .action(async (id: string, _options, self: Command) => {
      const { undo = false, articles = [] } = optionsOf<{ undo?: boolean; articles?: string[] }>(self);
      if (undo === articles.length > 0)
        throw new CliProblem("name the articles that leave with --articles, or give --undo", EXIT.usage);
      await correct(cli, self, async (app, signal) => {
        const { splitStory, unsplitStory } = await import("../story-corrections.ts");
        if (undo) return { done: await unsplitStory(app, id, signal), said: `nothing is kept out of ${id}` };
        const ids = [];
        for (const article of articles) ids.push((await findEntry(app, article)).id);
        return { done: await splitStory(app, id, ids, signal), said: `${many(ids.length, "article")} left ${id}` };
      });
    });

  command(stories, "pin <article> [story]", {
    summary: "decides which story an article belongs to",
    examples: ["stories pin a_… s_…", "stories pin a_… --undo"],
    more: `Copies of the article follow it. ${KEPT}`,
  })
    .option("--undo", "take it back: the article goes where it would go by itself")
    .action(async (article: string, story: string | undefined, _options, self: Command) => {
      const { undo = false } = optionsOf<{ undo?: boolean }>(self);
      if (undo === (story !== undefined)) throw new CliProblem("name the story, or give --undo", EXIT.usage);
      await correct(cli, self, async (app, signal) => {
        const { liveStory, pinArticle, unpinArticle } = await import("../story-corrections.ts");
        const { id } = await findEntry(app, article);
        if (story === undefined)
          return { done: await unpinArticle(app, id, signal), said: `${id} is put nowhere any more` };
        const wanted = (await liveStory(app, story)).id;
        return { done: await pinArticle(app, id, wanted, signal), said: `${id} belongs to ${wanted}`, wanted };
      });
    });
}

async function correct(
  cli: Cli,
  self: Command,
  decide: (app: App, signal: AbortSignal) => Promise<{ done: Corrected; said: string; wanted?: string }>,
): Promise<void> {
  const options = optionsOf(self);
  await withApp(cli, options, {}, async (app) => {
    const { untilSignalled } = await import("../run.ts");
    const { done, said, wanted } = await decide(app, untilSignalled());
    const { changed, storyId, articles, handedOver } = done;
    if (options.json) return cli.out.json({ changed, story_id: storyId, articles, handed_over: handedOver });
    await cli.out.lines(`${said}: ${changed ? "kept" : "was so before"}.`);
    if (handedOver) return cli.out.note("another process is writing; it goes on with the articles: samestory status");
    if (storyId !== null) await cli.out.lines(`${many(articles, "article")} went through cluster again: ${storyId}.`);
    if (wanted !== undefined && storyId !== wanted)
      cli.out.note(
        `${wanted} takes no more articles: its time is over. The decision is kept for replays; to have it now, stop the daemon, look at samestory replay --diff, then: samestory replay --accept`,
      );
  });
}
