import { type DestinationStream, destination as openDestination, pino } from "pino";
import type { Log } from "../ports/log.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export interface LogOptions {
  level: LogLevel;
  /** Stderr when absent: stdout belongs to results. */
  destination?: DestinationStream;
}

/** Field names whose values are never written. */
const SECRET_NAME = /secret|password|passwd|token|authorization|cookie|signature|api-?_?key|credential/i;
/** Secrets inside other text: a webhook secret, or the credentials of an address. */
const SECRET_TEXT = /whsec_[A-Za-z0-9+/=_-]+|(?<=:\/\/)[^\s/@:]*:[^\s/@]*(?=@)/g;
const MASK = "[hidden]";
/** Bounds of one field: a log line is for reading. */
const MAX_TEXT_LENGTH = 4_000;
const MAX_DEPTH = 4;
const MAX_ITEMS = 50;

/** One JSON line per event: `{"level":"info","time":"…","pid":…,"event":"feed polled",…fields}`. */
export function createLog(options: LogOptions): Log {
  const logger = pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: "event",
      formatters: { level: (label) => ({ level: label }) },
    },
    // Synchronous, so that the last line before an exit is not lost.
    options.destination ?? openDestination({ fd: 2, sync: true }),
  );
  const write = (level: "debug" | "info" | "warn" | "error") => (event: string, fields?: Record<string, unknown>) => {
    if (logger.isLevelEnabled(level)) logger[level](fields ? (masked(fields, 0) as object) : {}, event);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** A copy fit for a log line: secrets hidden, errors as text, long and deep values cut. */
function masked(value: unknown, depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth >= MAX_DEPTH) return "…";
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const code = (value as { code?: unknown }).code;
    return masked(
      { name, message, ...(code === undefined ? {} : { code }), stack, ...(cause ? { cause } : {}) },
      depth,
    );
  }
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => masked(item, depth + 1));
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(
    entries.map(([name, field]) => [name, isSecret(name, field) ? MASK : masked(field, depth + 1)]),
  );
}

function text(value: string): string {
  const cut = value.length > MAX_TEXT_LENGTH ? `${value.slice(0, MAX_TEXT_LENGTH)}…` : value;
  return cut.replace(SECRET_TEXT, MASK).toWellFormed();
}

/** A count of signatures or a fencing token is a number, and no secret. */
const isSecret = (name: string, value: unknown): boolean =>
  SECRET_NAME.test(name) && value !== null && (typeof value === "string" || typeof value === "object");
