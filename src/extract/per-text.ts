/**
 * A reader of texts that reads each text once: a page may say the same a thousand times. What it knows lives as long as
 * the reader, so it is made for one page.
 */
export function perText<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { value: T }>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = { value: read(text) };
      known.set(text, found);
    }
    return found.value;
  };
}

/** A value that is worked out when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
