import { readdirSync, readFileSync } from "node:fs";

/** What a process, with everything it started, has taken so far. */
export interface Usage {
  /** User and system time of all its threads. */
  cpuSeconds: number;
  /** Resident now, its own pages and shared ones alike (of one process, not of its children). */
  residentMb: number;
}

/** Clock ticks in a second, as proc(5) counts them; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Fields 4 (parent), 14 and 15 (own time), 16 and 17 (time of ended children) of /proc/<pid>/stat. */
function readStat(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const at = (field: number) => Number(fields[field - 3]);
    return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
  } catch {
    return null;
  }
}

/** Of one process; null when it is gone. `withChildren` adds what its children took, ended ones too. */
export function usageOf(pid: number, withChildren = false): Usage | null {
  const own = readStat(pid);
  if (!own) return null;
  let ticks = own.own;
  if (withChildren) {
    ticks += own.ended;
    for (const other of processes()) {
      const stat = readStat(other);
      if (stat?.parent === pid) ticks += stat.own;
    }
  }
  return { cpuSeconds: ticks / TICKS, residentMb: residentMb(pid) };
}

function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const processes = (): number[] => readdirSync("/proc").map(Number).filter(Number.isInteger);

/** The process whose command line matches, the first started. */
export function findProcess(pattern: RegExp): number | null {
  for (const pid of processes().sort((a, b) => a - b)) {
    try {
      if (pattern.test(readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "))) return pid;
    } catch {
      // It has ended meanwhile.
    }
  }
  return null;
}

/** Looks at processes again and again, and remembers. */
export class Meter {
  readonly #pids = new Map<
    string,
    { pid: number; withChildren: boolean; before: number; last: Usage; resident: number[] }
  >();
  readonly #timer: NodeJS.Timeout;

  constructor(everyMs = 200) {
    this.#timer = setInterval(() => this.look(), everyMs);
  }

  /** What it takes counts from now. */
  watch(name: string, pid: number, withChildren = false): void {
    const now = usageOf(pid, withChildren) ?? { cpuSeconds: 0, residentMb: 0 };
    this.#pids.set(name, { pid, withChildren, before: now.cpuSeconds, last: now, resident: [] });
  }

  look(): void {
    for (const one of this.#pids.values()) {
      const now = usageOf(one.pid, one.withChildren);
      if (!now || now.residentMb === 0) continue;
      one.last = now;
      one.resident.push(now.residentMb);
    }
  }

  stop(): Measured[] {
    clearInterval(this.#timer);
    return [...this.#pids].map(([name, { before, last, resident }]) => {
      const later = resident.slice(Math.floor(resident.length / 2)).sort((a, b) => a - b);
      return {
        name,
        cpuSeconds: last.cpuSeconds - before,
        peakMb: Math.max(0, ...resident),
        steadyMb: later[Math.floor(later.length / 2)] ?? 0,
      };
    });
  }
}

export interface Measured {
  name: string;
  cpuSeconds: number;
  peakMb: number;
  /** The middle value of the second half of the run. */
  steadyMb: number;
}
