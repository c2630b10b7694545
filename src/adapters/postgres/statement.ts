import { contentHash } from "../../model/id.ts";

/** What may stand for a parameter: the engine is told the type by the column or by a cast in the SQL. */
export type Value = string | number | boolean | null | ArrayBufferView | readonly string[] | ArrayBuffer | bigint;
export type Parameters = Readonly<Record<string, Value>>;

/** SQL with named parameters (`:name`), as the engine wants it: numbered, and named when its plan is kept. */
export interface Statement {
  /** Undefined: planned anew each time, for the values of that time. */
  readonly name: string | undefined;
  readonly text: string;
  readonly parameters: readonly string[];
}

/** A name after one colon; two are a cast. */
const PARAMETER = /(?<![:\w]):([a-z]\w*)/gi;

/** A statement that each connection parses and plans once. */
export function prepare(sql: string): Statement {
  return { ...planEachTime(sql), name: `s_${contentHash(sql).slice(0, 24)}` };
}

/** A statement whose best plan hangs on its values, such as a list with filters that may be null. */
export function planEachTime(sql: string): Statement {
  const parameters: string[] = [];
  const text = sql.replace(PARAMETER, (_, name: string) => {
    const known = parameters.indexOf(name);
    if (known >= 0) return `$${known + 1}`;
    return `$${parameters.push(name)}`;
  });
  return { name: undefined, text, parameters };
}

/** The values in the order of the statement. Throws when one is missing: null is a value, nothing is a slip. */
export function valuesFor(statement: Statement, given: Parameters): unknown[] {
  return statement.parameters.map((name) => {
    const value = given[name];
    if (value === undefined) throw new Error(`no value for :${name} in: ${statement.text}`);
    if (typeof value === "string") return cleanText(value);
    if (Array.isArray(value)) return value.map(cleanText);
    return value;
  });
}

/** PostgreSQL keeps no U+0000 in a text; half a surrogate pair has no UTF-8 and becomes U+FFFD. */
export function cleanText(text: string): string {
  return (text.includes("\u0000") ? text.replaceAll("\u0000", "") : text).toWellFormed();
}

/** Rows as one parameter for `json_populate_recordset`, which reads the texts inside and so wants them clean. */
export function rowsAsJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === "string" ? cleanText(value) : value));
}

/**
 * The same of rows as a mapping writes them, in the parameter `rows`, if `source` has a row.
 *
 * @param json columns whose values are JSON: they come as texts
 */
export function insertAllFrom(
  table: string,
  columns: readonly string[],
  { rows, source, json = [] }: { rows: string; source: string; json?: readonly string[] },
): string {
  const given = columns.map((column) =>
    json.includes(column) ? `(given.${column} #>> '{}')::json` : `given.${column}`,
  );
  return `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${given.join(", ")}
    FROM ${source}, json_populate_recordset(NULL::${table}, ${rows}) AS given`;
}

/** `INSERT INTO table (a, b) …` of all the objects in `:rows`, in their order. */
export function insertAll(table: string, columns: readonly string[]): string {
  const list = columns.join(", ");
  return `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, :rows)`;
}
