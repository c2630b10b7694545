import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { parseLimits } from "../../adapters/parse-limits.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";
import { CliProblem } from "../exit.ts";
import type { EvalPages, EvaluatedPages } from "./extract-pages.ts";

/**
 * Extracts every page of a folder (`meta.json` as `{id: {url}}`, one `<id>.html` each) in one thread with the limits of
 * those that parse in the daemon. Times are CPU milliseconds of this process, one page at a time, the first pages among
 * them; memory is the whole process's. A page that cannot be read or breaks the program is an error,
 * named on stderr, and has an empty text.
 *
 * @throws CliProblem when meta.json is not there or says something else
 */
export async function evalExtract(inDir: string, outFile: string): Promise<EvaluatedPages & Record<string, number>> {
  const workerData: EvalPages = { inDir, outFile, pages: await listedPages(join(inDir, "meta.json")) };
  const thread = new Worker(new URL("./extract-pages.ts", import.meta.url), {
    workerData,
    resourceLimits: parseLimits(EXTRACT_DEFAULTS.maxMemoryMb),
  });
  const [evaluated] = (await once(thread, "message")) as [EvaluatedPages];
  await thread.terminate();
  return { ...evaluated };
}

/** What meta.json lists: each page's id and address, the address empty where it names none. */
async function listedPages(file: string): Promise<EvalPages["pages"]> {
  let listed: unknown;
  try {
    listed = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new CliProblem(`${file} ${why}; it says {id: {url}} for each <id>.html beside it`);
  }
  if (listed === null || typeof listed !== "object" || Array.isArray(listed))
    throw new CliProblem(`${file} is no object; it says {id: {url}} for each <id>.html beside it`);
  return Object.entries(listed as Record<string, { url?: unknown } | null>).map(([id, said]) => ({
    id,
    url: typeof said?.url === "string" ? said.url : "",
  }));
}
