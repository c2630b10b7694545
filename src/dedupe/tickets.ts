import { grown } from "../model/grown.ts";

/** Tickets withdrawn before they are given out again, for each sixteen that are in use, and at least. */
const USED_TO_WITHDRAWN = 16;
const LEAST_WITHDRAWN = 512;

const WITHDRAWN = -1;

/**
 * A ticket stands for one article in tables that forget late: they hold tickets, and one that is withdrawn means nobody
 * from then on, so leaving costs nothing. When many are withdrawn the tables are swept and the numbers given out again.
 */
export class Tickets {
  /** By ticket, from 1. */
  #slots = new Int32Array(1024);
  /** By slot; 0 for none. */
  #tickets = new Int32Array(64);
  #withdrawn: number[] = [];
  #free: number[] = [];
  #last = 0;

  issue(slot: number): number {
    const ticket = this.#free.pop() ?? ++this.#last;
    this.#slots = grown(this.#slots, ticket + 1);
    this.#tickets = grown(this.#tickets, slot + 1);
    this.#slots[ticket] = slot;
    this.#tickets[slot] = ticket;
    return ticket;
  }

  /** The greatest ticket when so many more are out. */
  after(many: number): number {
    return Math.max(this.#last, this.#last - this.#free.length + many);
  }

  /** Whose ticket it is; negative when it is withdrawn. */
  slotOf(ticket: number): number {
    return this.#slots[ticket] as number;
  }

  /** Nothing happens to a slot without a ticket. */
  withdraw(slot: number): void {
    const ticket = this.#tickets[slot] ?? 0;
    if (ticket === 0) return;
    this.#tickets[slot] = 0;
    this.#slots[ticket] = WITHDRAWN;
    this.#withdrawn.push(ticket);
  }

  /** Whether it is time to sweep the tables and `recycle`. */
  get due(): boolean {
    const used = this.#last - this.#free.length - this.#withdrawn.length;
    return this.#withdrawn.length >= Math.max(LEAST_WITHDRAWN, used / USED_TO_WITHDRAWN);
  }

  /** Gives withdrawn tickets out again, the lowest first: no table holds them any more. */
  recycle(): void {
    this.#free = [...this.#free, ...this.#withdrawn].sort((a, b) => b - a);
    this.#withdrawn = [];
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#tickets.byteLength;
  }
}
