import { test } from "node:test";

/** Tests that each get what `open` makes, for themselves alone; it is closed afterwards. */
export const withFresh =
  <Under extends { close(): Promise<void> }>(open: () => Promise<Under>) =>
  (title: string, body: (under: Under) => Promise<void>): void => {
    test(title, async () => {
      const under = await open();
      try {
        await body(under);
      } finally {
        await under.close();
      }
    });
  };
