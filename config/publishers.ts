import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ConfigProblems, shown } from "./problems.ts";
import { reasonOf, toValue } from "./yaml-file.ts";

/** The list that comes with the program, and the name of an operator's own in the data folder. */
const BUNDLED = fileURLToPath(new URL("./publishers.yaml", import.meta.url));
const OWN_NAME = "publishers.yaml";
/** A list larger than this is not one of ours. */
export const MAX_PUBLISHERS_BYTES = 1_000_000;

const A_DOMAIN = "expected a domain in lower case, such as example.co.uk";
const DOMAINS = "expected a list of domains, such as [north.example, south.example]";
const FAMILIES = "expected families: and under it the name of each with its domains";

const domain = z.string(A_DOMAIN).regex(/^[a-z\d-]+(?:\.[a-z\d-]+)+$/, A_DOMAIN);
const families = z.record(z.string().min(1).max(200), z.array(domain, DOMAINS).min(1, DOMAINS), FAMILIES);
const lists = z.strictObject(
  { families },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `${issue.keys.map(shown).join(", ")}: only families: belongs here`
        : FAMILIES,
  },
);

/** The family of each domain that has one. */
export type Families = ReadonlyMap<string, string>;

/**
 * The publisher families that are in force: those that come with the program, and over them those of `publishers.yaml` in
 * the data folder.
 *
 * @throws ConfigProblems with everything that is wrong with the lists
 */
export function publisherFamilies(dataDir: string, bundled = BUNDLED): Families {
  const own = join(dataDir, OWN_NAME);
  const read = [bundled, ...(existsSync(own) ? [own] : [])].map(readFamilies);
  const problems = read.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ConfigProblems(problems);
  return new Map(read.flatMap((each) => [...each.families]));
}

/** The name under which a source counts: its family's, or its own. */
export function familyOf(families: Families): (source: string) => string {
  return (source) => families.get(source) ?? source;
}

function readFamilies(file: string): { families: Families; problems: string[] } {
  const families = new Map<string, string>();
  const wrong = (...problems: string[]) => ({ families, problems: problems.map((problem) => `${file}: ${problem}`) });
  let content: string;
  try {
    const { size } = statSync(file);
    if (size > MAX_PUBLISHERS_BYTES) return wrong(`has ${size} bytes; a list has at most ${MAX_PUBLISHERS_BYTES}`);
    content = readFileSync(file, "utf8");
  } catch (error) {
    return wrong(`cannot be read: ${reasonOf(error)}`);
  }
  const document = parseDocument(content, { prettyErrors: false });
  const [broken] = document.errors;
  if (broken) return wrong(`is not YAML: ${broken.message}`);
  const checked = lists.safeParse(toValue(document.contents));
  if (!checked.success)
    return wrong(
      ...checked.error.issues.map(({ path, message }) =>
        [...(path.length > 0 ? [path.join(".")] : []), message].join(": "),
      ),
    );
  const twice: string[] = [];
  for (const [family, domains] of Object.entries(checked.data.families)) {
    for (const one of domains) {
      const other = families.get(one);
      if (other !== undefined && other !== family) twice.push(`${shown(one)} is in ${other} and in ${family}`);
      families.set(one, family);
    }
  }
  return wrong(...twice);
}
