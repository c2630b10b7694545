/**
 * What a poll learns: the feed's rhythm, how far its 304s can be believed, which items were revised. A feed that was known
 * before begins with a week of its old rate.
 */
export const POLLING = `
  UPDATE feed SET polling = (polling::jsonb || jsonb_build_object(
    'rhythm', jsonb_build_object(
      'items', coalesce((polling ->> 'itemsPerDay')::float8, 0) * 7,
      'days', CASE WHEN polling ->> 'itemsPerDay' IS NULL THEN 0 ELSE 7 END,
      'byHour', '[]'::jsonb, 'byWeekday', '[]'::jsonb, 'heat', 0, 'volume', 1, 'seenUntil', last_success_at),
    'freshMs', 0, 'wholeAt', last_success_at, 'missed', 0, 'doubt', NULL, 'wholeOnly', FALSE))::json;

  CREATE INDEX feed_source ON feed (source);
  ALTER TABLE entry ADD COLUMN revision integer NOT NULL DEFAULT 1;
  -- Of what this feed said last about the entry; null for one of which only the membership is known.
  ALTER TABLE entry_feed ADD COLUMN content_hash text COLLATE "C";
  `;
