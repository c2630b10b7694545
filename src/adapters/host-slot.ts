import { CLOCK_STEP_MS } from "./clock-step.ts";

/**
 * Refusals are at least this far apart, also where the gap is set to nothing: about as long as a quick request takes, for
 * whoever comes back before its end is refused again.
 */
export const STAGGER_MS = 50;

/** A host's one slot as stored: until when a request may be under way, when the next may start, when the next refused one is to come back. */
export interface HostSlot {
  busyUntil: number;
  openAt: number;
  nextSlotAt: number;
  /** When it was written: a time far ahead shows that the clock was set back since. */
  touchedAt: number;
}

const OPEN: HostSlot = { busyUntil: 0, openAt: 0, nextSlotAt: 0, touchedAt: 0 };

const believed = (slot: HostSlot | null, now: number): HostSlot =>
  slot && slot.touchedAt <= now + CLOCK_STEP_MS ? slot : OPEN;

type Answer = { taken: true } | { taken: false; retryAt: number; opensAt: number };

/** Asks for the slot; the second value is what to store. */
export function askSlot(stored: HostSlot | null, now: number, gapMs: number, leaseMs: number): [Answer, HostSlot] {
  const { busyUntil, openAt, nextSlotAt } = believed(stored, now);
  if (now >= busyUntil && now >= openAt) {
    return [{ taken: true }, { busyUntil: now + leaseMs, openAt: now + gapMs, nextSlotAt, touchedAt: now }];
  }
  // Nobody knows when a request under way will end: one gap from now is the guess.
  const step = Math.max(gapMs, STAGGER_MS);
  const earliest = now < busyUntil ? Math.max(openAt, Math.min(busyUntil, now + step)) : openAt;
  const retryAt = Math.max(earliest, nextSlotAt);
  return [
    { taken: false, retryAt, opensAt: openAt },
    { busyUntil, openAt, nextSlotAt: retryAt + step, touchedAt: now },
  ];
}

/** The slot after the request ended, closed for `pauseMs` more. */
export function freedSlot(stored: HostSlot | null, now: number, pauseMs: number): HostSlot {
  const { openAt, nextSlotAt } = believed(stored, now);
  return { busyUntil: 0, openAt: Math.max(openAt, now + pauseMs), nextSlotAt, touchedAt: now };
}
