import { displayWidth } from "./width.ts";

/**
 * A line broken between words into lines of at most `columns`; those after the first are indented by `hang`. A word that is
 * longer than a line stays whole: half an address leads nowhere.
 */
export function wrap(line: string, columns: number, hang = 0): string[] {
  if (displayWidth(line) <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  let width = 0;
  for (const part of line.split(/(?<=\S)(?= )/)) {
    const partWidth = displayWidth(part);
    if (width > 0 && width + partWidth > columns) {
      lines.push(current);
      current = " ".repeat(hang) + part.trimStart();
      width = displayWidth(current);
    } else {
      current += part;
      width += partWidth;
    }
  }
  return [...lines, current];
}
