import { readFile, writeFile } from "node:fs/promises";
import { scoreComment } from "../../extract/comment-spam.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";

/**
 * Scores comments from a JSONL file (`{id, comment, title, article}` a line) and writes `{id, score, spam, reasons}` a
 * line. A line that is not such an object is an error with its number; the rest goes on.
 */
export async function evalSpam(inFile: string, outFile: string): Promise<{ comments: number; errors: number }> {
  const out: string[] = [];
  let errors = 0;
  for (const [i, line] of (await readFile(inFile, "utf8")).split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const { id, comment, title, article } = JSON.parse(line) as Record<string, unknown>;
      const text = (value: unknown) => (typeof value === "string" ? value : "");
      const scored = scoreComment(
        { comment: text(comment), title: text(title), article: text(article) },
        {},
        EXTRACT_DEFAULTS.spamAt,
      );
      out.push(JSON.stringify({ id, ...scored }));
    } catch (error) {
      errors++;
      console.error(`${inFile}:${i + 1}: ${error instanceof Error ? error.message : error}`);
    }
  }
  await writeFile(outFile, out.map((line) => `${line}\n`).join(""));
  return { comments: out.length, errors };
}
