import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../fixtures/comments/", import.meta.url);

/** A comment of the labelled corpus, with the article it stands under. All of it is invented. */
export interface LabelledComment {
  id: string;
  spam: boolean;
  family: string;
  title: string;
  article: string;
  comment: string;
}

export const labelledComments = (): LabelledComment[] =>
  readdirSync(FOLDER)
    .sort()
    .flatMap((file) => readFileSync(new URL(file, FOLDER), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LabelledComment);
