import { clean, safeJson } from "./clean.ts";
import { CliProblem, PipeClosed } from "./exit.ts";

/** What a command has around it: its streams, environment and folder. A test hands in its own. */
export interface Io {
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
  env: Record<string, string | undefined>;
}

/** Columns where the terminal does not say. */
const COLUMNS = 80;

/** Where a command writes: results on stdout, messages on stderr. */
export class Output {
  readonly #io: Io;
  #closed = false;
  /** Why nothing more can be written, where that is not that the reader has gone. */
  #broken: string | null = null;

  constructor(io: Io) {
    this.#io = io;
    io.stdout.on("error", (error: NodeJS.ErrnoException) => {
      this.#closed = true;
      if (error.code !== "EPIPE") this.#broken = error.message;
      io.stdout.emit("drain");
    });
    io.stderr.on("error", () => {});
  }

  /** Columns of the terminal, 80 off one. */
  get width(): number {
    return this.#io.stdout.isTTY ? (this.#io.stdout.columns ?? COLUMNS) : COLUMNS;
  }

  get isTerminal(): boolean {
    return this.#io.stdout.isTTY === true;
  }

  /** A stored page as it came, for a file or a pipe; a terminal gets its text, cleaned. */
  async bytes(bytes: Uint8Array): Promise<void> {
    if (this.isTerminal) await this.lines(new TextDecoder().decode(bytes));
    else await this.raw(bytes);
  }

  /**
   * Writes text as it is, waiting for a slow reader.
   *
   * @throws PipeClosed when the reader has gone
   * @throws CliProblem when it cannot be written for another reason, such as a full disk
   */
  async raw(text: string | Uint8Array): Promise<void> {
    if (!this.#closed && !this.#io.stdout.write(text))
      await new Promise<void>((resolve) => this.#io.stdout.once("drain", () => resolve()));
    if (this.#broken) throw new CliProblem(`standard output cannot be written: ${this.#broken}`);
    if (this.#closed) throw new PipeClosed();
  }

  /** Lines for people, cleaned of everything a terminal would obey. */
  async lines(...lines: string[]): Promise<void> {
    for (const line of lines) await this.raw(`${clean(line)}\n`);
  }

  /** A heading: bold on a terminal that allows colour. */
  async heading(text: string): Promise<void> {
    const coloured = this.isTerminal && !this.#io.env.NO_COLOR && this.#io.env.TERM !== "dumb";
    await this.raw(coloured ? `\x1b[1m${clean(text)}\x1b[22m\n` : `${clean(text)}\n`);
  }

  /** One JSON value on one line. */
  async json(value: unknown): Promise<void> {
    await this.raw(`${safeJson(value)}\n`);
  }

  /** A line on stderr. */
  note(text: string): void {
    this.#io.stderr.write(`${clean(text)}\n`);
  }
}
