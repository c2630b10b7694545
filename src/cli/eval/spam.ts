import { writeFile } from "node:fs/promises";
import { scoreComment } from "../../extract/comment-spam.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";
import { eachCase, textOr } from "./cases.ts";

/** Scores comments from a JSONL file (`{id, comment, title, article}` a line); writes `{id, score, spam, reasons}` a line. */
export async function evalSpam(inFile: string, outFile: string): Promise<{ comments: number; unread: number }> {
  const out: string[] = [];
  const unread = await eachCase(inFile, (value) => {
    const given = {
      comment: textOr(value, "comment"),
      title: textOr(value, "title"),
      article: textOr(value, "article"),
    };
    out.push(JSON.stringify({ id: value.id, ...scoreComment(given, {}, EXTRACT_DEFAULTS.spamAt) }));
  });
  await writeFile(outFile, out.map((line) => `${line}\n`).join(""));
  return { comments: out.length, unread };
}
