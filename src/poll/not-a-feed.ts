/** A document was read, and it is no feed. The message says in plain words what it is instead. */
export class NotAFeed extends Error {
  override name = "NotAFeed";
}
