import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { parseLimits } from "../../adapters/parse-limits.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";
import type { EvalPages, EvaluatedPages } from "./extract-pages.ts";

/**
 * Extracts every page of a folder (`meta.json` as `{id: {url}}`, one `<id>.html` each) in one thread with the limits of
 * those that parse in the daemon. Times are CPU milliseconds of this process, one page at a time; memory is the whole
 * process's.
 */
export async function evalExtract(inDir: string, outFile: string): Promise<EvaluatedPages & Record<string, number>> {
  const workerData: EvalPages = { inDir, outFile };
  const thread = new Worker(new URL("./extract-pages.ts", import.meta.url), {
    workerData,
    resourceLimits: parseLimits(EXTRACT_DEFAULTS.maxMemoryMb),
  });
  const [evaluated] = (await once(thread, "message")) as [EvaluatedPages];
  await thread.terminate();
  return { ...evaluated };
}
