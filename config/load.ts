import { fromEnvironment, type GivenValue } from "./environment.ts";
import { fromOptions } from "./options.ts";
import { ConfigProblems, shown } from "./problems.ts";
import { allKnobs, DEFAULTS, ORDERED, type Section, type Settings } from "./schema.ts";
import { fromYamlFile } from "./yaml-file.ts";

export interface LoadOptions {
  /** A YAML file; without one, only the environment speaks. */
  file?: string;
  env: Record<string, string | undefined>;
  /** `fetch.minGapMs=5000`, as given on the command line. */
  options?: readonly string[];
}

export interface Loaded {
  settings: Settings;
  /** The settings that differ from their defaults, in the order of the schema. */
  changed: GivenValue[];
}

/**
 * Defaults, then the file, then the environment, then the command line; the later wins.
 *
 * @throws ConfigProblems with everything that is wrong, at once
 */
export function loadSettings({ file, env, options = [] }: LoadOptions): Loaded {
  const sources = [...(file === undefined ? [] : [fromYamlFile(file)]), fromEnvironment(env), fromOptions(options)];
  const problems = sources.flatMap((source) => source.problems);
  const given = new Map<string, GivenValue>();
  const checks = new Map(allKnobs().map((each) => [each.name, each]));
  for (const each of sources.flatMap((source) => source.given)) {
    const { knob } = checks.get(each.name)!;
    const checked = knob.type.safeParse(each.value);
    if (checked.success) given.set(each.name, { ...each, value: checked.data });
    else problems.push(...new Set(checked.error.issues.map(({ path }) => wrongValue(each, path, knob))));
  }
  const settings = structuredClone(DEFAULTS);
  for (const { section, key, name } of checks.values()) {
    const value = given.get(name);
    if (value) (settings[section] as unknown as Record<string, unknown>)[key] = value.value;
  }
  const inForce = (name: string) => {
    const [section, key] = name.split(".") as [Section, string];
    return (settings[section] as unknown as Record<string, number>)[key]!;
  };
  for (const [less, more] of ORDERED)
    if (inForce(less) > inForce(more))
      problems.push(`${less} = ${inForce(less)} is more than ${more} = ${inForce(more)}; it may be at most as much`);
  if (problems.length > 0) throw new ConfigProblems(problems);
  const changed = [...checks.values()].flatMap(({ name, default: usual }) => {
    const value = given.get(name);
    return value && JSON.stringify(value.value) !== JSON.stringify(usual) ? [value] : [];
  });
  return { settings, changed };
}

/** `fetch.minGapMs = "fast" (samestory.yaml:3); allowed: 0 to 3600000 ms`. A list's message shows the item that is wrong. */
function wrongValue(
  { name, value, from }: GivenValue,
  path: PropertyKey[],
  knob: { range: string; unit: string | null },
) {
  const [index] = path;
  const isItem = typeof index === "number" && Array.isArray(value);
  const where = isItem ? `${name}[${index}]` : name;
  return `${where} = ${shown(isItem ? value[index] : value)} (${from}); allowed: ${knob.range}${knob.unit ? ` ${knob.unit}` : ""}`;
}
