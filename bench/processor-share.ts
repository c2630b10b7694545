import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The kernel gives out a group's time in periods of this length. */
const PERIOD_US = 100_000;
const ROOT = "/sys/fs/cgroup";

/**
 * A control group of Linux whose processes together get at most `cpus` of a processor, as a container with a limit
 * does (`cpus:` in a compose file). It takes root and a cgroup file system that can be written, version 1 or 2; else it
 * throws what the kernel says.
 */
export class ProcessorShare {
  readonly #folder: string;

  constructor(name: string, cpus: number) {
    const second = existsSync(join(ROOT, "cgroup.controllers"));
    this.#folder = join(ROOT, second ? "" : "cpu", `samestory-bench-${process.pid}-${name}`);
    mkdirSync(this.#folder);
    const quota = Math.round(cpus * PERIOD_US);
    if (second) this.#set("cpu.max", `${quota} ${PERIOD_US}`);
    else {
      this.#set("cpu.cfs_period_us", String(PERIOD_US));
      this.#set("cpu.cfs_quota_us", String(quota));
    }
  }

  /** The process and all threads and children that it starts from now on. */
  take(pid: number): void {
    this.#set("cgroup.procs", String(pid));
  }

  /** Once its processes have ended. */
  remove(): void {
    rmdirSync(this.#folder);
  }

  #set(file: string, value: string): void {
    writeFileSync(join(this.#folder, file), value);
  }
}
