type Column = Int32Array | Uint32Array | Float64Array | Uint8Array | Uint16Array;

/** A quarter more than was there: at most a fifth of the room is unused, and growing stays cheap over all. */
const GROWTH = 1.25;

/** The array, or a larger one with the same beginning and zeros behind, so that `length` values fit. */
export function grown<T extends Column>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(
    Math.max(length, Math.ceil(array.length * GROWTH)),
  );
  larger.set(array as never);
  return larger;
}
