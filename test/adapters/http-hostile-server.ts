import { readFileSync } from "node:fs";
import { createServer as createPlain, type RequestListener } from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, createServer as createRaw, type Server, type Socket } from "node:net";
import { join } from "node:path";

const TLS = join(import.meta.dirname, "../fixtures/tls");
/** The certificate of the secure servers, to be trusted by the client under test. */
export const CERTIFICATE = readFileSync(join(TLS, "cert.pem"), "utf8");
const KEY = readFileSync(join(TLS, "key.pem"), "utf8");

/** A real listener that counts who comes. */
export interface Listening {
  port: number;
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
}

export const plainServer = (listener: RequestListener, host = "127.0.0.1") => listening(createPlain(listener), host);

export const secureServer = (listener: RequestListener, host = "127.0.0.1") =>
  listening(createSecure({ key: KEY, cert: CERTIFICATE }, listener), host);

/** A server that speaks as badly as `talk` wants, once the request has begun. */
export const rawServer = (talk: (socket: Socket) => void, host = "127.0.0.1") =>
  listening(
    createRaw((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => talk(socket));
    }),
    host,
  );

async function listening(server: Server, host: string): Promise<Listening> {
  let connections = 0;
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections++;
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
