/** What operators decided against the pipeline's judgement. */
export const CORRECTIONS = `
  CREATE TABLE correction (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX correction_subject ON correction (subject);
  CREATE INDEX correction_object ON correction (object);
  `;
