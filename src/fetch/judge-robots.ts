import { dropped, type Ending, later } from "../model/ending.ts";
import { backOffMs } from "./politeness.ts";
import type { RobotsVerdict } from "./robots.ts";
import type { FetchSettings } from "./settings.ts";

/**
 * How a page's wait ends or goes on when robots.txt stands in the way; null when it does not.
 *
 * @param tries failed tries before this one
 */
export function judgeRobots(rules: RobotsVerdict, tries: number, settings: FetchSettings): Ending | null {
  if (rules.verdict === "allowed") return null;
  if (rules.verdict === "disallowed") return dropped("robots-disallowed");
  if (tries + 1 >= settings.maxTries) return dropped("robots-unreachable", { tries: tries + 1 });
  return later(backOffMs(tries, settings), "robots-unreachable", { tries: tries + 1 });
}
