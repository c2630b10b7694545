/**
 * What a poll learns: the feed's rhythm, how far its 304s can be believed, which items were revised. A feed that was known
 * before begins with a week of its old rate.
 */
export const POLLING = `
  UPDATE feed SET polling = json_set(polling,
    '$.rhythm', json_object(
      'items', coalesce(polling ->> '$.itemsPerDay', 0) * 7,
      'days', iif(polling ->> '$.itemsPerDay' IS NULL, 0, 7),
      'byHour', json('[]'), 'byWeekday', json('[]'), 'heat', 0, 'volume', 1, 'seenUntil', last_success_at),
    '$.freshMs', 0, '$.wholeAt', last_success_at, '$.missed', 0, '$.doubt', NULL, '$.wholeOnly', json('false'));

  CREATE INDEX feed_source ON feed (source);
  ALTER TABLE entry ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
  -- Of what this feed said last about the entry; null for one of which only the membership is known.
  ALTER TABLE entry_feed ADD COLUMN content_hash TEXT;
  `;
