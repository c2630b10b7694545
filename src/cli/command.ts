import { type Command, InvalidArgumentError } from "commander";
import type { Io, Output } from "./io.ts";
import { wrap } from "./wrap.ts";

/** What every command is given: where it runs, where it writes, and where it leaves its exit code. */
export interface Cli {
  io: Io;
  out: Output;
  exitCode: number;
}

/** The options that every command understands, before or after its own. */
export interface SharedOptions {
  data?: string;
  config?: string;
  json?: boolean;
}

export interface Described {
  /** One line, for the list of commands. */
  summary: string;
  /** Commands as typed, without the program's name; shown first in the help. */
  examples: readonly string[];
  /** What an operator should know beyond the options. */
  more?: string;
}

/** A command with its help: what it does, examples, then usage and options. `usage` is the name with its arguments. */
export function command(parent: Command, usage: string, { summary, examples, more }: Described): Command {
  const shown = examples.map((example) => `  samestory ${example}`).join("\n");
  const text = `${wrapped(summary)}\n\nExamples:\n${shown}\n${more ? `\n${wrapped(more)}\n` : ""}`;
  return parent.command(usage).summary(summary).addHelpText("before", text);
}

const HELP_COLUMNS = 80;

const wrapped = (text: string): string =>
  text
    .split("\n")
    .flatMap((line) => wrap(line, HELP_COLUMNS))
    .join("\n");

/** Reads a whole number from `min` to `max` given as an option. */
export function wholeOption(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Rows that a list prints unless told otherwise, and the most it prints. */
const LIST_ROWS = 50;
const MAX_LIST_ROWS = 1_000_000;

export function limitOption(command: Command): Command {
  return command.option("--limit <n>", "rows at most", wholeOption(1, MAX_LIST_ROWS), LIST_ROWS);
}

/** Separates `a,b c` and repeated options into words. */
export function words(value: string, before: string[] = []): string[] {
  return [...before, ...value.split(/[\s,]+/).filter((word) => word !== "")];
}
