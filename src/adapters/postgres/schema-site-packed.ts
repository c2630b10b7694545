/**
 * What a site's pages have in common, packed by us: names that come again far apart, which the server's own compression does
 * not reach. Up to half a page it lies in its row and each version takes the place of the one before.
 */
export const SITE_MEMORY_PACKED = `
  ALTER TABLE site_memory ALTER COLUMN blocks TYPE bytea USING convert_to(blocks, 'UTF8');
  ALTER TABLE site_memory ALTER COLUMN blocks SET STORAGE EXTERNAL;
  ALTER TABLE site_memory SET (toast_tuple_target = 8160);
  `;
