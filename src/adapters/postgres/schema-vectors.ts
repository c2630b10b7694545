/** How an article is compared with stories (`encodeVectors`), so that an index is rebuilt without reading texts again. */
export const VECTORS = `
  ALTER TABLE coverage ADD COLUMN vectors bytea;
  -- Hashes and weights: compressing them is in vain.
  ALTER TABLE coverage ALTER COLUMN vectors SET STORAGE EXTERNAL;
  `;
