/** A server of ours cannot have its address. The message is one plain line that names it and what to set instead. */
export class CannotListen extends Error {
  override name = "CannotListen";
}
