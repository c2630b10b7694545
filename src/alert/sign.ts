import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a webhook's timestamp may be from the receiver's clock: the tolerance of the Standard Webhooks libraries. */
export const TOLERANCE_SECONDS = 300;

/**
 * The `webhook-signature` of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, `v1,` and base64.
 * Several secrets (while one replaces another) give several signatures, separated by a space.
 *
 * @param id without "."
 * @param timestampSeconds since 1970, of this attempt
 * @throws TypeError for a secret that is not one; its text is not in the message
 */
export function signWebhook(
  secret: string | readonly string[],
  id: string,
  timestampSeconds: number,
  body: string,
): string {
  const secrets = typeof secret === "string" ? [secret] : secret;
  return secrets.map((one) => `v1,${signature(one, id, timestampSeconds, body)}`).join(" ");
}

/** What a receiver finds: the sender is who it says and the moment is now; or why not. */
export type Verification = { ok: true; id: string; at: number } | { ok: false; reason: string };

/** Checks a webhook as a receiver does. Takes the same time for every wrong signature. */
export function verifyWebhook(
  secret: string | readonly string[],
  headers: Record<string, string | string[] | undefined>,
  body: string,
  nowSeconds: number,
): Verification {
  const [id, timestamp, given] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers[name]);
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof given !== "string")
    return { ok: false, reason: "a webhook header is missing" };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: "the timestamp is not a number of seconds" };
  const at = Number(timestamp);
  const apart = Math.round(Math.abs(nowSeconds - at));
  if (apart > TOLERANCE_SECONDS) return { ok: false, reason: `the timestamp is ${apart} s away from now` };
  const secrets = typeof secret === "string" ? [secret] : secret;
  const wanted = secrets.map((one) => Buffer.from(signature(one, id, at, body)));
  const matches = given.split(" ", 16).some((entry) => {
    const found = Buffer.from(entry.startsWith("v1,") ? entry.slice(3) : "");
    return wanted.some((right) => right.length === found.length && timingSafeEqual(right, found));
  });
  return matches ? { ok: true, id, at } : { ok: false, reason: "no signature matches" };
}

function signature(secret: string, id: string, timestampSeconds: number, body: string): string {
  const key = secretBytes(secret);
  if (!key) throw new TypeError("a webhook secret is `whsec_` and the base64 of 24 to 64 bytes");
  return createHmac("sha256", key).update(`${id}.${timestampSeconds}.${body}`).digest("base64");
}

/** The key in a secret; null when it is not `whsec_` and the base64 of 24 to 64 bytes. */
export function secretBytes(secret: string): Uint8Array | null {
  const base64 = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/.exec(secret)?.[1];
  if (!base64) return null;
  const bytes = Buffer.from(base64, "base64");
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
}

/**
 * A secret made of chance.
 *
 * @param random 24 to 64 bytes
 */
export function newSecret(random: Uint8Array): string {
  if (random.length < 24 || random.length > 64) throw new RangeError("a webhook secret takes 24 to 64 random bytes");
  return `whsec_${Buffer.from(random).toString("base64")}`;
}
