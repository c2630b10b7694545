import type { Alert, AlertEvent } from "../model/alert.ts";
import { stableId } from "../model/id.ts";

/** What an alert is about, and what endpoints may filter by. */
export interface Subject {
  id: string;
  /** Which of several alerts of one event and subject; leave out where there can be but one. */
  occasion?: string;
  languages?: readonly string[];
  independent?: number;
}

/**
 * The fact itself, with the bytes that every endpoint will receive. One per event, subject and occasion: the id is
 * derived, so the same story forming again after a crash or a re-run is the same alert.
 */
export function alertOf(event: AlertEvent, subject: Subject, body: string, now: number): Alert {
  const { id, occasion = "", languages = [], independent = 0 } = subject;
  const name = occasion === "" ? stableId("al", event, id) : stableId("al", event, id, occasion);
  return { id: name, event, subject: id, occasion, languages: [...languages], independent, body, createdAt: now };
}
