import type { Command } from "commander";
import { type Cli, command } from "../command.ts";
import { momentOption, optionsOf, webAddress, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import type { Ingested } from "../ingest.ts";
import { withProgress } from "../progress.ts";
import { counts, many } from "../say.ts";
import { table } from "../table.ts";

interface IngestOptions {
  url?: string;
  source?: string;
  published?: string;
}

export function ingestCommand(program: Command, cli: Cli): void {
  command(program, "ingest <files...>", {
    summary: "takes local articles through extract, dedupe, cluster and alert",
    examples: [
      "ingest report.txt --source example.org --published 2025-11-06T12:00Z",
      "ingest pages/*.html",
      "ingest articles.jsonl --json",
      "ingest - < article.html",
    ],
    more:
      "Files are .txt, .html or .jsonl; - is standard input. A line of .jsonl is\n" +
      '{"url", "source", "title", "author", "published", "text" or "html"}.\n' +
      "The same document again changes nothing.",
  })
    .option("--url <url>", "the article's address")
    .option("--source <domain>", "the publisher's domain")
    .option("--published <moment>", "when it was published")
    .action(async (files: string[], _options, self: Command) => {
      const options = optionsOf<IngestOptions>(self);
      if (options.url !== undefined && (files.length > 1 || files.some((file) => /\.jsonl$/i.test(file))))
        throw new CliProblem(
          "--url is the address of one document: give one .txt or .html file, or - for it",
          EXIT.usage,
        );
      await withApp(cli, options, { creates: true }, async (app) => {
        const given = {
          url: options.url === undefined ? null : webAddress(options.url),
          source: options.source ?? null,
          publishedAt:
            options.published === undefined ? null : momentOption(options.published, "--published", app.clock.now()),
        };
        const [{ ingest }, { untilSignalled }] = await Promise.all([import("../ingest.ts"), import("../run.ts")]);
        const signal = untilSignalled();
        const { documents, problems, handedOver } = await withProgress(cli, app, () =>
          ingest(app, files, given, signal),
        );
        if (options.json) for (const document of documents) await cli.out.json(document);
        else await print(cli, documents);
        for (const problem of problems) cli.out.note(problem);
        if (handedOver) cli.out.note("another process is writing; it goes on with these documents: samestory status");
        if (signal.aborted) {
          cli.out.note("stopped; the same command goes on");
          cli.exitCode = EXIT.partFailed;
        }
        if (problems.length > 0) cli.exitCode = documents.length === 0 ? EXIT.failed : EXIT.partFailed;
      });
    });
}

async function print(cli: Cli, documents: Ingested[]): Promise<void> {
  if (documents.length === 0) return;
  await cli.out.lines(
    ...table(
      documents,
      [
        { title: "id", value: ({ id }) => id },
        { title: "was", value: ({ was }) => was },
        { title: "status", value: ({ status }) => status },
        { title: "story", value: ({ story_id }) => story_id },
        { title: "address", value: ({ url }) => url, shrinkTo: 14 },
      ],
      cli.out.width,
    ),
  );
  const sums = Object.entries(counts(documents.map(({ was }) => was))).map(([was, n]) => `${n} ${was}`);
  cli.out.note(`${many(documents.length, "document")}: ${sums.join(", ")}`);
}
