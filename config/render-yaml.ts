import { allKnobs, KNOBS, SECTIONS, type Section } from "./schema.ts";

const HEAD = `# yaml-language-server: $schema=samestory.schema.json
#
# Every knob of Samestory, with its default. Take the # away from what you change; what stays commented keeps its default.
# Any knob can also come from the environment, which wins over this file: fetch.minGapMs is SAMESTORY_FETCH_MIN_GAP_MS,
# lists are written as JSON. \`samestory config check\` lists every mistake at once, \`samestory config print\` shows what
# is in force. This file is read when named by --config or SAMESTORY_CONFIG, or when it lies in the data folder.
`;

/** The settings file with every knob in it, each commented out with what it does, its unit and its range. */
export function renderYaml(): string {
  const knobs = allKnobs();
  const sections = (Object.keys(KNOBS) as Section[]).map((section) => {
    const own = knobs
      .filter((knob) => knob.section === section)
      .map(({ key, knob, default: value }) => {
        const unit = knob.unit ? `${knob.unit}, ` : "";
        return `\n  # ${knob.says} (${unit}${knob.range})\n  # ${key}: ${JSON.stringify(value)}\n`;
      });
    return `\n# ${SECTIONS[section]}\n${section}:${own.join("")}`;
  });
  return HEAD + sections.join("");
}
