import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Settings } from "../../../config/schema.ts";
import { judgeResponse } from "../../fetch/judge-response.ts";
import { pageRequest } from "../../fetch/page-request.ts";
import type { ExtractResult, Page } from "../../model/article.ts";
import { userAgent } from "../../model/version.ts";
import { CliProblem } from "../exit.ts";

/**
 * Reads one page, from a file or with one guarded request, the way the daemon reads it, and keeps nothing.
 *
 * @throws CliProblem naming what cannot be read
 */
export async function tryPage(given: string, settings: Settings, now: number): Promise<ExtractResult> {
  const page = /^https?:\/\//i.test(given) ? await fetched(given, settings, now) : await fromFile(given, settings, now);
  const { createParsePool } = await import("../../adapters/parse-pool.ts");
  const pool = createParsePool({ extract: settings.extract, poll: settings.poll });
  try {
    const outcome = await pool.page(page, { title: null });
    if (!outcome.ok) throw new CliProblem(`${given} was not read: ${outcome.reason} (${outcome.detail})`);
    return outcome.value;
  } finally {
    await pool.close();
  }
}

async function fetched(url: string, settings: Settings, now: number): Promise<Page> {
  const { createHttp } = await import("../../adapters/http-undici.ts");
  const http = createHttp({ allow: settings.fetch.allow, userAgent: userAgent(settings.fetch.contact) });
  try {
    const judged = judgeResponse(await http.request(pageRequest(url, settings.fetch)), 0, now, settings.fetch);
    if (judged.kind === "page") return judged.page;
    const why = "reason" in judged ? judged.reason : judged.kind;
    const next = why === "refused-address" ? "; a private address is opened by the setting fetch.allow" : "";
    throw new CliProblem(`${url} gave no page: ${why}${next}`);
  } finally {
    await http.close();
  }
}

async function fromFile(file: string, settings: Settings, now: number): Promise<Page> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile())
    throw new CliProblem(`there is no file ${file}; give a file or an address that begins with https://`);
  if (found.size > settings.fetch.maxBytes)
    throw new CliProblem(`${file} has ${found.size} bytes; fetch.maxBytes is ${settings.fetch.maxBytes}`);
  const contentType = /^\.(?:txt|md)$/i.test(extname(file)) ? "text/plain; charset=utf-8" : "text/html";
  return { url: pathToFileURL(file).href, status: 200, contentType, body: await readFile(file), fetchedAt: now };
}
