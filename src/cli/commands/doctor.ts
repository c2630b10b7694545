import type { Command } from "commander";
import { ConfigProblems } from "../../../config/problems.ts";
import { publisherFamilies } from "../../../config/publishers.ts";
import { StoreUnusable } from "../../ports/store.ts";
import { bad, engines, type Finding, folder, good, inside } from "../checkup.ts";
import { type Cli, command, type SharedOptions } from "../command.ts";
import { hasData, optionsOf, placeOf, settingsAt, withApp } from "../context.ts";
import { EXIT } from "../exit.ts";

export function doctorCommand(program: Command, cli: Cli): void {
  command(program, "doctor", {
    summary: "looks whether everything is sound; each line says ok or what to do",
    examples: ["doctor", "doctor --json"],
    more: "Exit code 1 when something needs doing.",
  }).action(async (_options, self: Command) => {
    const options = optionsOf(self);
    const findings = await examine(cli, options);
    const trouble = findings.some(({ advice }) => advice !== null);
    if (options.json) await cli.out.json({ ok: !trouble, findings });
    else
      for (const { what, found, advice } of findings)
        await cli.out.lines(
          `${advice === null ? "ok  " : "TODO"}  ${what.padEnd(11)}  ${found}`,
          ...(advice ? [`${" ".repeat(19)}${advice}`] : []),
        );
    if (trouble) cli.exitCode = EXIT.failed;
  });
}

async function examine(cli: Cli, options: SharedOptions): Promise<Finding[]> {
  const place = placeOf(cli, options);
  const findings = engines();
  try {
    const { changed } = settingsAt(cli, place);
    publisherFamilies(place.dataDir);
    findings.push(good("config", `${place.configFile ?? "defaults"}, ${changed.length} changed`));
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    return [...findings, bad("config", error.problems.join("; "), "set these right: samestory config check")];
  }
  if (!(await hasData(place)))
    return [...findings, bad("data folder", `nothing in ${place.dataDir}`, `samestory init --data ${place.dataDir}`)];
  findings.push(...(await folder(place.dataDir)));
  try {
    findings.push(...(await withApp(cli, options, {}, inside)));
  } catch (error) {
    if (!(error instanceof StoreUnusable)) throw error;
    findings.push(bad("store", error.message, "the message says what can be done"));
  }
  return findings;
}
