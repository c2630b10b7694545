import { dropped, type Ending, later } from "../model/ending.ts";
import { backOffMs } from "./politeness.ts";
import type { RobotsVerdict } from "./robots.ts";
import type { FetchSettings } from "./settings.ts";

/** What a site's rules mean for a page that wants to be fetched; null when it may go on. */
export function judgeRobots({ verdict }: RobotsVerdict, tries: number, settings: FetchSettings): Ending | null {
  if (verdict === "allowed") return null;
  if (verdict === "disallowed") return dropped("robots");
  if (tries + 1 >= settings.maxTries) return dropped("robots-unreachable", { tries: tries + 1 });
  return later(backOffMs(tries, settings), "robots-unreachable", { tries: tries + 1 });
}
