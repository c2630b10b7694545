import { createReadStream } from "node:fs";
import { FieldProblem, jsonLines, textField } from "../json-lines.ts";

/** The longest line of labelled data, bytes: a feed of several megabytes in base64, with room. */
const MAX_LINE_BYTES = 64 * 2 ** 20;

/**
 * Hands each object of a JSONL file to `take`, in order. A line that is none, or in which `take` finds a FieldProblem, is
 * named on stderr and the rest goes on. Gives the number of such lines.
 */
export async function eachCase(
  file: string,
  take: (value: Record<string, unknown>) => void | Promise<void>,
): Promise<number> {
  let unread = 0;
  const name = (number: number, problem: string) => {
    unread++;
    console.error(`${file}:${number}: ${problem}`);
  };
  for await (const { number, value, problem } of jsonLines(createReadStream(file), MAX_LINE_BYTES)) {
    if (problem !== undefined) {
      name(number, problem);
      continue;
    }
    try {
      await take(value);
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      name(number, error.message);
    }
  }
  return unread;
}

/** A field of text, empty where the line has none. @throws FieldProblem */
export const textOr = (value: Record<string, unknown>, name: string): string => textField(value, name) ?? "";

/** The line's own name, which no line before it has. @throws FieldProblem */
export function newId(value: Record<string, unknown>, known: { has(id: string): boolean }): string {
  const id = textOr(value, "id");
  if (id === "") throw new FieldProblem('"id" is missing');
  if (known.has(id)) throw new FieldProblem(`"id" ${JSON.stringify(id)} has been on an earlier line`);
  return id;
}
