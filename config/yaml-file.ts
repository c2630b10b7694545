import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { GivenValue } from "./environment.ts";
import { didYouMean, shown } from "./problems.ts";
import { allKnobs, KNOBS, type Section } from "./schema.ts";

/** A settings file larger than this is not one of ours. */
export const MAX_CONFIG_BYTES = 256_000;

/** Reads the knobs that a YAML file turns. An empty section is allowed: everything in it may be commented out. */
export function fromYamlFile(file: string): { given: GivenValue[]; problems: string[] } {
  let content: string;
  try {
    const { size } = statSync(file);
    if (size > MAX_CONFIG_BYTES)
      return { given: [], problems: [`${file} has ${size} bytes; a settings file has at most ${MAX_CONFIG_BYTES}`] };
    content = readFileSync(file, "utf8");
  } catch (error) {
    return { given: [], problems: [`${file} cannot be read: ${reasonOf(error)}`] };
  }
  return fromYaml(content, basename(file));
}

/** `name` stands in front of line numbers. */
export function fromYaml(content: string, name: string): { given: GivenValue[]; problems: string[] } {
  const given: GivenValue[] = [];
  const problems: string[] = [];
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors)
    problems.push(`${name}:${lines.linePos(error.pos[0]).line} is not YAML: ${error.message}`);
  if (problems.length > 0 || document.contents === null) return { given, problems };
  if (!isMap(document.contents))
    return {
      given,
      problems: [`${name} holds ${shown(toValue(document.contents))}; expected sections such as fetch:`],
    };

  const knobs = allKnobs();
  const sections = Object.keys(KNOBS);
  const names = knobs.map((knob) => knob.name);
  const at = (key: unknown) => (isScalar(key) && key.range ? `${name}:${lines.linePos(key.range[0]).line}` : name);
  for (const { key, value: section } of document.contents.items) {
    const sectionName = String(isScalar(key) ? key.value : key);
    if (!sections.includes(sectionName)) {
      problems.push(
        `${at(key)}: ${shown(sectionName)} is no section${didYouMean(sectionName, [...sections, ...names])}`,
      );
      continue;
    }
    if (section === null || (isScalar(section) && section.value === null)) continue;
    if (!isMap(section)) {
      problems.push(
        `${at(key)}: section ${sectionName} is ${shown(String(section))}; expected its knobs, one on a line`,
      );
      continue;
    }
    const own = knobs.filter((knob) => knob.section === (sectionName as Section)).map((knob) => knob.name);
    for (const pair of section.items) {
      const knobName = `${sectionName}.${isScalar(pair.key) ? pair.key.value : pair.key}`;
      const value: unknown = toValue(pair.value);
      if (own.includes(knobName)) given.push({ name: knobName, value, from: at(pair.key) });
      else {
        const hint = didYouMean(knobName, own) || didYouMean(knobName, names);
        problems.push(`${at(pair.key)}: ${knobName} = ${shown(value)} names no knob${hint}`);
      }
    }
  }
  return { given, problems };
}

/** A node as a plain value. Aliases are not followed: no settings file needs them, and they can be made to explode. */
export function toValue(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  const plain = node as { toJSON?: () => unknown } | null;
  return plain?.toJSON ? plain.toJSON() : plain;
}

/** Why a file cannot be read, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "permission denied";
  return String(error);
}
