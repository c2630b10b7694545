/** Which engines carry and remember; null is the embedded one. */
export interface Engines {
  /** `DATABASE_URL`: PostgreSQL instead of the SQLite file. */
  databaseUrl: string | null;
  /** `REDIS_URL`: BullMQ instead of the SQLite table. */
  redisUrl: string | null;
}

export const EMBEDDED: Engines = { databaseUrl: null, redisUrl: null };

/** The two variables that choose the engines. */
export function enginesFrom(env: Record<string, string | undefined>): Engines {
  return { databaseUrl: env.DATABASE_URL || null, redisUrl: env.REDIS_URL || null };
}
