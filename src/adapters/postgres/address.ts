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
  const address = read(url);
  if (address) return address;
  const shape = "postgresql://user:password@host:5432/database";
  throw new StoreUnusable("address", `the address of the database does not look like ${shape}`);
}

function read(url: string): DatabaseAddress | null {
  try {
    const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
    if (!/^postgres(ql)?:$/.test(protocol)) return null;
    const said = (part: string, name: string): string => decodeURIComponent(part) || (searchParams.get(name) ?? "");
    const host = said(hostname.replace(/^\[(.*)\]$/, "$1"), "host");
    const user = said(username, "user");
    const address = {
      host,
      port: said(port, "port") || DEFAULT_PORT,
      user,
      password: said(password, "password"),
      database: decodeURIComponent(pathname.slice(1)) || user,
      sslmode: searchParams.get("sslmode"),
    };
    return { url, ...address, shown: `${host || "localhost"}:${address.port}/${address.database}` };
  } catch {
    // Neither an address nor, with a stray % in it, one that can be read.
    return null;
  }
}
