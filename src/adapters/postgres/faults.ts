import { StoreUnusable } from "../../ports/store.ts";

/**
 * What to do about an error: look `again` at once, a few times; `wait` and run the transaction again; the same but on
 * another connection (`reconnect`); or tell.
 */
export type Remedy = "again" | "wait" | "reconnect" | "none";

/**
 * 23505 and 23503: another transaction put or took the row between our look and our write; the next look sees that, or
 * there is nothing to see and the change is wrong. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AGAIN = new Set(["23505", "23503"]);
/** 40001 serialization failure, 40P01 deadlock, 55P03 lock timeout. */
const WAIT = new Set(["40001", "40P01", "55P03"]);

/**
 * States that end the connection or say that the server is not ready: 25P03 idle in transaction for too long, 25006 the
 * server became a read-only stand-by, 53300 too many connections, 57P01 to 57P03 shut down, crashed, starting up, 57P05
 * idle for too long.
 */
const RECONNECT = new Set(["25P03", "25006", "53300", "57P01", "57P02", "57P03", "57P05"]);

/** The five characters by which PostgreSQL names what went wrong; null when the error is not the server's. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  // The codes of the network (ECONNREFUSED, EPIPE) are longer or shorter, or begin with E and hold no digit.
  return /^[0-9A-Z]{5}$/.test(error.code) && /\d/.test(error.code) ? error.code : null;
}

/** Marks what a connection said, as against what the caller's own code threw. */
export class ConnectionFault extends Error {
  override name = "ConnectionFault";
}

export function remedyFor(error: unknown): Remedy {
  if (error instanceof ConnectionFault) return "reconnect";
  const state = sqlState(error);
  if (state === null) return "none";
  if (AGAIN.has(state)) return "again";
  if (WAIT.has(state)) return "wait";
  return RECONNECT.has(state) || state.startsWith("08") ? "reconnect" : "none";
}

/** What the server or the network said, as a plain line where the fault lies there; anything else as it is. */
export function plainFault(error: unknown, database: string): unknown {
  const cause = { cause: error };
  const said = error instanceof Error ? firstLine(error.message) : String(error);
  if (error instanceof ConnectionFault) return unreachable(database, said, cause);
  const state = sqlState(error);
  switch (state) {
    case "28P01":
    case "28000":
      return unreachable(database, `${said}; check the user and the password in its address`, cause);
    case "3D000":
      return unreachable(database, `${said}; create it with createdb, or name another`, cause);
    case "42501":
      return unreachable(database, `${said}; the user needs to own the tables`, cause);
    case "53100":
      return new StoreUnusable(
        "full",
        `the server of ${database} has no space left (${said}); nothing was lost`,
        cause,
      );
    case "57014":
    case "55P03":
    case "40P01":
    case "40001":
      return new StoreUnusable("busy", `the database at ${database} is too busy: ${said}; try again`, cause);
    case "XX001":
    case "XX002":
      return new StoreUnusable("damaged", `the database at ${database} is damaged (${said}); restore a backup`, cause);
    default:
      return remedyFor(error) === "reconnect" ? unreachable(database, said, cause) : error;
  }
}

export function unreachable(database: string, said: string, options?: ErrorOptions): StoreUnusable {
  return new StoreUnusable("unreachable", `the database at ${database} is out of reach: ${said}`, options);
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
