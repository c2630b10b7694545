import { type ArticleProfile, profileOf } from "./article-profile.ts";
import { COMMENT_FEATURES, type CommentContext, type CommentFeatures, featuresOf } from "./comment-features.ts";
import weights from "./comment-weights.json" with { type: "json" };
import { perText } from "./per-text.ts";

/** A comment with the article it stands under. */
export interface CommentCase {
  comment: string;
  title: string;
  article: string;
}

export interface SpamScore {
  /** 0 (a reader) to 1 (an advertisement). */
  score: number;
  spam: boolean;
  /** Sells or lures, where a report's own note only informs. */
  sells: boolean;
  /** The signs found, strongest first. */
  reasons: string[];
}

/** Weights of the features, in log-odds; `bench/train-comment-spam.ts` learns them. */
export interface CommentWeights {
  bias: number;
  weights: Record<string, number>;
}

const LEARNED: CommentWeights = weights;
/** At this score and above a comment is called spam, unless a setting says otherwise. */
const SPAM_AT = 0.5;
/**
 * Log-odds of what only the page can say, for which comments by themselves teach nothing. A sentence of the text it is
 * compared with (`included`) is more often the report's: helplines and prices stand there, too.
 */
const CONTEXT = {
  twice: 2.2,
  thrice: 3,
  elsewhere: 2.5,
  afterEnd: 0.5,
  included: -0.5,
  serviceNote: -2.5,
  serviceNoteApart: -0.7,
  long: -2,
};

/**
 * Scores a comment by a logistic regression over named signs (`comment-features.ts`), plus what the page says: copies
 * beside it weigh as much as two strong signs. Words shared with the article and links to references speak for a reader.
 *
 * @example scoreComment({ comment: "I earn $95/hour at home, see www.example.com", title: "", article: "" }).spam // true
 */
export function scoreComment(given: CommentCase, context: CommentContext = {}, spamAt = SPAM_AT): SpamScore {
  return scorerAgainst(profileOf(given.title, given.article))(given.comment, context, spamAt);
}

/** A longer text is no comment, and not worth the patterns' time. */
const MAX_COMMENT_CHARS = 6_000;

/** Scores a comment in its context, as `scoreComment` does. */
export type CommentScorer = (comment: string, context?: CommentContext, spamAt?: number) => SpamScore;

/** As `scoreComment`, against one article. Each comment is read once, however often and wherever it is scored. */
export function scorerAgainst(profile: ArticleProfile): CommentScorer {
  const reading = (included: boolean) =>
    perText((comment) => featuresOf(comment.slice(0, MAX_COMMENT_CHARS), profile, { included }));
  const inside = reading(true);
  const outside = reading(false);
  return (comment, context = {}, spamAt = SPAM_AT) =>
    scoreOf(context.included ? inside(comment) : outside(comment), context, spamAt);
}

function scoreOf(features: CommentFeatures, context: CommentContext, spamAt: number): SpamScore {
  const signs = [...weigh(features, LEARNED), ...contextSigns(features, context)];
  const score = 1 / (1 + Math.exp(-signs.reduce((total, { weight }) => total + weight, LEARNED.bias)));
  signs.sort((a, b) => b.weight - a.weight);
  return {
    score,
    spam: score >= spamAt,
    sells: sells(features),
    reasons: signs.filter(({ sign }) => sign !== "length").map(({ sign }) => sign),
  };
}

/** More copies than these say nothing more. */
const MANY_COPIES = 3;

interface Sign {
  sign: string;
  weight: number;
}

function weigh(features: CommentFeatures, { weights }: CommentWeights): Sign[] {
  const signs: Sign[] = [];
  for (const sign of COMMENT_FEATURES) {
    const weight = features[sign] * (weights[sign] ?? 0);
    if (weight !== 0) signs.push({ sign, weight });
  }
  return signs;
}

function contextSigns(features: CommentFeatures, context: CommentContext): Sign[] {
  const { copies = 1, elsewhere = 0, apart = false } = context;
  const afterEnd = context.afterEnd || apart;
  const included = context.included && !apart;
  const signs: Sign[] = [];
  if (copies >= 2)
    signs.push({ sign: "repeated-on-page", weight: copies >= MANY_COPIES ? CONTEXT.thrice : CONTEXT.twice });
  if (elsewhere > 0) signs.push({ sign: "seen-elsewhere", weight: CONTEXT.elsewhere * Math.min(3, elsewhere) });
  const contact = features["promoted-address"] + features["phone-number"] + features["email-address"] > 0;
  if (afterEnd && (contact || features.earnings > 1)) signs.push({ sign: "after-the-end", weight: CONTEXT.afterEnd });
  if (included) signs.push({ sign: "part-of-the-text", weight: CONTEXT.included });
  if (included && features.length >= 1) signs.push({ sign: "long", weight: CONTEXT.long });
  if (included && !sells(features)) signs.push({ sign: "service-note", weight: CONTEXT.serviceNote });
  // Apart from the text, a helpline may still be the report's; a shop's front page is not.
  if (context.included && apart && !sells(features) && !features["front-page"])
    signs.push({ sign: "service-note", weight: CONTEXT.serviceNoteApart });
  return signs;
}

/** Sells or lures, where a report's own note ("tickets at …, by telephone on …") only informs. */
const sells = (features: CommentFeatures): boolean =>
  SELLING.some((sign) => features[sign] > 0) || features.earnings > 1 || features["sales-talk"] > 2;
const SELLING = [
  "goods-for-sale",
  "testimony",
  "site-praise",
  "pointing-marks",
  "link-markup",
  "hidden-address",
  "easy-money",
  "personal-offer",
  "invited-to-outlet",
  "gain-without-address",
] as const;
