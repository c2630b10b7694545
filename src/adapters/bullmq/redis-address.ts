import type { RedisOptions } from "ioredis";
import { StoreUnusable } from "../../ports/store.ts";

/** Where a Redis server is, and how to speak of it. */
export interface RedisAddress {
  options: RedisOptions;
  /** For messages: the address without user and password. */
  shown: string;
  /** Hides every secret of this address in a text that came from elsewhere. */
  masked(text: string): string;
}

const SENTINEL_PORT = 26_379;
const REDIS_PORT = 6_379;
const FORMS =
  "redis://[user:password@]host:6379/0, rediss:// for TLS, or redis+sentinel://[user:password@]host:26379,host:26379/master-name/0";

/**
 * Reads `REDIS_URL`: `redis://`, `rediss://` (TLS), or several Sentinels as `redis+sentinel://a:26379,b:26379/mymaster`
 * (`rediss+sentinel://` with TLS to both). User and password of a Sentinel address are those of the Redis servers and of
 * the Sentinels. Redis Cluster has no form: all keys of a queue live in one slot, so a cluster would carry it on one node.
 *
 * @throws StoreUnusable in a plain line that does not repeat the address, which may hold a password
 */
export function redisAddress(url: string): RedisAddress {
  const parts = /^(rediss?)(\+sentinel)?:\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^?#]*))?$/i.exec(url.trim());
  if (!parts)
    throw new StoreUnusable("address", `REDIS_URL is not the address of a Redis server; it looks like ${FORMS}`);
  const [, scheme = "", sentinel, credentials = "", hosts = "", path = ""] = parts;
  const colon = credentials.indexOf(":");
  const username = decoded(colon < 0 ? credentials : credentials.slice(0, colon));
  const password = decoded(colon < 0 ? "" : credentials.slice(colon + 1));
  const login = { ...(username ? { username } : {}), ...(password ? { password } : {}) };
  const places = hosts.split(",").map((place) => hostAndPort(place, sentinel ? SENTINEL_PORT : REDIS_PORT));
  const tls = scheme.toLowerCase() === "rediss";
  const [name = "", sentinelDb = "0"] = path.split("/");
  const db = databaseNumber(sentinel ? sentinelDb : path);
  const shown = `${scheme.toLowerCase()}${sentinel ?? ""}://${hosts}${path ? `/${path}` : ""}`;
  const secrets = [...new Set([password, credentials.slice(colon + 1)])].filter((secret) => secret !== "");
  const masked = (text: string) => secrets.reduce((masking, secret) => masking.replaceAll(secret, "***"), text);
  if (!sentinel) {
    const [place] = places;
    if (!place || places.length > 1)
      throw new StoreUnusable("address", `REDIS_URL names several hosts; Sentinels look like ${FORMS}`);
    return { options: { ...place, db, ...login, ...(tls ? { tls: {} } : {}) }, shown, masked };
  }
  if (!name)
    throw new StoreUnusable(
      "address",
      `REDIS_URL names Sentinels but not the master they watch; it looks like ${FORMS}`,
    );
  return {
    options: {
      sentinels: places,
      name,
      db,
      ...login,
      ...(username ? { sentinelUsername: username } : {}),
      ...(password ? { sentinelPassword: password } : {}),
      ...(tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    },
    shown,
    masked,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hostAndPort(place: string, otherwise: number): { host: string; port: number } {
  const parts = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(place);
  const port = Number(parts?.[2] ?? otherwise);
  if (!parts?.[1] || port > 65_535)
    throw new StoreUnusable("address", `REDIS_URL: "${place}" is not a host with a port`);
  return { host: parts[1].replace(/^\[|\]$/g, ""), port };
}

function databaseNumber(text: string): number {
  if (!/^\d{0,5}$/.test(text))
    throw new StoreUnusable("address", `REDIS_URL: "${text}" is not the number of a database, like 0`);
  return Number(text);
}
