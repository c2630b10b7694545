import type { Command } from "commander";
import type { FailedJob } from "../../ports/queue.ts";
import { cleanLine } from "../clean.ts";
import { type Cli, command, limitOption } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { many } from "../say.ts";
import { table } from "../table.ts";
import { iso, isoSeconds } from "../times.ts";

interface PickOptions {
  all?: boolean;
  cause?: string;
}

/** Failed jobs that one command looks through. */
const MAX_FAILED = 1_000_000;

export function jobsCommands(program: Command, cli: Cli): void {
  const jobs = command(program, "jobs", {
    summary: "lists jobs, and retries or drops those that failed",
    examples: ["jobs list", "jobs failed", "jobs retry --all", "jobs drop fetch-a_…"],
  });

  limitOption(
    command(jobs, "list", {
      summary: "lists waiting, delayed, active and failed jobs",
      examples: ["jobs list", "jobs list --limit 500 --json"],
    }),
  ).action(async (_options, self: Command) => {
    const options = optionsOf<{ limit: number }>(self);
    await withApp(cli, options, {}, async ({ queue }) => {
      const found = await queue.list(options.limit);
      if (options.json) {
        for (const job of found) {
          const { id, stage, key, state, attempt, runAt } = job;
          await cli.out.json({ id, stage, key, state, attempt, run_at: iso(runAt) });
        }
      } else if (found.length === 0) cli.out.note("no jobs");
      else
        await cli.out.lines(
          ...table(
            found,
            [
              { title: "job", value: (job) => job.id, shrinkTo: 30 },
              { title: "state", value: (job) => job.state },
              { title: "attempt", value: (job) => job.attempt, align: "right" },
              { title: "runs at", value: (job) => isoSeconds(job.runAt) },
            ],
            cli.out.width,
          ),
        );
    });
  });

  limitOption(
    command(jobs, "failed", {
      summary: "lists failed jobs, grouped by cause",
      examples: ["jobs failed", "jobs failed --stack", "jobs failed --json"],
    }),
  )
    .option("--stack", "where in the program each cause was thrown")
    .action(async (_options, self: Command) => {
      const options = optionsOf<{ limit: number; stack?: boolean }>(self);
      await withApp(cli, options, {}, async ({ queue }) => {
        const found = await queue.failed(options.limit);
        if (options.json)
          for (const { id, stage, key, attempt, error, stack, failedAt } of found)
            await cli.out.json({ id, stage, key, attempt, error, stack, failed_at: iso(failedAt) });
        else if (found.length === 0) cli.out.note("no failed jobs");
        else for (const group of byCause(found)) await cli.out.lines(...groupLines(group, options.stack === true), "");
      });
    });

  for (const [verb, done] of [
    ["retry", "will run again"],
    ["drop", "forgotten"],
  ] as const)
    command(jobs, `${verb} [ids...]`, {
      summary:
        verb === "retry" ? "runs failed jobs again, from their first attempt" : "forgets jobs that are not running",
      examples: [`jobs ${verb} extract-a_…`, `jobs ${verb} --all`, `jobs ${verb} --cause "no space left"`],
    })
      .option("--all", "every failed job")
      .option("--cause <text>", "failed jobs whose error holds this text")
      .action(async (ids: string[], _options, self: Command) => {
        const options = optionsOf<PickOptions>(self);
        await withApp(cli, options, {}, async ({ queue }) => {
          const picked = await pick(ids, options, async () => queue.failed(MAX_FAILED));
          const count = picked.length === 0 ? 0 : await queue[verb](picked);
          if (options.json)
            await cli.out.json({ [verb === "retry" ? "retried" : "dropped"]: count, asked: picked.length });
          else await cli.out.lines(`${many(count, "job")} ${done}.`);
          if (count < picked.length) {
            cli.out.note(
              `${many(picked.length - count, "job")} of ${picked.length} could not be: not known, not failed, or running`,
            );
            cli.exitCode = count === 0 ? EXIT.failed : EXIT.partFailed;
          }
        });
      });
}

async function pick(ids: string[], { all, cause }: PickOptions, failed: () => Promise<FailedJob[]>): Promise<string[]> {
  if (ids.length > 0 && (all || cause !== undefined))
    throw new CliProblem("give job ids, or --all, or --cause; not both", 2);
  if (ids.length > 0) return ids;
  if (!all && cause === undefined)
    throw new CliProblem("which jobs? Give their ids, --all or --cause TEXT; see: samestory jobs failed", 2);
  return (await failed()).filter(({ error }) => cause === undefined || error.includes(cause)).map(({ id }) => id);
}

interface Group {
  stage: string;
  error: string;
  jobs: FailedJob[];
}

/** Jobs of one stage with one error, ids and numbers in it left out of account; the most frequent cause first. */
function byCause(failed: FailedJob[]): Group[] {
  const groups = new Map<string, Group>();
  for (const job of failed) {
    const key = `${job.stage} ${job.error.replace(/[a-z]+_[0-9a-z]{16}|https?:\/\/\S+|\d+/g, "#")}`;
    const group = groups.get(key) ?? { stage: job.stage, error: job.error, jobs: [] };
    group.jobs.push(job);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.jobs.length - a.jobs.length);
}

const SHOWN_IDS = 5;

function groupLines({ stage, error, jobs }: Group, withStack: boolean): string[] {
  const last = jobs.reduce((latest, { failedAt }) => Math.max(latest, failedAt), 0);
  const more = jobs.length > SHOWN_IDS ? [`  and ${jobs.length - SHOWN_IDS} more`] : [];
  return [
    `${many(jobs.length, "job")} of ${stage}: ${cleanLine(error)} (last ${isoSeconds(last)})`,
    ...jobs.slice(0, SHOWN_IDS).map(({ id }) => `  ${id}`),
    ...more,
    ...(withStack ? (jobs[0]?.stack ?? "").split("\n").map((line) => `    ${line}`) : []),
  ];
}
