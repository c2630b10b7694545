/** What was packed or unpacked last, by its packed bytes: the stages that follow read it soon after it was stored. */
export interface RecentlyPacked<T> {
  /** @param packed bytes that nobody changes */
  remember(packed: Uint8Array, plain: T): void;
  plainOf(packed: Uint8Array): T | undefined;
}

/** Remembers the last so many. */
export function recentlyPacked<T>(most: number): RecentlyPacked<T> {
  const recent: { packed: Buffer; plain: T }[] = [];
  let oldest = 0;
  return {
    remember(packed, plain) {
      recent[oldest] = { packed: bytesOf(packed), plain };
      oldest = (oldest + 1) % most;
    },
    plainOf(packed) {
      const bytes = bytesOf(packed);
      return recent.find((one) => one.packed.length === bytes.length && one.packed.equals(bytes))?.plain;
    },
  };
}

/** The same memory as a buffer, which can be compared. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
