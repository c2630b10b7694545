import type { Correction, CorrectionKind } from "../../model/correction.ts";

/** What operators decided. */
export interface CorrectionStore {
  /** Keeps what an operator decided; takes the place of one with the same id. False when it was there as it is. */
  addCorrection(correction: Correction): Promise<boolean>;
  /** The oldest first. `about`: those whose subject or object is one of these ids. */
  corrections(filter?: { kinds?: readonly CorrectionKind[]; about?: readonly string[] }): Promise<Correction[]>;
  removeCorrection(id: string): Promise<boolean>;
}
