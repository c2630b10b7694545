import { type GivenValue, readValue } from "./environment.ts";
import { didYouMean, shown } from "./problems.ts";
import { allKnobs } from "./schema.ts";

/** Reads the knobs that `--set key=value` turns: numbers and texts as they are, lists as JSON. */
export function fromOptions(options: readonly string[]): { given: GivenValue[]; problems: string[] } {
  const given: GivenValue[] = [];
  const problems: string[] = [];
  const knobs = new Map(allKnobs().map((each) => [each.name, each]));
  for (const option of options) {
    const at = option.indexOf("=");
    const name = option.slice(0, Math.max(0, at)).trim();
    if (at < 0) problems.push(`--set ${shown(option)} has no value; write --set cluster.joinAt=0.5`);
    const knob = knobs.get(name);
    if (at >= 0 && !knob) problems.push(`--set ${shown(option)} names no knob${didYouMean(name, [...knobs.keys()])}`);
    if (!knob) continue;
    const value = readValue(option.slice(at + 1), knob.default);
    if (value === undefined) problems.push(`--set ${shown(option)}: a list is written like ${shown(["a", "b"])}`);
    else given.push({ name, value, from: "--set" });
  }
  return { given, problems };
}
