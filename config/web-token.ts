import { ConfigProblems } from "./problems.ts";

/** Fewer characters can be guessed. */
const MIN_CHARS = 16;

/**
 * `SAMESTORY_WEB_TOKEN`: who has it may change jobs in the view of the queue. A secret, so it is no knob: knobs are printed.
 *
 * @throws ConfigProblems when it is too short to keep anybody out
 */
export function webTokenFrom(env: Record<string, string | undefined>): string | null {
  const token = env.SAMESTORY_WEB_TOKEN || null;
  if (token !== null && token.length < MIN_CHARS)
    throw new ConfigProblems([
      `SAMESTORY_WEB_TOKEN has ${token.length} characters; give it at least ${MIN_CHARS}, for instance: openssl rand -hex 16`,
    ]);
  return token;
}
