import type { Store } from "../../../src/ports/store.ts";
import { withFresh } from "../fresh.ts";

/** What an adapter hands in: an empty store of its own for each test. */
export interface StoreUnderTest {
  store: Store;
  /** Closes the store and opens what it kept. */
  reopen(): Promise<Store>;
  /** Opens the file that `backup` wrote. */
  restore(file: string): Promise<Store>;
  /** A name in a folder of this test, where there is no file yet. */
  freshFile(): string;
  /** A lease holder of this machine whose process has ended. */
  deadHolder: string;
  /** Closes and removes everything. */
  close(): Promise<void>;
}

export type OpenStore = () => Promise<StoreUnderTest>;

/** A test that gets an empty store. */
export type StoreTest = (title: string, body: (under: StoreUnderTest) => Promise<void>) => void;

export const storeTest = (open: OpenStore): StoreTest => withFresh(open);
