/**
 * A program of its own: uses a pattern once, so that it has byte code alone, then makes the pool that parses, and uses the
 * pattern again in the ways that there are. Prints `whole` in the end.
 */
import { createParsePool } from "../../src/adapters/parse-pool.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";

const PATTERN = /([a-z]+)-(\d+)|x{2,}y/;
const use = () => "abc-12".replace(PATTERN, (found) => found);
PATTERN.test("abc-12");
const pool = createParsePool({ extract: EXTRACT_DEFAULTS, poll: POLL_DEFAULTS });
for (let i = 0; i < 100; i++) use();
await pool.close();
process.stdout.write("whole");
