import manifest from "../../package.json" with { type: "json" };
import { contentHash } from "./id.ts";

/** The program's version, as in package.json. */
export const VERSION: string = manifest.version;

/** Who is asking, for every request: `samestory/0.1.0 (+https://example.org/contact)`. */
export function userAgent(contact: string): string {
  return contact ? `samestory/${VERSION} (+${contact})` : `samestory/${VERSION}`;
}

/** What made a derived row: the code's version and a hash of its settings. A re-run tells by it what is stale. */
export function madeBy(settings: object): string {
  return `${VERSION}-${contentHash(JSON.stringify(settings)).slice(0, 8)}`;
}
