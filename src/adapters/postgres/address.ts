import { StoreUnusable } from "../../ports/store.ts";

/** Where the database is, in words that may be printed: never the password. */
export interface DatabaseAddress {
  /** With the password, for the client alone. */
  url: string;
  /** `host:port/database`. */
  shown: string;
  host: string;
  port: string;
  user: string;
  password: string;
  database: string;
  sslmode: string | null;
}

const DEFAULT_PORT = "5432";

/**
 * Reads `postgresql://user:password@host:port/database?…`. What the address leaves out comes from the environment of the
 * client library (PGHOST, PGUSER, …), here only named in messages.
 *
 * @throws StoreUnusable when it is no such address
 */
export function readAddress(url: string): DatabaseAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    const shape = "postgresql://user:password@host:5432/database";
    throw new StoreUnusable("unreachable", `the address of the database does not look like ${shape}`);
  }
  const host = decodeURIComponent(parsed.hostname.replace(/^\[(.*)\]$/, "$1")) || parsed.searchParams.get("host") || "";
  const port = parsed.port || parsed.searchParams.get("port") || DEFAULT_PORT;
  const user = decodeURIComponent(parsed.username) || parsed.searchParams.get("user") || "";
  const database = decodeURIComponent(parsed.pathname.slice(1)) || user;
  return {
    url,
    shown: `${host || "localhost"}:${port}/${database}`,
    host,
    port,
    user,
    password: decodeURIComponent(parsed.password) || parsed.searchParams.get("password") || "",
    database,
    sslmode: parsed.searchParams.get("sslmode"),
  };
}
