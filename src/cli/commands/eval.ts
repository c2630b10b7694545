import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import { type Cli, command, type SharedOptions, wholeOption } from "../command.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { many } from "../say.ts";

interface EvalOptions {
  in: string;
  out: string;
  alertAt?: number;
  by?: "article" | "publisher";
}

/** What was done, in numbers, what was read first; `unread` counts lines that could not be. */
type Evaluate = (options: EvalOptions) => Promise<Record<string, number>>;

/** Each stage's own evaluation, loaded when asked for: each brings all of its stage with it. */
const EVALUATIONS: Record<string, { reads: string; run: Evaluate }> = {
  feeds: {
    reads: "JSONL of {id, ct, url, b64}; writes JSONL of {id, feed, items, error?}",
    run: async (options) => (await import("../eval/feeds.ts")).evalFeeds(options.in, options.out),
  },
  extract: {
    reads: "a folder with meta.json {id: {url}} and <id>.html; writes JSON {preds, comments, meta, perf}",
    run: async (options) => (await import("../eval/extract.ts")).evalExtract(options.in, options.out),
  },
  dedupe: {
    reads:
      "JSONL of {id, url, source, published, title, text} in order; writes JSONL of {id, duplicate_of, relation, covered}",
    run: async (options) => (await import("../eval/dedupe.ts")).evalDedupe(options.in, options.out),
  },
  cluster: {
    reads:
      "JSONL of {id, published, lang?, title, text, source} in order; writes JSONL of {id, cluster, online, alert}",
    run: async (options) => {
      const { evalCluster } = await import("../eval/cluster.ts");
      const { alertAt, by } = options;
      return evalCluster(options.in, options.out, { ...(alertAt ? { alertAt } : {}), ...(by ? { by } : {}) });
    },
  },
  spam: {
    reads: "JSONL of {id, comment, title, article}; writes JSONL of {id, score, spam, reasons}",
    run: async (options) => (await import("../eval/spam.ts")).evalSpam(options.in, options.out),
  },
};

export function evalCommands(program: Command, cli: Cli): void {
  const parent = command(program, "eval", {
    summary: "runs one stage on labelled data, without a store, to measure its quality",
    examples: ["eval dedupe --in stream.jsonl --out found.jsonl", "eval extract --in pages/ --out texts.json"],
  });
  for (const [stage, { reads, run }] of Object.entries(EVALUATIONS)) {
    const each = command(parent, stage, {
      summary: `runs ${stage} on labelled data`,
      examples: [
        `eval ${stage} --in ${stage === "extract" ? "pages/" : "cases.jsonl"} --out found.json${stage === "extract" ? "" : "l"}`,
      ],
      more: `Reads ${reads}.`,
    })
      .requiredOption("--in <path>", "what to read")
      .requiredOption("--out <file>", "where to write");
    if (stage === "cluster")
      each
        .option("--alert-at <n>", "independent reports that make a story (default: 3)", wholeOption(1, 1_000))
        .addOption(new Option("--by <what>", "what counts as independent").choices(["article", "publisher"]));
    each.action(async (_options, self: Command) => {
      const options = self.optsWithGlobals<EvalOptions & SharedOptions>();
      checkPaths(options, stage === "extract" ? "folder" : "file");
      const summary = await run(options);
      if (summary.unread) cli.exitCode = Object.values(summary)[0] ? EXIT.partFailed : EXIT.failed;
      if (options.json) await cli.out.json(summary);
      else
        cli.out.note(
          `${Object.entries(summary)
            .filter(([what, n]) => what !== "unread" || n > 0)
            .map(([what, n]) => (what === "unread" ? `${many(n, "line")} not read` : `${n} ${what}`))
            .join(", ")} → ${options.out}`,
        );
    });
  }
}

/** @throws CliProblem when there is nothing to read, no place to write to, or both are one file */
function checkPaths({ in: input, out }: EvalOptions, kind: "file" | "folder"): void {
  const at = (path: string) => statSync(path, { throwIfNoEntry: false });
  const given = at(input);
  if (!given) throw new CliProblem(`--in ${input}: there is no such file or folder`);
  if (given.isDirectory() !== (kind === "folder"))
    throw new CliProblem(`--in ${input}: expected a ${kind}`, EXIT.usage);
  if (at(out)?.isDirectory()) throw new CliProblem(`--out ${out} is a folder; name a file`, EXIT.usage);
  if (!at(dirname(out))) throw new CliProblem(`--out ${out}: there is no folder ${dirname(out)}`);
  if (at(out) && realpathSync(out) === realpathSync(input))
    throw new CliProblem(`--out ${out} is what is read; name another file`, EXIT.usage);
}
