import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { dryRun, filledFolder, killedRerun } from "./killed-rerun.ts";

const ARTICLES = 120;

let data: string;
before(async () => {
  data = await filledFolder(ARTICLES);
});
after(() => rm(data, { recursive: true, force: true }));

for (const stage of ["extract", "cluster"] as const) {
  test(`a dry run of ${stage} leaves every byte of the database as it was`, async () => {
    assert.deepEqual(await dryRun(data, stage), { selected: ARTICLES, untouched: true });
  });

  test(`a re-run of ${stage} that was killed with -9 and begun again does the rest, once, to the same end, and alerts nobody`, async () => {
    const { leftAtKills, alertsBefore, alertsAfter, differences, redone } = await killedRerun(data, stage);
    assert.deepEqual({ differences, redone }, { differences: [], redone: 0 });
    assert.ok(alertsBefore > 0, "stories were told of before");
    assert.equal(alertsAfter, alertsBefore);
    assert.ok(leftAtKills.every((left) => left > 0 && left <= ARTICLES));
  });
}
