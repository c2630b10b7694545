import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** This process as the holder of a lease or a lock: `<host>:<pid>:<process start>`. */
export function processHolder(): string {
  return `${hostname().replaceAll(":", "-")}:${process.pid}:${startOf(process.pid) ?? "unknown"}`;
}

/**
 * Whether the process that calls itself `holder` still runs. Null when that cannot be known: it is on another machine,
 * or the name was not made by `processHolder`.
 */
export function holderIsAlive(holder: string): boolean | null {
  const [host, pidText, start, ...rest] = holder.split(":");
  const pid = Number(pidText);
  if (host !== hostname().replaceAll(":", "-") || !Number.isSafeInteger(pid) || pid <= 0 || rest.length > 0)
    return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, and it is somebody else's.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  // Process ids are given again, start times are not: another start is another process.
  const runningStart = startOf(pid);
  return runningStart === null || start === undefined || start === "unknown" || start === runningStart;
}

/**
 * When a process was started, as `<clock ticks since boot>-<boot>`: field 22 of /proc/<pid>/stat (proc(5)) and the
 * machine's boot id. Null where there is no /proc.
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    // The second field is the program's name in parentheses and may hold spaces: count from its end.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks ? `${ticks}-${boot.slice(0, 8)}` : null;
  } catch {
    return null;
  }
}
