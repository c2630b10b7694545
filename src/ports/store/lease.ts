/** The name of the one lease there is: who holds it writes in order. */
export const WRITER = "writer";

/** The writer's lease. Every commit of dedupe and cluster carries its token; a stale one is refused with `LeaseLost`. */
export interface Lease {
  name: string;
  /** `<host>:<pid>:<process start>`. */
  holder: string;
  token: number;
  expiresAt: number;
}

export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** The writer's lease. */
export interface LeaseStore {
  /** Takes or renews; null when another live holder has it. A dead local process's lease is taken over at once. */
  takeLease(name: string, holder: string, now: number, ttlMs: number): Promise<Lease | null>;
  renewLease(lease: Lease, now: number, ttlMs: number): Promise<Lease>;
  releaseLease(lease: Lease): Promise<void>;
  lease(name: string): Promise<Lease | null>;
}
