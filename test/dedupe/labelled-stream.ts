import { chance, fixture, fixturesIn, inventedText } from "./given.ts";
import { quake, result } from "./templates.ts";

/** An article of a stream with what it is: articles of one family are copies of each other. */
export interface Labelled {
  id: string;
  source: string;
  published: string;
  title: string;
  text: string;
  family: string;
  kind: string;
}

type Given = { title: string; text: string };

const FOOTER =
  "Share this article. Sign up for the letter of the newsroom and find the best of the region in your inbox each morning. By signing up you accept our terms. All rights reserved, no part of this page may be published again without a licence.";

/** What newsrooms do to a text that they take over. */
const EDITS: Record<string, (text: string, seed: number) => string> = {
  verbatim: (text) => text,
  "other quotes and dateline": (text) => `HALDEN (Northern Press) — ${text.replaceAll('"', "”")}`,
  "cut from the end": (text) => paragraphs(text).slice(0, -2).join("\n\n"),
  "local insert": (text, seed) => {
    const parts = paragraphs(text);
    return [...parts.slice(0, 2), inventedText(45, seed), ...parts.slice(2)].join("\n\n");
  },
  "new lead": (text, seed) => [inventedText(35, seed), ...paragraphs(text).slice(1)].join("\n\n"),
  "words changed": (text, seed) => {
    const random = chance(seed);
    return text.replace(/[a-z]{4,}/g, (word) => (random() < 0.03 ? `${word}ish` : word));
  },
  "page furniture": (text, seed) => `${text}\n\n${FOOTER}\n\n${inventedText(30, seed)}`,
  excerpt: (text) => `${text.split(/\s+/).slice(0, 50).join(" ")} […]`,
};

function paragraphs(text: string): string[] {
  return text.split("\n\n");
}

/** 30 stories with eight edits each, ten and ten templated notices, reports of one event, pages with one footer. The same each time. */
export function labelledStream(): Labelled[] {
  const out: Omit<Labelled, "id" | "published">[] = [];
  const random = chance(2026);
  const add = (family: string, kind: string, given: Given) =>
    out.push({
      ...given,
      family,
      kind,
      source: `${kind === "footer" ? "one" : `site${Math.floor(random() * 60)}`}.example`,
    });
  const stories: Given[] = [fixture("wire/original"), ...fixturesIn("talks")];
  for (let n = 0; n < 24; n++) {
    const text = [0, 1, 2, 3, 4, 5].map((k) => inventedText(50 + 10 * (n % 5), n * 10 + k + 1)).join("\n\n");
    stories.push({ title: inventedText(8, n + 5000), text });
  }
  for (const [n, story] of stories.entries()) {
    add(`story${n}`, "original", story);
    for (const [kind, edit] of Object.entries(EDITS)) {
      const title = random() < 0.5 ? story.title : `Report: ${inventedText(6, n + 7000)}`;
      add(`story${n}`, kind, { title, text: edit(story.text, n * 100 + kind.length) });
    }
  }
  for (let n = 0; n < 10; n++) {
    for (const [kind, write] of Object.entries({ quake, result })) {
      add(`${kind}${n}`, kind, write(n));
      if (n % 3 === 0) add(`${kind}${n}`, `${kind} reprinted`, { ...write(n), text: `${write(n).text}\n\n${FOOTER}` });
    }
    add(`footer${n}`, "footer", { title: `Page ${n}`, text: `${inventedText(90, n + 9000)}\n\n${FOOTER}` });
  }
  // Families overlap in time as they do in a day's news, and a copy may come before its original.
  const order = out.map((document, n) => ({ document, at: n + Math.floor(random() * 60) }));
  order.sort((a, b) => a.at - b.at);
  return order.map(({ document }, n) => ({
    id: `d${String(n).padStart(4, "0")}`,
    published: new Date(Date.UTC(2026, 0, 1) + n * 600_000).toISOString(),
    ...document,
  }));
}
