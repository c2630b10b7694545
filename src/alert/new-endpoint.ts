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

/** Secrets that sign beside the present one, at most: each adds 48 bytes to the header of every webhook. */
export const MAX_FORMER_SECRETS = 4;

/**
 * Replaces the secret; those that sign until now go on beside it for `overlapMs` or as long as they were to, so that a
 * receiver that has any of them can change over in its own time. Without an overlap none does.
 *
 * @returns null when there would be more than `MAX_FORMER_SECRETS`
 */
export function withNewSecret(endpoint: Endpoint, secret: string, now: number, overlapMs: number): Endpoint | null {
  if (overlapMs === 0) return { ...endpoint, secret, previousSecret: null, previousUntil: null };
  const former = signingSecrets(endpoint, now).filter((one) => one !== secret);
  if (former.length > MAX_FORMER_SECRETS) return null;
  const before = former.length > 1 ? (endpoint.previousUntil ?? 0) : 0;
  const previousUntil = Math.max(before, now + overlapMs);
  return { ...endpoint, secret, previousSecret: former.join(" ") || null, previousUntil };
}

/** The secrets that sign at this moment, the present one first. */
export function signingSecrets(endpoint: Endpoint, now: number): string[] {
  const { secret, previousSecret, previousUntil } = endpoint;
  return previousSecret !== null && now < (previousUntil ?? 0) ? [secret, ...previousSecret.split(" ")] : [secret];
}
