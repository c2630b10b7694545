import { getDomain } from "tldts";

/**
 * The publisher behind an address: its registrable domain (`news.example.co.uk` → `example.co.uk`), or the host itself
 * where there is none (`127.0.0.3`, `localhost`). Empty for something that is not an address.
 * Follows the ICANN part of the public suffix list, so that two blogs of one host (`a.blogspot.com`) are one domain
 * only where the list's private part says so too: with `allowPrivateDomains` they stay two publishers.
 */
export function publisherOf(url: string): string {
  const host = hostOf(url);
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/** The lower-case host name of an address without its port, or "" when it is not one. Never throws. */
export function hostOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? parsed.hostname.replace(/^\[|\]$/g, "") : "";
}
