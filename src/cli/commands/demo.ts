import type { Command } from "commander";
import { type Cli, command, wholeOption } from "../command.ts";
import { optionsOf, placeOf, settingsAt } from "../context.ts";
import { EXIT } from "../exit.ts";
import { coverageRow, storyRow } from "../records.ts";

interface DemoCommandOptions {
  serve?: boolean;
  port: number;
}

const PORT = 8_800;

export function demoCommand(program: Command, cli: Cli): void {
  command(program, "demo", {
    summary: "runs everything on a bundled newsroom, without network, and prints the stories",
    examples: ["demo", "demo --serve", "demo --data ./demo-data"],
    more:
      "Outlets answer on 127.0.1.x; the webhooks go to a receiver of the demo's own, which checks each signature.\n" +
      "Its data go when it ends, unless --data names a folder for them.",
  })
    .option("--serve", "keep the newsroom and the dashboard up until Ctrl-C")
    .option("--port <port>", "port of the outlets", wholeOption(1, 65_535), PORT)
    .action(async (_options, self: Command) => {
      const options = optionsOf<DemoCommandOptions>(self);
      const place = placeOf(cli, options);
      const { settings } = settingsAt(cli, place);
      const [{ demo }, { untilSignalled }, { newsLines, readNews }, { differences }] = await Promise.all([
        import("../demo.ts"),
        import("../run.ts"),
        import("../demo-text.ts"),
        import("../../demo/differences.ts"),
      ]);
      const good = await demo(
        settings,
        {
          port: options.port,
          serve: options.serve === true,
          dataDir: options.data === undefined ? null : place.dataDir,
          signal: untilSignalled(),
          say: (line) => cli.out.note(line),
        },
        async (result) => {
          const news = await readNews(result);
          if (options.json)
            for (const { story, coverage } of news.stories)
              await cli.out.json({ ...storyRow(story), articles: coverage.map(coverageRow) });
          else await cli.out.lines(...newsLines(news));
          const wrong = differences(news, result.newsroom.origins);
          for (const line of wrong) cli.out.note(`not as it should be: ${line}`);
          return wrong.length === 0;
        },
      );
      if (!good) cli.exitCode = EXIT.failed;
    });
}
