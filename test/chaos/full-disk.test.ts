import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { endInOrder, type Installation, install, openNewsroom } from "./installation.ts";
import { assertSame, undisturbedRun } from "./undisturbed.ts";

const DISK_BYTES = 16 * 1024 * 1024;
/** Enough to begin, too little for all. */
const LEFT_BYTES = 300_000;
const RECOVERY_MS = 60_000;

test("a daemon says plainly that the disk is full, and does all of it when there is room again", async (t) => {
  const newsroom = await openNewsroom();
  const disk = await mkdtemp(join(tmpdir(), "samestory-disk-"));
  // Who may not mount a small disk gives the daemon a small quota.
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", disk]).status === 0;
  let installation: Installation | undefined;
  t.after(async () => {
    await installation?.close();
    if (mounted) spawnSync("umount", [disk]);
    await rm(disk, { recursive: true, force: true });
    await newsroom.close();
  });
  installation = await install(newsroom, { data: join(disk, "data"), env: { SAMESTORY_QUEUE_LOCK_MS: "3000" } });
  const filler = join(disk, "filler");
  if (mounted) {
    const { bavail, bsize } = await statfs(disk);
    await writeFile(filler, Buffer.alloc(bavail * bsize - LEFT_BYTES));
  }
  const daemon = installation.start(["run"]);
  const limit = (bytes: string) => spawnSync("prlimit", [`--pid=${daemon.child.pid}`, `--fsize=${bytes}:unlimited`]);
  if (!mounted) assert.equal(limit(String(LEFT_BYTES)).status, 0);
  await daemon.said(mounted ? "no space left to write" : "; check the disk");
  assert.equal(daemon.child.exitCode, null);
  if (mounted) await rm(filler);
  else limit("unlimited");
  t.diagnostic(`all done ${await installation.settled(RECOVERY_MS)} ms after there was room`);
  await endInOrder(daemon);
  await assertSame(installation, await undisturbedRun(newsroom));
});
