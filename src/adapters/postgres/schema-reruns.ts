/** Which re-run sent an entry back: it is known whose work is still to be done, and whether it may send alerts. */
export const RERUNS = `
  ALTER TABLE entry ADD COLUMN rerun text COLLATE "C";
  CREATE INDEX entry_rerun ON entry (rerun) WHERE rerun IS NOT NULL;
  `;
