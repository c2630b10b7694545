import { seededRandom } from "../test/seeded-random.ts";

/** One article of the generated newsroom. */
export interface Report {
  story: number;
  outlet: number;
  title: string;
  /** Paragraphs. */
  paragraphs: string[];
  author: string;
  /** Minutes before the newsroom's present. */
  minutesAgo: number;
}

const SYLLABLES =
  "bel mor tar nov ka lin ves dor ani gol pra tem ush kir ola bren sto vik lan dro fel mira zor hul pen arka tis wen jor sel".split(
    " ",
  );
const FIRST =
  "Alda Boris Cem Dina Emre Farah Goran Hanna Ivo Jana Karim Lena Milo Nora Omar Petra Rafi Sara Tomas Vera";
const ACTORS =
  "residents ministers drivers nurses farmers judges students shopkeepers engineers auditors prosecutors fishermen teachers lawyers inspectors pilots miners traders tenants volunteers officials parents firefighters councillors";
const VERBS =
  "described questioned rejected praised examined delayed welcomed criticised approved ordered suspended repaired funded challenged defended recorded reviewed blocked backed cancelled launched measured confirmed denied";
const NOUNS =
  "bridge tunnel harvest hospital pipeline ferry archive stadium factory reactor budget tax pension railway airport reservoir dam festival court verdict ceasefire election ballot treaty vaccine storm flood wildfire earthquake strike merger satellite rocket telescope museum library school port refinery border convoy hostage rescue inquiry report contract licence subsidy tariff currency loan forest river glacier coastline village suburb market warehouse cable battery turbine orchard vineyard herd virus clinic laboratory trial sentence appeal patent lawsuit boycott march vigil curfew embargo summit delegation envoy parliament cabinet coalition referendum census";
const ADJECTIVES =
  "long fragile costly quiet unexpected narrow public regional early disputed detailed temporary final partial urgent modest severe careful joint rare annual local hidden steep mild wooden crowded remote";
const MANNER =
  "carefully reluctantly overnight quickly twice openly quietly again together separately formally finally partly";
const LINKS = "while although because after before since whereas unless until once";
const SAYING = "said added explained insisted warned recalled noted argued stressed admitted wrote";
const WHEN =
  "on Monday|on Tuesday|on Wednesday|on Thursday|late on Friday|early on Saturday|at the weekend|at dawn|shortly before noon|towards midnight|last month|a year ago|this spring|within hours|for the third time|in recent weeks";

const words = (text: string): string[] => text.split(" ");
const actors = words(ACTORS);
const verbs = words(VERBS);
const nouns = words(NOUNS);
const adjectives = words(ADJECTIVES);
const manner = words(MANNER);
const links = words(LINKS);
const saying = words(SAYING);
const first = words(FIRST);
const when = WHEN.split("|");

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const upTo = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const name = (random: Random): string =>
  capital(Array.from({ length: upTo(random, 2, 4) }, () => pick(random, SYLLABLES)).join(""));

/** What all reports of one story are about: the words that make it one story. */
interface Facts {
  places: string[];
  people: string[];
  bodies: string[];
  topics: string[];
  numbers: number[];
}

function factsOf(random: Random): Facts {
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return {
    places: many(3, () => name(random)),
    people: many(5, () => `${pick(random, first)} ${name(random)}`),
    bodies: many(
      2,
      () =>
        `${name(random)} ${capital(pick(random, nouns))} ${pick(random, ["Authority", "Group", "Union", "Agency", "Council"])}`,
    ),
    topics: [
      ...many(5, () => pick(random, nouns)),
      ...many(8, () => `${name(random).toLowerCase()} ${pick(random, nouns)}`),
    ],
    numbers: many(4, () => upTo(random, 3, 9_000)),
  };
}

/** A sentence in words of its own; most name something of the story. */
function sentence(random: Random, facts: Facts): string {
  const thing = () =>
    `the ${pick(random, adjectives)} ${random() < 0.8 ? pick(random, facts.topics) : pick(random, nouns)}`;
  const who = () =>
    random() < 0.4 ? pick(random, facts.people) : `${pick(random, adjectives)} ${pick(random, actors)}`;
  const clause = () => `${who()} ${pick(random, manner)} ${pick(random, verbs)} ${thing()}`;
  const place = () => (random() < 0.8 ? `in ${pick(random, facts.places)}` : `near the ${pick(random, nouns)}`);
  const forms = [
    () => `${capital(pick(random, when))}, ${clause()} ${place()} ${pick(random, links)} ${clause()}.`,
    () => `"${capital(clause())} ${place()}," ${pick(random, facts.people)} ${pick(random, saying)}.`,
    () =>
      `${capital(clause())}, ${pick(random, links)} ${pick(random, facts.bodies)} ${pick(random, verbs)} ${thing()} ${pick(random, when)}.`,
    () => `About ${pick(random, facts.numbers)} ${pick(random, actors)} ${pick(random, verbs)} ${thing()} ${place()}.`,
    () =>
      `${capital(pick(random, facts.bodies))} ${pick(random, verbs)} ${thing()} and ${thing()} ${pick(random, when)}, ${who()} ${pick(random, saying)}.`,
    () =>
      `${capital(thing())} ${place()} was ${pick(random, verbs)} by ${pick(random, actors)}, ${pick(random, links)} ${clause()}.`,
  ];
  return pick(random, forms)();
}

function written(random: Random, facts: Facts): { title: string; paragraphs: string[]; author: string } {
  const topic = capital(pick(random, facts.topics));
  const title = `${topic} in ${pick(random, facts.places)}: ${pick(random, facts.people)} ${pick(random, verbs)} ${pick(random, facts.topics)}`;
  const paragraphs = Array.from({ length: upTo(random, 7, 14) }, () =>
    Array.from({ length: upTo(random, 2, 4) }, () => sentence(random, facts)).join(" "),
  );
  return { title, paragraphs, author: `${pick(random, first)} ${name(random)}` };
}

/** How many outlets write about a story themselves: half of all stories stay with one. */
function tellers(random: Random, outlets: number): number {
  const chance = random();
  return Math.min(outlets, chance < 0.5 ? 1 : chance < 0.7 ? 2 : upTo(random, 3, 8));
}

/** One in this many stories is also reprinted, word for word, by one or two others. */
const REPRINTED = 4;
const DAY_MINUTES = 1_440;

/** All reports of `stories` stories by `outlets` outlets; the same for the same seed. Newest last. */
export function generateReports(outlets: number, stories: number, seed: number): Report[] {
  const random = seededRandom(seed);
  const reports: Report[] = [];
  for (let story = 0; story < stories; story++) {
    const facts = factsOf(random);
    const brokeAt = upTo(random, 60, DAY_MINUTES - 60);
    const own = tellers(random, outlets);
    const order = Array.from({ length: outlets }, (_, i) => i).sort(() => random() - 0.5);
    const at = () => Math.max(1, brokeAt - upTo(random, 0, 300));
    const told = order.slice(0, own).map((outlet) => ({ story, outlet, ...written(random, facts), minutesAgo: at() }));
    reports.push(...told);
    const [model] = told;
    if (model && random() < 1 / REPRINTED)
      for (const outlet of order.slice(own, own + upTo(random, 1, 2)))
        reports.push({ ...model, outlet, minutesAgo: Math.max(1, model.minutesAgo - upTo(random, 1, 60)) });
  }
  return reports.sort((a, b) => b.minutesAgo - a.minutesAgo);
}
