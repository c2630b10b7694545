import type { Element } from "./tree.ts";

/** One step of a selector: a tag, classes, an id and attributes that an element must all have. */
interface Step {
  tag: string | null;
  id: string | null;
  classes: string[];
  attributes: { name: string; value: string | null }[];
}

/** Steps from the outermost to the element itself, each anywhere above the next. */
export type Selector = readonly Step[];

const MAX_STEPS = 6;
const PART = /^(?:([a-z][a-z0-9-]*)|\*)?((?:\.[\w-]+|#[\w-]+|\[[\w-]+(?:=["']?[^"'\]]+["']?)?\])*)$/i;
const PIECE = /\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=["']?([^"'\]]+)["']?)?\]/g;

/**
 * Reads the part of CSS that names an element by tag, class, id and attribute, and by what it stands in:
 * `main .story-text`, `div#content`, `[itemprop=articleBody]`. Null for anything else.
 */
export function parseSelector(text: string): Selector | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length > MAX_STEPS) return null;
  const steps: Step[] = [];
  for (const part of parts) {
    const match = PART.exec(part);
    if (!match || part === "") return null;
    const step: Step = { tag: match[1]?.toLowerCase() ?? null, id: null, classes: [], attributes: [] };
    for (const [, name, id, attribute, value] of (match[2] ?? "").matchAll(PIECE)) {
      if (name) step.classes.push(name);
      else if (id) step.id = id;
      else if (attribute) step.attributes.push({ name: attribute.toLowerCase(), value: value ?? null });
    }
    steps.push(step);
  }
  return steps;
}

/** Whether an element is what a selector names. */
export function namesMatch(element: Element, selector: Selector): boolean {
  let step = selector.length - 1;
  if (!fits(element, selector[step]!)) return false;
  step--;
  for (let at = element.parent; at && step >= 0; at = at.parent) if (fits(at, selector[step]!)) step--;
  return step < 0;
}

function fits({ tag, attributes }: Element, step: Step): boolean {
  if (step.tag !== null && step.tag !== tag) return false;
  if (step.id !== null && attributes.id !== step.id) return false;
  const classes = step.classes.length > 0 ? (attributes.class ?? "").split(/\s+/) : [];
  if (!step.classes.every((name) => classes.includes(name))) return false;
  return step.attributes.every(({ name, value }) =>
    value === null ? attributes[name] !== undefined : attributes[name] === value,
  );
}
