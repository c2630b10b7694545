import type { ArticleSlots } from "./article-slots.ts";
import type { BandIndex } from "./lsh.ts";
import { similarityOf } from "./minhash.ts";
import type { Postings } from "./postings.ts";
import type { DedupeSettings } from "./settings.ts";
import type { Sketch } from "./sketch.ts";

/** A fingerprint with more postings than this is a stock phrase or a template, and votes little. */
const RARE_POSTINGS = 40;
const FREQUENT_VOTE = 0.1;
/** Places that one family may take, so that forty reprints of one story do not hide the other stories of a round-up. */
const PLACES_PER_FAMILY = 3;
/** Round-ups among the first places: those that share a story are very like each other, and hide what they carry. */
const FIRST_ROUNDUPS = 3;

export interface Found {
  slot: number;
  score: number;
}

/**
 * Ranks who may share text with a sketch: a vote for each shared fingerprint (finds excerpts) and, for articles that
 * share a band, the estimated similarity times the number of fingerprints, which is the votes it stands for. Equal
 * scores go to the earlier arrival. `eligible` says who may be a parent.
 */
export class CandidateSearch {
  #votes = new Float64Array(64);

  rank(
    sketch: Sketch,
    index: { slots: ArticleSlots; bands: BandIndex; postings: Postings },
    settings: DedupeSettings,
    eligible: (slot: number) => boolean,
  ): Found[] {
    const touched: number[] = [];
    const vote = (slot: number, weight: number) => {
      if (slot >= this.#votes.length) this.#grow(slot);
      if (this.#votes[slot] === 0) touched.push(slot);
      this.#votes[slot] = (this.#votes[slot] as number) + weight;
    };
    index.postings.eachOf(sketch.keys, (slot, carriers) => vote(slot, carriers > RARE_POSTINGS ? FREQUENT_VOTE : 1));
    index.bands.each(sketch.signature, (slot) => vote(slot, Number.MIN_VALUE));
    const found: Found[] = [];
    for (const slot of touched) {
      const votes = this.#votes[slot] as number;
      this.#votes[slot] = 0;
      if (!eligible(slot)) continue;
      const { value } = similarityOf(index.bands.equalValues(slot, sketch.signature));
      found.push({ slot, score: votes + value * sketch.keys.length });
    }
    const { slots } = index;
    found.sort((a, b) => b.score - a.score || slots.orderOf(a.slot) - slots.orderOf(b.slot));
    return bestPlaces(found, slots, settings.maxCandidates);
  }

  #grow(slot: number): void {
    const grown = new Float64Array(Math.max(slot + 1, this.#votes.length * 2));
    grown.set(this.#votes);
    this.#votes = grown;
  }
}

/**
 * The best of each family before the second of any: a round-up is to meet every story that it carries. A round-up is nobody's
 * family here, so that it is met by the stories that it carries.
 */
function bestPlaces(found: Found[], slots: ArticleSlots, limit: number): Found[] {
  const taken = new Map<number, number>();
  const places: Found[][] = Array.from({ length: PLACES_PER_FAMILY }, () => []);
  let roundups = 0;
  for (const candidate of found) {
    if (slots.isRoundup(candidate.slot)) {
      places[++roundups > FIRST_ROUNDUPS ? 1 : 0]?.push(candidate);
      continue;
    }
    const family = slots.familyOf(candidate.slot);
    const place = taken.get(family) ?? 0;
    taken.set(family, place + 1);
    places[place]?.push(candidate);
    if ((places[0]?.length ?? 0) >= limit) break;
  }
  return places.flat().slice(0, limit);
}
