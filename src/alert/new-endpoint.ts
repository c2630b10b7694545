import { DEFAULT_FILTER, type Endpoint } from "../model/alert.ts";
import { stableId } from "../model/id.ts";

/** An endpoint as it is added: enabled, told once about each new story, in the standard format. */
export function newEndpoint(
  url: string,
  secret: string,
  now: number,
  wishes: Partial<Pick<Endpoint, "format" | "template" | "filter">> = {},
): Endpoint {
  return {
    id: stableId("ep", url),
    url,
    secret,
    previousSecret: null,
    previousUntil: null,
    format: "standard",
    template: null,
    filter: DEFAULT_FILTER,
    state: "enabled",
    stateReason: null,
    failingSince: null,
    failures: 0,
    pausedUntil: null,
    createdAt: now,
    ...wishes,
  };
}

/** Replaces the secret; the old one signs beside it for `overlapMs`, so that a receiver can change over in its own time. */
export function withNewSecret(endpoint: Endpoint, secret: string, now: number, overlapMs: number): Endpoint {
  return { ...endpoint, secret, previousSecret: endpoint.secret, previousUntil: now + overlapMs };
}

/** The secrets that sign at this moment, the present one first. */
export function signingSecrets(endpoint: Endpoint, now: number): string[] {
  const { secret, previousSecret, previousUntil } = endpoint;
  return previousSecret !== null && now < (previousUntil ?? 0) ? [secret, previousSecret] : [secret];
}
