const squeeze = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * Whether a line repeats a headline: equal apart from punctuation and case, or the headline with little added or left
 * out (a site's name, a kicker).
 */
export function sameHeadline(title: string, line: string): boolean {
  if (line.length > title.length * 2 + 20 || title.length < 4) return false;
  const a = squeeze(title);
  const b = squeeze(line);
  if (a === "" || b === "") return false;
  if (a === b) return true;
  if (b.length < 16) return false;
  return (a.includes(b) && b.length > a.length * 0.6) || (b.includes(a) && a.length > b.length * 0.6);
}
