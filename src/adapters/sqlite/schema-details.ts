/** What a page says of its article beside what has a column of its own, as JSON; null in rows from before. */
export const DETAILS = `
  ALTER TABLE article ADD COLUMN details TEXT;
  `;
