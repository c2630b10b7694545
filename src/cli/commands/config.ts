import type { Command } from "commander";
import { publisherFamilies } from "../../../config/publishers.ts";
import { renderYaml } from "../../../config/render-yaml.ts";
import { allKnobs, jsonSchema, type Settings } from "../../../config/schema.ts";
import { type Cli, command } from "../command.ts";
import { optionsOf, placeOf, settingsAt } from "../context.ts";
import { table } from "../table.ts";

export function configCommands(program: Command, cli: Cli): void {
  const config = command(program, "config", {
    summary: "checks and shows the settings",
    examples: ["config check", "config print --changed", "config print --template > data/samestory.yaml"],
  });

  command(config, "check", {
    summary: "lists every mistake in the settings at once; exit code 2 when there is one",
    examples: ["config check", "config check --config samestory.yaml"],
  }).action(async (_options, self: Command) => {
    const options = optionsOf(self);
    const place = placeOf(cli, options);
    const { changed } = settingsAt(cli, place);
    publisherFamilies(place.dataDir);
    if (options.json) await cli.out.json({ ok: true, file: place.configFile ?? null, changed });
    else {
      const count = `${changed.length} ${changed.length === 1 ? "setting differs" : "settings differ"} from the defaults`;
      await cli.out.lines(`ok: ${place.configFile ?? "no settings file"}; ${count}`);
    }
  });

  command(config, "print", {
    summary: "shows the settings in force and where each comes from",
    examples: ["config print", "config print --changed", "config print --json", "config print --template"],
  })
    .option("--changed", "only what differs from the defaults")
    .option("--template", "a settings file with every knob commented out: its default, unit and range")
    .action(async (_options, self: Command) => {
      const options = optionsOf<{ changed?: boolean; template?: boolean }>(self);
      if (options.template) return cli.out.raw(renderYaml());
      const { settings, changed } = settingsAt(cli, placeOf(cli, options));
      if (options.json && !options.changed) return cli.out.json(settings);
      const origin = new Map(changed.map(({ name, from }) => [name, from]));
      const rows = allKnobs()
        .filter(({ name }) => !options.changed || origin.has(name))
        .map(({ section, key, name, knob }) => ({
          name,
          value: (settings[section as keyof Settings] as unknown as Record<string, unknown>)[key],
          unit: knob.unit,
          from: origin.get(name) ?? "default",
        }));
      if (options.json) for (const row of rows) await cli.out.json(row);
      else
        await cli.out.lines(
          ...table(
            rows,
            [
              { title: "setting", value: (row) => row.name },
              { title: "value", value: (row) => JSON.stringify(row.value), shrinkTo: 8 },
              { title: "unit", value: (row) => row.unit },
              { title: "from", value: (row) => row.from, shrinkTo: 8 },
            ],
            cli.out.width,
          ),
        );
    });

  command(config, "schema", {
    summary: "prints the JSON Schema of samestory.yaml, for editors",
    examples: ["config schema > samestory.schema.json"],
    more: "With --json on one line.",
  }).action(async (_options, self: Command) => {
    if (optionsOf(self).json) await cli.out.json(jsonSchema());
    else await cli.out.raw(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  });
}
