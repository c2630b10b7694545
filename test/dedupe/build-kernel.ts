/** `npm run kernel`: compiles `src/dedupe/text-kernel.as.ts` and writes `src/dedupe/kernel-bytes.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const SOURCE = new URL("../../src/dedupe/text-kernel.as.ts", import.meta.url);
const BYTES = new URL("../../src/dedupe/kernel-bytes.ts", import.meta.url);
/** No runtime and no data of its own: the memory is laid out by hand from 0 on. */
const OPTIONS = [
  "-O3",
  "--runtime",
  "stub",
  "--noAssert",
  "--enable",
  "simd",
  "--initialMemory",
  "8",
  "--outFile",
  "out",
];

/** The kernel as WebAssembly. Throws with the compiler's words when the source does not compile. */
export async function compileKernel(): Promise<Uint8Array> {
  const source = await readFile(SOURCE, "utf8");
  let bytes: Uint8Array | null = null;
  const { error, stderr } = await asc.main(["kernel.ts", ...OPTIONS], {
    readFile: (name) => (name === "kernel.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name === "out" && typeof contents !== "string") bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || !bytes) throw new Error(`${error?.message ?? "no output"}\n${stderr.toString()}`);
  return bytes;
}

if (import.meta.main) {
  const text = Buffer.from(await compileKernel()).toString("base64");
  await writeFile(
    BYTES,
    `/** Made from \`text-kernel.as.ts\` by \`npm run kernel\`. */\nexport const KERNEL_BASE64 =\n  "${text}";\n`,
  );
}
