import pg from "pg";

/** What the dedupe and cluster stages write: only the holder of the writer's lease may. */
const WRITERS_TABLES = ["signature", "near_duplicate", "story", "coverage", "story_event", "alert"];

const WITNESS = `
  CREATE SCHEMA witness;
  CREATE TABLE witness.written (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what text NOT NULL,
    who text NOT NULL DEFAULT current_setting('application_name'),
    holder text NOT NULL,
    token bigint NOT NULL
  );
  CREATE FUNCTION witness.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO witness.written (what, holder, token)
    SELECT TG_TABLE_NAME, coalesce(holder, 'nobody'), token FROM public.lease WHERE name = 'writer';
    RETURN NULL;
  END $$;
  ${WRITERS_TABLES.map((table) => `CREATE TRIGGER witness AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION witness.note();`).join("\n")}`;

/** A row that a process committed, with the lease as it was in that transaction. */
export interface Written {
  number: number;
  what: string;
  /** The process, by the name of its connection. */
  who: string;
  /** Process id of the lease's holder. */
  holderPid: number;
  token: number;
}

/** Sees, inside the database, which process commits what while who holds the lease. */
export interface Witness {
  written(): Promise<Written[]>;
  /** Any statements to the database; the rows of the last one. */
  ask<T extends object>(sql: string): Promise<T[]>;
  close(): Promise<void>;
}

export async function callWitness(databaseUrl: string): Promise<Witness> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "witness" });
  client.on("error", () => {});
  await client.connect();
  await client.query(WITNESS);
  const ask = async <T extends object>(sql: string) => {
    const results: pg.QueryResult<T> | pg.QueryResult<T>[] = await client.query<T>(sql);
    return [results].flat().at(-1)?.rows ?? [];
  };
  return {
    ask,
    async written() {
      const rows = await ask<Record<"number" | "what" | "who" | "holder" | "token", string>>(
        "SELECT number, what, who, holder, token FROM witness.written ORDER BY number",
      );
      return rows.map(({ number, what, who, holder, token }) => ({
        number: Number(number),
        what,
        who,
        holderPid: Number(holder.split(":")[1]),
        token: Number(token),
      }));
    },
    close: () => client.end(),
  };
}
