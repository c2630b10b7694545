import { unpackText } from "./packed-text.ts";

/** A row as an engine gives it, and a value as every engine takes it. */
export type Row = Readonly<Record<string, unknown>>;
type Cell = string | number | null;

/**
 * How a field of the model (camelCase) lies in its column (snake_case): as it is, rounded to a whole number, as JSON, or as
 * a text that an engine may keep packed.
 */
type Kind = "plain" | "whole" | "json" | "text";
type Fields<T> = { readonly [Field in keyof T]-?: Kind };

/** How one type of the model lies in one table: every field has its column, so a field that is forgotten does not compile. */
export interface Mapping<T> {
  /** Column names joined by ", ", for SELECT; with a table alias, each is prefixed by it and named `<alias>_<column>`. */
  select(alias?: string): string;
  columns: readonly string[];
  read(row: Row, alias?: string): T;
  write(value: T): Record<string, Cell>;
}

export function mapping<T extends object>(fields: Fields<T>): Mapping<T> {
  const parts = Object.entries(fields).map(([field, kind]) => ({ field, kind: kind as Kind, column: snake(field) }));
  const bare = parts.map(({ column }) => column);
  /** Column names under each alias, made once: every row that is read needs them. */
  const aliased = new Map<string, string[]>();
  const columnsUnder = (alias: string): string[] => {
    const known = aliased.get(alias) ?? bare.map((column) => `${alias}_${column}`);
    aliased.set(alias, known);
    return known;
  };
  return {
    columns: bare,
    select: (alias) =>
      parts.map(({ column }) => (alias ? `${alias}.${column} AS ${alias}_${column}` : column)).join(", "),
    read(row, alias) {
      const columns = alias ? columnsUnder(alias) : bare;
      const value: Record<string, unknown> = {};
      for (const [i, { field, kind }] of parts.entries()) value[field] = read(row[columns[i] ?? ""], kind);
      return value as T;
    },
    write(value) {
      const row: Record<string, Cell> = {};
      for (const { field, kind, column } of parts) {
        row[column] = stored(value[field as keyof T], kind);
      }
      return row;
    },
  };
}

function read(cell: unknown, kind: Kind): unknown {
  if (kind === "json") return JSON.parse(String(cell));
  if (kind === "text") return unpackText(cell);
  return cell;
}

function stored(given: unknown, kind: Kind): Cell {
  if (kind === "json") return JSON.stringify(given);
  if (kind === "whole" && typeof given === "number") return Math.round(given);
  return (given ?? null) as Cell;
}

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `INSERT INTO table (a, b) VALUES (:a, :b)`. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((column) => `:${column}`).join(", ")})`;
}

/** The same for a row that comes only if `source` has one. */
export function insertFrom(table: string, columns: readonly string[], source: string): string {
  return `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${columns.map((column) => `:${column}`).join(", ")} FROM ${source}`;
}

/** The end of an upsert: the columns, but for its key, take the new values. */
export function orReplace(key: string, columns: readonly string[]): string {
  const others = columns.filter((column) => column !== key);
  return ` ON CONFLICT (${key}) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(", ")}`;
}

/** `a = :a, b = :b`, but for the key. */
export function assignments(columns: readonly string[], key = "id"): string {
  return columns
    .filter((column) => column !== key)
    .map((column) => `${column} = :${column}`)
    .join(", ");
}
