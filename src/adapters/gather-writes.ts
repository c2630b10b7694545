import type { Socket } from "node:net";

/**
 * What is written to the socket in one turn of the event loop leaves in one piece. A client that pipelines writes each
 * statement or command by itself, and each write is a call into the kernel here and may be a wake-up of the server there.
 * (Under TLS the records are written below this; nothing changes then.)
 */
export function gatherWrites<S extends Socket>(socket: S): S {
  const write = socket.write.bind(socket);
  let gathering = false;
  const flush = (): void => {
    gathering = false;
    socket.uncork();
  };
  socket.write = ((...written: Parameters<Socket["write"]>): boolean => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      setImmediate(flush);
    }
    return write(...written);
  }) as S["write"];
  return socket;
}
