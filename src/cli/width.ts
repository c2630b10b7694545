const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * East Asian wide and fullwidth blocks, which take two columns (Unicode's EastAsianWidth.txt, W and F, by block).
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** Only marks and joiners: takes no column of its own. */
const NOTHING = /^[\p{M}\p{Cf}]*$/u;
const ASCII = /^[ -~]*$/;

function graphemeWidth(grapheme: string): number {
  return NOTHING.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1;
}

/** Columns that a line takes on a terminal. */
export function displayWidth(line: string): number {
  if (ASCII.test(line)) return line.length;
  let width = 0;
  for (const { segment } of graphemes.segment(line)) width += graphemeWidth(segment);
  return width;
}

/** The line cut to `columns`, with `…` in place of what is missing. */
export function fitWidth(line: string, columns: number): string {
  if (line.length <= columns && ASCII.test(line)) return line;
  // No text of `columns` columns needs more characters than this, however it is composed.
  const bounded = line.slice(0, columns * 40);
  let out = "";
  let width = 0;
  for (const { segment } of graphemes.segment(bounded)) {
    const next = graphemeWidth(segment);
    if (width + next > columns) return cut(out, columns);
    out += segment;
    width += next;
  }
  return bounded.length < line.length ? cut(out, columns) : out;
}

/** Makes room for the ellipsis at the end of a line that fills its columns. */
function cut(line: string, columns: number): string {
  const kept = [...graphemes.segment(line)].map(({ segment }) => segment);
  while (kept.length > 0 && displayWidth(kept.join("")) > columns - 1) kept.pop();
  return columns > 0 ? `${kept.join("").trimEnd()}…` : "";
}
