/**
 * Of the oldest pages, oldest first, those that must go to save `excess` bytes. Pages with the same bytes share one body,
 * which is saved with the last of them; counted here as often as it comes, so that too few go rather than too many: what
 * is still too much goes with the next batch.
 */
export function pagesBeyond(excess: number, oldest: readonly { entryId: string; bytes: number }[]): string[] {
  const going: string[] = [];
  let saved = 0;
  for (const { entryId, bytes } of oldest) {
    if (saved >= excess) break;
    going.push(entryId);
    saved += bytes;
  }
  return going;
}
