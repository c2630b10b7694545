import { readdirSync, readFileSync } from "node:fs";
import { extractPage } from "../../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import type { ExtractResult, Page } from "../../src/model/article.ts";

const PAGES = new URL("../fixtures/pages/", import.meta.url);

/** What a fixture page must give besides its text: metadata fields, and openings of removed blocks by kind. */
export interface Expected {
  title?: string;
  author?: string;
  siteName?: string;
  publishedAt?: string;
  dateFoundIn?: string;
  lang?: string;
  canonicalUrl?: string;
  comments?: string[];
  spam?: string[];
  boilerplate?: string[];
  /** What the text still gets wrong on this page; gone as soon as it does not. */
  wanting?: string;
}

export interface FixturePage {
  name: string;
  html: Uint8Array;
  text: string;
  expected: Expected;
}

export const fixturePages = (): FixturePage[] =>
  readdirSync(PAGES)
    .sort()
    .map((name) => ({
      name,
      html: readFileSync(new URL(`${name}/page.html`, PAGES)),
      text: readFileSync(new URL(`${name}/expected.md`, PAGES), "utf8").trim(),
      expected: JSON.parse(readFileSync(new URL(`${name}/expected.json`, PAGES), "utf8")) as Expected,
    }));

export const pageOf = (body: string | Uint8Array, contentType = "text/html"): Page => ({
  url: "https://paper.example/",
  status: 200,
  contentType,
  body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  fetchedAt: 0,
});

export const extractHtml = (body: string | Uint8Array): ExtractResult =>
  extractPage(pageOf(body), { title: null }, EXTRACT_DEFAULTS);

export const extractText = (text: string, title: string | null = null): ExtractResult =>
  extractPage(pageOf(text, "text/plain"), { title }, EXTRACT_DEFAULTS);
