/**
 * Re-runs that are killed: `node bench/rerun.ts --articles 5000`. For extract and for cluster: a dry run, an undisturbed
 * re-run, and one that is killed with SIGKILL in the middle of each of its ends and begun again. One line each; exit code 1
 * unless both end the same and nobody was alerted.
 */
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { dryRun, filledFolder, killedRerun } from "../test/chaos/killed-rerun.ts";

const { values } = parseArgs({ options: { articles: { type: "string", default: "5000" } } });
const articles = Number(values.articles);
if (!Number.isSafeInteger(articles) || articles < 10) {
  console.error("usage: node bench/rerun.ts [--articles <number, 10 or more>]");
  process.exit(2);
}

const data = await filledFolder(articles);
try {
  for (const stage of ["extract", "cluster"] as const) {
    const dry = await dryRun(data, stage);
    const figures = await killedRerun(data, stage);
    console.log(JSON.stringify({ articles, dry, ...figures }));
    const { same, redone, alertsBefore, alertsAfter } = figures;
    if (!same || redone > 0 || alertsBefore !== alertsAfter || !dry.untouched) process.exitCode = 1;
  }
} finally {
  await rm(data, { recursive: true, force: true });
}
