/** How a command ends. */
export const EXIT = { ok: 0, failed: 1, usage: 2, partFailed: 3, alreadyRunning: 5 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Something an operator can set right. The message names the thing and the next step; no stack is printed. */
export class CliProblem extends Error {
  override name = "CliProblem";
  readonly code: ExitCode;
  constructor(message: string, code: ExitCode = EXIT.failed) {
    super(message);
    this.code = code;
  }
}

/** Whoever read our output has gone: nothing is left to say. */
export class PipeClosed extends Error {
  override name = "PipeClosed";
}
