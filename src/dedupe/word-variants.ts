import { wordHash } from "../model/word-hash.ts";

/**
 * Words that newsrooms write in several ways, already folded (lower case, no accents, no apostrophes): the first of
 * each row stands for all. House styles differ in these, so a reprint swaps them without a new word being written.
 */
const SPELLINGS: readonly (readonly string[])[] = [
  // Names whose official spelling changed and that both live on: UN country names 2022, Kyiv 2019 (AP, BBC).
  ["turkey", "turkiye"],
  ["turkeys", "turkiyes"],
  ["kyiv", "kiev"],
  ["kyivs", "kievs"],
  ["kharkiv", "kharkov"],
  ["lviv", "lvov"],
  ["odesa", "odessa"],
  ["zelenskyy", "zelensky", "zelenskiy"],
  ["hezbollah", "hizbullah", "hizbollah", "hezbullah"],
  ["percent", "pct"],
  // British and American spellings that wire desks change.
  ["organization", "organisation"],
  ["organizations", "organisations"],
  ["defense", "defence"],
  ["center", "centre"],
  ["labor", "labour"],
  ["program", "programme"],
  ["programs", "programmes"],
  // Months and days as datelines shorten them (AP style).
  ["january", "jan"],
  ["february", "feb"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
];

/** AP style spells out one to nine; others write figures. */
const NUMBER_WORDS: readonly (readonly [string, string])[] = [
  ["zero", "0"],
  ["one", "1"],
  ["two", "2"],
  ["three", "3"],
  ["four", "4"],
  ["five", "5"],
  ["six", "6"],
  ["seven", "7"],
  ["eight", "8"],
  ["nine", "9"],
  ["ten", "10"],
  ["eleven", "11"],
  ["twelve", "12"],
  ["thirteen", "13"],
  ["fourteen", "14"],
  ["fifteen", "15"],
  ["sixteen", "16"],
  ["seventeen", "17"],
  ["eighteen", "18"],
  ["nineteen", "19"],
  ["twenty", "20"],
  ["thirty", "30"],
  ["forty", "40"],
  ["fifty", "50"],
  ["sixty", "60"],
  ["seventy", "70"],
  ["eighty", "80"],
  ["ninety", "90"],
  ["first", "1st"],
  ["second", "2nd"],
  ["third", "3rd"],
];

const SLOTS = 4096; // a power of two, some fifty times the entries, so that nearly all look-ups end at once
const from = new Int32Array(SLOTS);
const to = new Int32Array(SLOTS);
const number = new Uint8Array(SLOTS);

for (const [kept, ...others] of SPELLINGS) for (const other of others) enter(other, kept as string, 0);
for (const [word, figure] of NUMBER_WORDS) enter(word, figure, 1);

function enter(word: string, kept: string, isNumber: number): void {
  const hash = wordHash(word);
  let slot = hash & (SLOTS - 1);
  while (from[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
  from[slot] = hash;
  to[slot] = wordHash(kept);
  number[slot] = isNumber;
}

/** The same as three tables by slot, for the kernel. */
export const variantTable = { from, to, number };

/** The slot of a word that has another standard form, or -1. */
export function variantSlot(hash: number): number {
  let slot = hash & (SLOTS - 1);
  while (from[slot] !== 0) {
    if (from[slot] === hash) return slot;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return -1;
}

/** The hash of the standard form. */
export function standardHash(slot: number): number {
  return to[slot] as number;
}

export function isNumberWord(slot: number): boolean {
  return number[slot] === 1;
}

export const PERCENT_HASH = wordHash("percent");
export const PER_HASH = wordHash("per");
export const CENT_HASH = wordHash("cent");
