import { createRequire } from "node:module";
import type * as Liquid from "liquidjs";

/** What a template may use up: characters of its text, milliseconds of rendering, units of memory as the engine counts them. */
const LIMITS = { parseLimit: 20_000, renderLimit: 200, memoryLimit: 1_000_000 };
/** Of what it makes: what Standard Webhooks asks senders to stay under. */
const MAX_BYTES = 20_000;

/** A template that cannot be read, or that asks for what is not there. The message says where. */
export class TemplateProblem extends Error {
  override name = "TemplateProblem";
}

/**
 * Liquid over the event as in the standard format: `{{ data.story.title }}`, `{{ data | json }}`. It reaches no file and
 * no code; an unknown name is empty, an unknown filter is a problem.
 */
const makeEngine = () => {
  // Loaded when a template asks for it: most endpoints have none, and it takes 2 MB.
  const { Liquid: Engine }: typeof Liquid = createRequire(import.meta.url)("liquidjs");
  return new Engine({
    ...LIMITS,
    strictFilters: true,
    ownPropertyOnly: true,
    // No file is reachable: `render` and `include` find nothing.
    templates: {},
  });
};
let engine: Liquid.Liquid | null = null;

/**
 * What the template makes of an event, with its type: JSON when it reads as JSON, plain text otherwise.
 *
 * @throws TemplateProblem
 */
export function fromTemplate(template: string, body: string): { contentType: string; body: string } {
  engine ??= makeEngine();
  let text: string;
  try {
    text = String(engine.parseAndRenderSync(template, JSON.parse(body)));
  } catch (error) {
    throw new TemplateProblem(`the template does not work: ${error instanceof Error ? error.message : error}`);
  }
  if (Buffer.byteLength(text) > MAX_BYTES) throw new TemplateProblem(`the template makes more than ${MAX_BYTES} bytes`);
  return { contentType: isJson(text) ? "application/json" : "text/plain; charset=utf-8", body: text };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
