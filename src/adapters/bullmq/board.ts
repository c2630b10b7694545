import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { Queue } from "bullmq";
import type { BoardOptions } from "../../ports/queue.ts";

/** bull-board over the stages' queues, as a plug-in of the web server. Read-only: nothing that it shows can be pressed. */
export function bullBoard(queues: readonly Queue[], { prefix, readOnly }: BoardOptions): unknown {
  const server = new FastifyAdapter();
  server.setBasePath(prefix);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: readOnly, allowRetries: !readOnly })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: "Samestory" } },
  });
  return server.registerPlugin();
}
