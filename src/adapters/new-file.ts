import { open } from "node:fs/promises";

/** Takes the name, so that nobody's file is overwritten. */
export async function reserve(file: string): Promise<void> {
  try {
    await (await open(file, "wx")).close();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EEXIST") throw new Error(`${file} exists already; name a new file for the backup`, { cause: error });
    throw new Error(`${file} cannot be written (${code ?? error}); check the folder`, { cause: error });
  }
}
