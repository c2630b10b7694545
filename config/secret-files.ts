import { readFileSync } from "node:fs";
import { ConfigProblems } from "./problems.ts";

const SUFFIX = "_FILE";
/** Names that may be given as a file: ours, and those of the engines. */
const MAY_BE_FILE = /^(?:SAMESTORY_[A-Z_]+|DATABASE_URL|REDIS_URL)_FILE$/;

/**
 * The environment with each `NAME_FILE` read into `NAME`, as containers hand over secrets: a file is in no process list
 * and in no `docker inspect`. One line break at its end does not count.
 *
 * @throws ConfigProblems for a file that cannot be read, and for a name given both ways
 */
export function withSecretFiles(env: Record<string, string | undefined>): Record<string, string | undefined> {
  const all = { ...env };
  const problems: string[] = [];
  for (const [name, file] of Object.entries(env)) {
    if (!file || !MAY_BE_FILE.test(name)) continue;
    const base = name.slice(0, -SUFFIX.length);
    delete all[name];
    if (env[base]) {
      problems.push(`${base} and ${name} are both given; keep one of them`);
      continue;
    }
    try {
      all[base] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      problems.push(`${name}: cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
    }
  }
  if (problems.length > 0) throw new ConfigProblems(problems);
  return all;
}
