import type { DemoArticle, Outlet } from "./outlet.ts";
import { OUTLETS } from "./outlets/index.ts";

/** An article's name in this file: the outlet's id and the page's path. `articleAddresses` turns it into addresses. */
export type ArticleKey = string;

export interface ExpectedStory {
  name: string;
  /** Reports in their own words. */
  independent: ArticleKey[];
  /** Reprints, and what they repeat. */
  copies: { copy: ArticleKey; of: ArticleKey }[];
  /** Whether three independent publishers were reached, so that exactly one alert goes out. */
  alert: boolean;
  /** First published more than a week before the anchor: a first poll with a shorter baseline does not fetch it. */
  old?: true;
}

/** Stories of more than one article. */
export const EXPECTED_STORIES: readonly ExpectedStory[] = [
  {
    name: "third round of talks in Istanbul",
    independent: [
      "bosphorus-ledger/diplomacy/third-round-opens-above-the-strait",
      "khyber-courier/pakistan/istanbul-round-three-begins/",
      "silk-road-observer/dossier/borders/talks-istanbul-3",
      "crescent-times/world/qatar-turkey-press-border-rivals",
      "delta-herald/foreign/neighbours-at-the-table.html",
    ],
    copies: [],
    alert: true,
  },
  {
    name: "ferry Saint Brannoc aground",
    independent: [
      "harbour-gazette/news/saint-brannoc-aground.htm",
      "northgate-post/2/brannoc-passengers-tell",
      "daybreak-brief/stories/saint-brannoc-live",
      "continental-monitor/europe/skarholm-ferry-grounding",
    ],
    copies: [],
    alert: true,
  },
  {
    name: "Bank of Valmere cuts its rate",
    independent: [
      "continental-monitor/economics/bank-of-valmere-cuts-rates",
      "bosphorus-ledger/economy/valmere-rate-cut",
      "daybreak-brief/stories/valmere-quarter-point",
    ],
    copies: [],
    alert: true,
  },
  {
    // Five publishers, one report: nothing that three newsrooms found out for themselves.
    name: "repair ship at the Marisol cable",
    independent: ["meridian-wire/w/marisol-cable-ship"],
    copies: [
      { copy: "harbour-gazette/news/marisol-cable.htm", of: "meridian-wire/w/marisol-cable-ship" },
      { copy: "prairie-tribune/story/8841-islands-offline", of: "meridian-wire/w/marisol-cable-ship" },
      { copy: "northgate-post/2/islands-cable-northgate-crew", of: "meridian-wire/w/marisol-cable-ship" },
      { copy: "daybreak-brief/stories/marisol-in-brief", of: "meridian-wire/w/marisol-cable-ship" },
    ],
    alert: false,
  },
  {
    // Three publishers, two reports.
    name: "the Ennor Horse stolen",
    independent: ["harbour-gazette/news/ennor-horse-stolen.htm", "continental-monitor/culture/bronze-horse-theft"],
    copies: [{ copy: "pelagos-desk/bought/ennor-horse", of: "harbour-gazette/news/ennor-horse-stolen.htm" }],
    alert: false,
  },
  {
    name: "Harrow Bridge closed",
    independent: ["harbour-gazette/news/harrow-bridge-shut.htm", "northgate-post/2/harrow-bridge-closed"],
    copies: [],
    alert: false,
    old: true,
  },
];

/** Articles that belong to no story but their own. */
export const EXPECTED_ALONE: readonly ArticleKey[] = [
  // Later chapters and earlier ones are stories of their own.
  "northgate-post/2/harrow-bridge-light-traffic",
  "khyber-courier/pakistan/second-round-ends-with-extension/",
  // Form letters about different events.
  "tremor-watch/notice/ardaneh",
  "tremor-watch/notice/puerto-lanza",
  "tremor-watch/notice/tolvik",
  "pelagos-desk/data/quake-kessari",
  "bosphorus-ledger/city/plane-trees-get-names",
  "khyber-courier/peshawar/library-van-returns/",
  "silk-road-observer/crafts/herat-blue-glass",
  "meridian-wire/w/lighthouse-keepers-union",
  "harbour-gazette/news/oyster-auction.htm",
  "prairie-tribune/story/8852-elevator-mural",
  "daybreak-brief/stories/left-sock-index",
  "crescent-times/gulf/date-harvest-record",
  "delta-herald/river/eel-count.html",
  "nordbote/kueste/deichschafe-bekommen-sender",
  "nordbote/geest/letzte-telefonzelle",
  "korfez-postasi/kent/vapur-iskelesi-kitaplik",
  "korfez-postasi/tarim/zeytin-hasadi-kaz-surusu",
  "faro-del-valle/pueblos/el-reloj-que-daba-trece",
  "marginalia/essays/a-year-of-comment-spam",
  "marginalia/notes/the-pencil-in-the-library-book",
];

/** Entries that become no article, and the reason word of their ending. */
export const EXPECTED_ENDINGS: readonly { key: ArticleKey; ending: string }[] = [
  { key: "northgate-post/private/members-letter", ending: "robots-disallowed" },
  { key: "prairie-tribune/story/8813-county-fair-results", ending: "http-404" },
  { key: "pelagos-desk/pictures/boats-in-winter", ending: "no-text" },
];

/** Sentences that must stand in the clean text, character by character but for white space. */
export const EXPECTED_KEPT: readonly { key: ArticleKey; sentence: string }[] = [
  {
    key: "bosphorus-ledger/diplomacy/third-round-opens-above-the-strait",
    sentence: "There will be a mechanism or there will only be a photograph.",
  },
  {
    key: "bosphorus-ledger/diplomacy/third-round-opens-above-the-strait",
    sentence: "No joint appearance before the press was planned.",
  },
  {
    key: "khyber-courier/pakistan/istanbul-round-three-begins/",
    sentence: "Stop the terrorism from across the border and everything else, trade included, follows within days.",
  },
  {
    key: "khyber-courier/pakistan/istanbul-round-three-begins/",
    sentence: "Cabinet members in Islamabad declined to say what would happen in that event.",
  },
  {
    key: "silk-road-observer/dossier/borders/talks-istanbul-3",
    sentence: "So began, with seating, the third attempt in as many weeks to keep two neighbours from another war.",
  },
  {
    key: "silk-road-observer/dossier/borders/talks-istanbul-3",
    sentence: "two colonels, one from each army, arguing about cricket.",
  },
  {
    key: "crescent-times/world/qatar-turkey-press-border-rivals",
    sentence: "Gulf capitals have their own reasons for worry.",
  },
  {
    key: "crescent-times/world/qatar-turkey-press-border-rivals",
    sentence: "a mediator in shirtsleeves on the stairs between them, reading his own notes aloud.",
  },
  {
    key: "delta-herald/foreign/neighbours-at-the-table.html",
    sentence: "Drivers stranded on the road to Torkham have begun to sell their spare tyres for bread.",
  },
  { key: "delta-herald/foreign/neighbours-at-the-table.html", sentence: "The goats have never noticed." },
  {
    // An article about spam keeps what it quotes.
    key: "marginalia/essays/a-year-of-comment-spam",
    sentence: "I earn $780 a day from my kitchen table with this one weird method.",
  },
  { key: "marginalia/essays/a-year-of-comment-spam", sentence: "That is its weakness, of course:" },
  { key: "prairie-tribune/story/8852-elevator-mural", sentence: "It was never a good mule" },
  { key: "harbour-gazette/news/saint-brannoc-aground.htm", sentence: "I shall never again complain about the choir." },
  { key: "daybreak-brief/stories/saint-brannoc-live", sentence: "The environment agency reports no leak." },
  { key: "nordbote/geest/letzte-telefonzelle", sentence: "Bezahlt wird in Kartoffeln." },
  { key: "korfez-postasi/tarim/zeytin-hasadi-kaz-surusu", sentence: "Tek sorun, kazların postacıyı köye sokmaması." },
  { key: "faro-del-valle/pueblos/el-reloj-que-daba-trece", sentence: "dio trece campanadas." },
];

/** Furniture of the pages: in no clean text. */
export const EXPECTED_FURNITURE: readonly string[] = [
  "Our letter leaves the pier at seven",
  "We keep a few crumbs on your device",
  "Get breaking alerts on your phone before your cousin forwards them",
  "consider buying us one",
  "You have read 1 of 5 free stories this month",
  "We and our 214 partners",
  "The Brief lands in your inbox",
  "Forty crosswords, one of them fair",
  "Vier Wochen für neun Euro",
  "Write in the margin",
];

/** A block that must be in the ledger as often as `times` says, and in no clean text. */
export interface ExpectedRemoval {
  key: ArticleKey;
  kind: "spam" | "comment";
  text: string;
  times: number;
}

/** Readers' comments and promotions under the articles, from the articles themselves. */
export function expectedRemovals(): ExpectedRemoval[] {
  return everyArticle().flatMap(({ key, article }) => {
    const removals = new Map<string, ExpectedRemoval>();
    for (const { text, spam } of article.comments ?? []) {
      const known = removals.get(text);
      if (known) known.times++;
      else removals.set(text, { key, kind: spam ? "spam" : "comment", text, times: 1 });
    }
    return [...removals.values()];
  });
}

/** Where an article is: as its feed links to it, and where the page itself stands. */
export interface ArticleAddress {
  linked: string;
  page: string;
}

/** Addresses by key; `origins` as `serveNewsroom` gives them. */
export function articleAddresses(origins: readonly string[]): Map<ArticleKey, ArticleAddress> {
  return new Map(
    everyArticle().flatMap(({ key, article, outlet }) => {
      const origin = origins[OUTLETS.indexOf(outlet)];
      if (origin === undefined) return [];
      return [[key, { linked: origin + (article.linkedAs ?? article.path), page: origin + article.path }]];
    }),
  );
}

export function everyArticle(): { key: ArticleKey; article: DemoArticle; outlet: Outlet }[] {
  return OUTLETS.flatMap((outlet) =>
    outlet.articles.map((article) => ({ key: outlet.id + article.path, article, outlet })),
  );
}
