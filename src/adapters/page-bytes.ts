import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A page's body as stored, with the word that says how to read it back. */
export interface PackedBytes {
  encoding: string;
  bytes: Uint8Array;
}

/** Most pages come out in one piece: with the 16 kB of zlib each goes to the thread and back three times. */
const CHUNK_BYTES = 65_536;

/** Compresses off the main thread: a page of news shrinks to about a sixth. */
export async function packBytes(body: Uint8Array): Promise<PackedBytes> {
  return { encoding: "zstd", bytes: await compress(body) };
}

export async function unpackBytes(packed: PackedBytes): Promise<Uint8Array> {
  if (packed.encoding === "zstd") return decompress(packed.bytes, { chunkSize: CHUNK_BYTES });
  throw new Error(`a page is stored as ${packed.encoding}, which this version cannot read`);
}
