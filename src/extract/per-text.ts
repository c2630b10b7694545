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
