/** Lets so many in at a time; the others wait in the order in which they came. */
export interface Gate {
  through<T>(work: () => Promise<T>): Promise<T>;
  /** No new ones; resolves when all who asked before are done. */
  close(reason: string): Promise<void>;
}

export function openGate(places: number): Gate {
  const queue: (() => void)[] = [];
  let inside = 0;
  let closed: string | null = null;
  let emptied = (): void => {};
  return {
    async through(work) {
      if (closed !== null) throw new Error(closed);
      if (inside >= places) await new Promise<void>((enter) => queue.push(enter));
      else inside++;
      try {
        return await work();
      } finally {
        // The place goes from hand to hand, so that nobody slips in between.
        const next = queue.shift();
        if (next) next();
        else if (--inside === 0) emptied();
      }
    },
    close(reason) {
      closed ??= reason;
      if (inside === 0) return Promise.resolve();
      return new Promise((resolve) => {
        emptied = resolve;
      });
    },
  };
}
