import type { Started } from "../program.ts";
import type { Installation } from "./installation.ts";

/** The processes of one installation and what each is started with. */
export type Crew = Record<string, string[]>;

/** One daemon does everything. */
export const ALONE: Crew = { alone: ["run"] };
/** A leader, a stand-by, and one that neither dedupes nor clusters. */
export const SCALED_OUT: Crew = {
  first: ["run"],
  second: ["run"],
  hands: ["run", "--only", "poll,fetch,extract"],
};

/** The processes at work. */
export interface Fleet {
  /** Kills one as `kill -9` does and starts it again. */
  killOne(name: string): Promise<void>;
  names: string[];
  running(): Started[];
  /** Processes that ended without being told to, each with what it said last. */
  deserters(): string[];
}

export function startFleet(installation: Installation, crew: Crew): Fleet {
  const deserters: string[] = [];
  const startOne = (name: string) => {
    const started = installation.start(crew[name] ?? [], { who: name });
    started.ended.then(({ code, signal, stderr }) => {
      if (signal !== "SIGKILL" && code !== 0) deserters.push(`${name} ended with ${code}: ${stderr.slice(-1_000)}`);
    });
    return started;
  };
  const names = Object.keys(crew);
  const running = new Map(names.map((name) => [name, startOne(name)]));
  return {
    names,
    running: () => [...running.values()],
    deserters: () => deserters,
    async killOne(name) {
      const old = running.get(name);
      old?.child.kill("SIGKILL");
      await old?.ended;
      running.set(name, startOne(name));
    },
  };
}
