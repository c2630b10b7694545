import Fastify, { type FastifyReply } from "fastify";
import type { App } from "../app.ts";
import { CannotListen } from "../model/cannot-listen.ts";
import { hostOf } from "../model/publisher.ts";
import { WRITER } from "../ports/store.ts";
import { BOARD, showBoard } from "./board.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { notFoundPage, overviewPage, storyPage } from "./pages.ts";

export interface Web {
  /** Null when the port is 0. */
  url: string | null;
  metrics: Metrics;
  /** Tells `/readyz` that the belt is up. */
  ready(): void;
  close(): Promise<void>;
}

/** Nothing is uploaded: the largest request is a change to a job on the board. */
const MAX_BODY_BYTES = 1_024;
/** A request that takes longer to arrive is cut off. */
const REQUEST_MS = 10_000;
const READS = new Set(["GET", "HEAD"]);

/** Every refusal has one shape: a status, and one line that says why. */
const refuse = (reply: FastifyReply, status: number, why: string): FastifyReply =>
  reply.code(status).type("text/plain").header("x-content-type-options", "nosniff").send(`${why}\n`);

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/**
 * Health for supervisors, metrics, and pages to look at, read-only, on the loopback address unless the settings say otherwise.
 * Requests for a host name that is not ours get 421: a page elsewhere cannot read this one by rebinding its name.
 *
 * @throws CannotListen when the port is taken
 */
export async function serveWeb(app: App): Promise<Web> {
  const { host, port, allowHosts } = app.settings.web;
  const metrics = createMetrics(app);
  let isReady = false;
  const ready = () => {
    isReady = true;
  };
  const web = { url: null, metrics, ready, close: async () => {} };
  if (port === 0) return web;

  const server = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => refuse(reply, error.statusCode ?? 400, error.message),
  });
  const names = new Set([...LOOPBACK, host, ...allowHosts]);
  server.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    if (!names.has(hostOf(`http://${request.headers.host ?? ""}`)))
      return refuse(reply, 421, "This server does not answer for that host name (web.allowHosts).");
    const onBoard = request.url === BOARD || request.url.startsWith(`${BOARD}/`);
    if (!READS.has(request.method) && !onBoard)
      return refuse(reply.header("allow", [...READS].join(", ")), 405, "These pages are only read: GET or HEAD.");
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status, error.message);
    app.log.error("web-failed", { path: request.url, error: error.message });
    return refuse(reply, status, "Something went wrong inside; the log says what.");
  });
  const board = await showBoard(server, app);
  server.get("/livez", async (_, reply) => reply.type("text/plain").send("ok\n"));
  server.get("/readyz", async (_, reply) => {
    if (!isReady) return reply.code(503).type("text/plain").send("starting\n");
    await app.store.lease(WRITER); // a store that does not answer is not ready
    return reply.type("text/plain").send("ok\n");
  });
  server.get("/metrics", async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  server.get("/", async (_, reply) => reply.type("text/html").send(await overviewPage(app, board)));
  server.get("/style.css", async (_, reply) => reply.type("text/css").send(STYLE));
  server.get<{ Params: { id: string } }>("/stories/:id", async (request, reply) => {
    const page = await storyPage(app, request.params.id);
    return page ? reply.type("text/html").send(page) : reply.code(404).type("text/html").send(notFoundPage());
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).type("text/html").send(notFoundPage()));
  try {
    const url = await server.listen({ host, port });
    return { ...web, url, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw new CannotListen(
      `web: cannot listen on ${host}:${port} (${(error as Error).message}); set web.port to a free port, or to 0 for none`,
    );
  }
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}.quiet{opacity:.7}.copy{padding-left:2rem}
nav a{margin-right:1rem}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}`;
