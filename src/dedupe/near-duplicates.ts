import type { Relation } from "../model/signature.ts";
import { Alignment, type Run } from "./align.ts";
import { type CommonText, markCommon } from "./common-text.ts";
import type { ShingledText } from "./kernel.ts";
import type { DedupeSettings } from "./settings.ts";
import { slotsBetween, templated } from "./slot-guard.ts";

/** What two texts share. Lengths are words; shares are 0 to 1. */
export interface Shares {
  /** Share of the newer text that also stands in the older, in runs, common text left out on both. */
  covered: number;
  /** Share of the older text that stands in the newer. */
  parentCovered: number;
  matchedWords: number;
  longestRun: number;
  /** The same with common text counted. */
  whole: { covered: number; parentCovered: number; matchedWords: number; longestRun: number };
  /** Values swapped in place, see the slot guard. */
  slots: number;
  siblings: boolean;
}

/**
 * The outcome for one pair: a relation and the rule that gave it, or the reason why there is none. `round-up`: the older text
 * carries the newer one, and others, without saying so.
 */
export type Verdict =
  | { relation: Relation; rule: "verbatim" | "copy" | "excerpt" | "contains" | "operator" }
  | { relation: null; rule: "template" | "too-little" | "too-short" | "round-up" };

// One set, chosen together on streams of wire edits, same-event reports and templated notices.
/** One side all but wholly in the other, with a run that no quote reaches. */
const VERBATIM = { share: 0.9, run: 30 };
/** `settings.copyAt` of the better covered side, this share of the other. Two pages of one site share their furniture, so more is asked. */
const COPY = { sameSource: 0.75, otherSide: 0.3, matched: 30, run: 12 };
const EXCERPT = { matched: 18, run: 12 };
/** A newer text that carries an older one: a quote of a short statement must not be enough. */
const CONTAINS = { share: 0.7, matched: 40, run: 20 };

/** Compares one newer text with several older ones. */
export class Comparison {
  readonly #newer: ShingledText;
  readonly #commonText: CommonText;
  readonly #settings: DedupeSettings;
  readonly #alignment: Alignment;
  readonly #marks: Uint8Array;
  readonly #common: Uint8Array;

  constructor(newer: ShingledText, commonText: CommonText, settings: DedupeSettings) {
    this.#newer = newer;
    this.#commonText = commonText;
    this.#settings = settings;
    this.#alignment = new Alignment(newer);
    this.#marks = new Uint8Array(newer.words.hashes.length);
    this.#common = new Uint8Array(newer.words.hashes.length);
  }

  sharesWith(older: ShingledText): { shares: Shares; runs: Run[] } {
    const perWord = Math.max(this.#newer.words.perWord, older.words.perWord);
    const span = this.#settings.shingleWords * perWord;
    const runs = this.#alignment.runsWith(older).filter((run) => run.length >= span);
    markCommon(this.#commonText, runs, span, span + this.#settings.fingerprintWindow, this.#common);
    const slots = slotsBetween(this.#newer, older, runs);
    const count = this.#newer.words.hashes.length;
    const parentCount = older.words.hashes.length;
    let own = 0; // words of the newer text that are not common
    for (let i = 0; i < count; i++) own += 1 - (this.#common[i] as number);
    const marks = this.#marks.fill(0);
    let [parentMatched, parentCommon, longestRun, longestWhole] = [0, 0, 0, 0];
    for (const run of runs) {
      const common = this.#mark(run, marks);
      parentMatched += run.length;
      parentCommon += common;
      longestRun = Math.max(longestRun, run.length - common);
      longestWhole = Math.max(longestWhole, run.length);
    }
    let [matched, matchedOwn] = [0, 0];
    for (let i = 0; i < count; i++) {
      if (marks[i] === 0) continue;
      matched++;
      if (this.#common[i] === 0) matchedOwn++;
    }
    const shares: Shares = {
      covered: share(matchedOwn, own),
      parentCovered: share(parentMatched - parentCommon, parentCount - parentCommon),
      matchedWords: Math.min(matchedOwn, parentMatched - parentCommon) / perWord,
      longestRun: longestRun / perWord,
      whole: {
        covered: share(matched, count),
        parentCovered: share(parentMatched, parentCount),
        matchedWords: Math.min(matched, parentMatched) / perWord,
        longestRun: longestWhole / perWord,
      },
      slots: slots.count,
      siblings: templated(slots, perWord),
    };
    return { shares, runs };
  }

  /** Marks the run's words and returns how many of them are common. */
  #mark(run: Run, marks: Uint8Array): number {
    let common = 0;
    for (let i = run.at; i < run.at + run.length; i++) {
      marks[i] = 1;
      common += this.#common[i] as number;
    }
    return common;
  }
}

/** Whether the newer text repeats the older one, and how. */
export function judge(shares: Shares, sameSource: boolean, settings: DedupeSettings): Verdict {
  const { covered, parentCovered, matchedWords, longestRun, whole } = shares;
  if (shares.siblings) return { relation: null, rule: "template" };
  if (Math.max(whole.covered, whole.parentCovered) >= VERBATIM.share && whole.longestRun >= VERBATIM.run) {
    return { relation: relationOf(whole.covered, whole.parentCovered), rule: "verbatim" };
  }
  const better = Math.max(covered, parentCovered);
  const copyAt = sameSource ? Math.max(COPY.sameSource, settings.copyAt) : settings.copyAt;
  const other = Math.min(covered, parentCovered);
  if (better >= copyAt && other >= COPY.otherSide && matchedWords >= COPY.matched && longestRun >= COPY.run) {
    return { relation: relationOf(covered, parentCovered), rule: "copy" };
  }
  if (covered >= settings.excerptAt && matchedWords >= EXCERPT.matched && longestRun >= EXCERPT.run) {
    return { relation: "excerpt", rule: "excerpt" };
  }
  if (parentCovered >= CONTAINS.share && matchedWords >= CONTAINS.matched && longestRun >= CONTAINS.run) {
    return { relation: "contains", rule: "contains" };
  }
  return { relation: null, rule: longestRun < EXCERPT.run ? "too-short" : "too-little" };
}

/** What the older text shares with the newer. */
export function seenFromOther(shares: Shares): Shares {
  const { covered, parentCovered, whole } = shares;
  return {
    ...shares,
    covered: parentCovered,
    parentCovered: covered,
    whole: { ...whole, covered: whole.parentCovered, parentCovered: whole.covered },
  };
}

/** The verdict where an operator decided that it is a copy; the shares tell what kind. */
export function judgePinned({ whole }: Shares): Verdict {
  const shared = Math.max(whole.covered, whole.parentCovered) > 0;
  return { relation: shared ? relationOf(whole.covered, whole.parentCovered) : "copy", rule: "operator" };
}

/** Half of the less covered side makes it a copy; below, the covered side is a part of the other. */
function relationOf(covered: number, parentCovered: number): Relation {
  if (Math.min(covered, parentCovered) >= 0.5) return "copy";
  return covered >= parentCovered ? "excerpt" : "contains";
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.max(0, part) / whole : 0;
}
