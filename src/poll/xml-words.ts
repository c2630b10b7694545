/** Elements that become a record of their own. */
export const RECORDS: ReadonlySet<string> = new Set(["item", "entry", "url"]);

/** Elements that only hold others; what they hold belongs to the record around them. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  "rss",
  "rdf:rdf",
  "feed",
  "channel",
  "urlset",
  "media:group",
  "media:content",
  "news:news",
]);

/** Elements whose value is kept, in an item or in the feed. */
export const LEAVES: ReadonlySet<string> = new Set(
  [
    "title link guid id description summary content author pubdate published issued created updated modified",
    "lastbuilddate date tagline subtitle managingeditor ttl skiphours skipdays fullitem encoded body comments source",
    "loc lastmod news:title news:publication_date",
    "atom:title atom:link atom:id atom:author atom:published atom:updated atom:summary atom:content atom:subtitle",
    "dc:title dc:date dc:creator dc:author dc:identifier dc:description dc:created dc:modified",
    "dcterms:issued dcterms:created dcterms:modified dcterms:date dcterms:available prism:publicationdate",
    "content:encoded xhtml:body xhtml:div media:title media:description media:credit feedburner:origlink",
    "itunes:title itunes:author itunes:summary itunes:subtitle",
    "sy:updateperiod sy:updatefrequency",
  ]
    .join(" ")
    .split(" "),
);

/** Elements that are never part of a text: one of them inside a value means that the value's end tag is missing. */
export const STRUCTURAL: ReadonlySet<string> = new Set(
  "item entry channel rss rdf:rdf guid pubdate dc:date dc:creator content:encoded description".split(" "),
);
