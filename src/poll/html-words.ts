/** Elements without content or end tag (HTML standard, 13.1.2), and the old ones. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(" "),
);

/** Attributes that hold one address (HTML standard, attributes index; the older ones from HTML 4.01). */
export const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set(
  "href src cite poster longdesc background action formaction data codebase classid profile usemap manifest".split(" "),
);
