import { distance } from "fastest-levenshtein";
import { didYouMean, shown } from "./problems.ts";
import { allKnobs, KNOBS } from "./schema.ts";

const PREFIX = "SAMESTORY_";

/** Names with our prefix that are no knobs: where the data is, which file to read, and secrets. */
const RESERVED = new Set(["SAMESTORY_DATA", "SAMESTORY_CONFIG", "SAMESTORY_WEB_TOKEN", "SAMESTORY_WEBHOOK_SECRET"]);

/** `fetch.minGapMs` → `SAMESTORY_FETCH_MIN_GAP_MS`. */
export function environmentName(knob: string): string {
  return PREFIX + knob.replace(/[A-Z]/g, "_$&").replace(".", "_").toUpperCase();
}

/** A value someone gave to a knob, and where. */
export interface GivenValue {
  name: string;
  value: unknown;
  /** `samestory.yaml:12` or `SAMESTORY_FETCH_MIN_GAP_MS`. */
  from: string;
}

/**
 * Reads the knobs that the environment turns: numbers and texts as they are, lists as JSON. A name that starts like one
 * of a section, or is a slip away from a knob's, is a mistake and not somebody else's variable.
 */
export function fromEnvironment(env: Record<string, string | undefined>): { given: GivenValue[]; problems: string[] } {
  const given: GivenValue[] = [];
  const problems: string[] = [];
  const knobs = new Map(allKnobs().map((each) => [environmentName(each.name), each]));
  const names = [...knobs.keys()];
  for (const [name, raw] of Object.entries(env).sort()) {
    if (raw === undefined || !name.startsWith(PREFIX) || RESERVED.has(name)) continue;
    const knob = knobs.get(name);
    if (knob) {
      const value = readValue(raw, knob.default);
      if (value === undefined)
        problems.push(
          `${name} = ${shown(raw)} (${knob.name}) is not JSON; a list is written like ${JSON.stringify(["a", "b"])}`,
        );
      else given.push({ name: knob.name, value, from: name });
    } else if (isOurs(name, names)) {
      problems.push(`${name} = ${shown(raw)} names no knob${didYouMean(name, names)}`);
    }
  }
  return { given, problems };
}

function isOurs(name: string, names: string[]): boolean {
  const section = name.slice(PREFIX.length).split("_")[0]?.toLowerCase() ?? "";
  return section in KNOBS || names.some((known) => distance(name, known) <= 2);
}

/** The value that a variable's or an option's text stands for, given what kind the knob holds; undefined when it is not JSON but should be. */
export function readValue(raw: string, kind: unknown): unknown {
  if (typeof kind === "string") return raw;
  if (typeof kind === "number") return /^\s*-?\d+(?:\.\d+)?(?:e\d+)?\s*$/i.test(raw) ? Number(raw) : raw;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
