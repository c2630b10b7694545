/**
 * Characters of a text that are searched: some 16,000 words. PostgreSQL refuses to index a text whose words take more than
 * 1 MB, and a letter takes up to 4 bytes. The migrations of both engines name the same number.
 */
export const INDEXED_CHARS = 100_000;
