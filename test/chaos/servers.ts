import type { Engines } from "../../config/engines.ts";
import { type PostgresServer, postgresIsThere, startPostgres } from "../servers/postgres.ts";
import { type RedisServer, redisIsHere, startRedis } from "../servers/redis.ts";

/** A PostgreSQL and a Redis of this test file. */
export interface Servers {
  postgres: PostgresServer;
  redis: RedisServer;
  /** An empty queue and an empty store. */
  fresh(): Promise<{ databaseUrl: string; redisUrl: string } & Engines>;
  stop(): Promise<void>;
}

/** Whether both servers are installed; says what to do when not. */
export const serversAreHere = (suite: string): boolean => {
  const [postgres, redis] = [postgresIsThere(suite), redisIsHere(suite)];
  return postgres && redis;
};

/** Redis as the manual wants it for a queue: what was added is on disk, and nothing is evicted. */
export async function startServers(): Promise<Servers> {
  const postgres = await startPostgres();
  const redis = await startRedis({ config: { appendonly: "yes", "maxmemory-policy": "noeviction" } });
  return {
    postgres,
    redis,
    async fresh() {
      await redis.command("FLUSHALL");
      return { databaseUrl: await postgres.freshDatabase(), redisUrl: redis.url };
    },
    async stop() {
      await redis.stop();
      await postgres.stop();
    },
  };
}
