import { Cron } from "croner";
import { z } from "zod";

/** One thing an operator can turn. */
export interface Knob<T> {
  /** What a value is counted in: `ms`, `bytes`, `items`, `share`, `hours`, …; null for names and lists. */
  unit: string | null;
  /** What is allowed, in words: `1000 to 86400000`. */
  range: string;
  /** What turning it does, in one line. */
  says: string;
  /** Checks a value; without its default. */
  type: z.ZodType<T>;
}

/** A whole number of `unit` from `min` to `max`, both allowed. */
export function whole(unit: string, min: number, max: number, says: string): Knob<number> {
  return { unit, range: `${min} to ${max}`, says, type: z.int().min(min).max(max) };
}

/** A share, probability or similarity from 0 to 1. */
export function share(says: string): Knob<number> {
  return { unit: "share", range: "0 to 1", says, type: z.number().min(0).max(1) };
}

export function text(maxChars: number, says: string): Knob<string> {
  return { unit: null, range: `text of at most ${maxChars} characters`, says, type: z.string().max(maxChars) };
}

export function choice<T extends string>(values: readonly [T, ...T[]], says: string): Knob<T> {
  return { unit: null, range: values.join(", "), says, type: z.enum(values) as unknown as z.ZodType<T> };
}

/** A list of texts, each of which `fits`. `each` says in words what one is. */
export function list(each: string, maxItems: number, fits: (item: string) => boolean, says: string): Knob<string[]> {
  const item = z
    .string()
    .max(300)
    .refine(fits, { error: `expected ${each}` });
  return { unit: null, range: `at most ${maxItems} of ${each}`, says, type: z.array(item).max(maxItems) };
}

/** A list of whole numbers of `unit`, each from `min` to `max`. */
export function wholes(unit: string, min: number, max: number, maxItems: number, says: string): Knob<number[]> {
  const range = `at most ${maxItems} of ${min} to ${max}`;
  return { unit, range, says, type: z.array(z.int().min(min).max(max)).max(maxItems) };
}

/** A cron pattern with seconds: `0 * * * * *` is each full minute. */
export function cron(says: string): Knob<string> {
  const range = "cron pattern of six fields, seconds first";
  return {
    unit: null,
    range,
    says,
    type: z
      .string()
      .max(100)
      .refine(isPattern, { error: `expected a ${range}` }),
  };
}

function isPattern(pattern: string): boolean {
  try {
    new Cron(pattern, { paused: true, mode: "6-part" }).stop();
    return true;
  } catch {
    return false;
  }
}
