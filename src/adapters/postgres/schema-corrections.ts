/** What operators decided against the pipeline's judgement. */
export const CORRECTIONS = `
  CREATE TABLE correction (
    id text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL,
    subject text COLLATE "C" NOT NULL,
    object text COLLATE "C" NOT NULL,
    at bigint NOT NULL
  );
  CREATE INDEX correction_subject ON correction (subject);
  CREATE INDEX correction_object ON correction (object);
  `;
