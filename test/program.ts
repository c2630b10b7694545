import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const MAIN = join(import.meta.dirname, "..", "src", "cli", "main.ts");

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  /** Resolves when it is over. */
  ended: Promise<Ended>;
  /** Resolves when it has written this to standard error; rejects when it ends without. */
  said(text: string): Promise<void>;
}

/** Starts `samestory` with these arguments as a user's shell would. */
export function start(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NO_COLOR: "1", SAMESTORY_WEB_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, stdout, stderr }));
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on("data", look);
      ended.then(() => reject(new Error(`ended without saying ${text}: ${stderr}`)));
      look();
    });
  return { child, ended, said };
}

/** Runs `samestory` to its end. */
export function samestory(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return start(args, env).ended;
}

/** The lines of JSON that a command printed. */
export function jsonLines<T = Record<string, unknown>>(text: string): T[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
