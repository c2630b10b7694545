import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from "fastify";
import type { App } from "../app.ts";

/** Where the queue is shown. */
export const BOARD = "/queues";

/**
 * Its program styles by `style` attributes and one inline sheet, draws its marks as `data:` images, and asks its own
 * server. Nothing is run or fetched from elsewhere; the web font that its page names stays away.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const READS = new Set(["GET", "HEAD"]);

/**
 * The view of the queue, where the queue has one. Without a token everybody who reaches the port may look and nobody may
 * change; with one, only who names it gets in (as the password of HTTP Basic, any user, or as a Bearer token), and a change
 * must come from the board's own page.
 */
export async function showBoard(server: FastifyInstance, { queue, webToken }: App): Promise<boolean> {
  const board = await queue.board?.({ prefix: BOARD, readOnly: webToken === null });
  if (!board) return false;
  server.register(
    async (within) => {
      within.addHook("onRequest", async (request, reply) => {
        reply.header("content-security-policy", POLICY);
        if (webToken !== null && !names(request, webToken))
          return reply
            .code(401)
            .header("www-authenticate", 'Basic realm="Samestory", charset="UTF-8"')
            .type("text/plain")
            .send("The password is the token of this server (SAMESTORY_WEB_TOKEN); any user name will do.\n");
        if (READS.has(request.method)) return;
        if (webToken === null)
          return reply.code(403).type("text/plain").send("Read-only: this server has no SAMESTORY_WEB_TOKEN.\n");
        if ((request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin")
          return reply.code(403).type("text/plain").send("A change must come from this server's own page.\n");
      });
      await within.register(board as FastifyPluginCallback);
    },
    { prefix: BOARD },
  );
  return true;
}

function names({ headers }: FastifyRequest, token: string): boolean {
  const [scheme = "", given = ""] = (headers.authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer") return isSame(given, token);
  if (scheme.toLowerCase() !== "basic") return false;
  const login = Buffer.from(given, "base64").toString("utf8");
  return isSame(login.slice(login.indexOf(":") + 1), token);
}

/** In a time that tells nothing of where two texts part. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
