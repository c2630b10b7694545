import type { App } from "../../src/app.ts";
import { EXPORTS } from "../../src/cli/exports.ts";

interface ExportedArticle {
  id: string;
  url: string;
  text: string;
  status: string;
  original_id: string;
}

interface ExportedStory {
  id: string;
  formed_at: string | null;
  status: string;
  counts: Record<string, number>;
  articles: { url: string; role: string }[];
}

/** What a run leaves behind, without what depends on the moment: who is with whom, whose text it is, what it says. */
export interface Outcome {
  articles: { url: string; text: string; status: string; original: string | undefined }[];
  stories: { formed: boolean; counts: Record<string, number>; members: string[] }[];
}

/** From the rows of `export articles` and `export stories`, in an order of their own. */
export async function outcome(app: App): Promise<Outcome> {
  const articles = (await Array.fromAsync(EXPORTS.articles!(app) as AsyncIterable<unknown>)) as ExportedArticle[];
  const stories = (await Array.fromAsync(EXPORTS.stories!(app) as AsyncIterable<unknown>)) as ExportedStory[];
  const urls = new Map(articles.map(({ id, url }) => [id, url]));
  return {
    articles: articles
      .map(({ url, text, status, original_id }) => ({ url, text, status, original: urls.get(original_id) }))
      .sort((a, b) => a.url.localeCompare(b.url)),
    stories: stories
      .filter(({ status }) => status !== "merged")
      .map(({ formed_at, counts, articles: members }) => ({
        formed: formed_at !== null,
        counts,
        members: members.map(({ url, role }) => `${url} ${role}`).sort(),
      }))
      .sort((a, b) => (a.members[0] ?? "").localeCompare(b.members[0] ?? "")),
  };
}
