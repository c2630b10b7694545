import { seededRandom } from "../seeded-random.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How an outlet publishes: the figures from which its items are drawn. */
export interface Habit {
  perDay: number;
  /** Hours that its day is ahead of UTC. */
  zone: number;
  /** Activity at night and at the weekend, as a share of that on a working day. */
  night: number;
  weekend: number;
  /** Share of items that draw a follow-up within the hour. */
  followUps: number;
  /** Share of items that come with up to four others at the same moment. */
  batches: number;
}

/** One item of a feed: what its date says, and when the feed lists it. */
export interface Published {
  at: number;
  listedAt: number;
}

/** An outlet's habit, drawn by chance: from `least` to `most` items a day, every order of magnitude as likely. */
export function drawHabit(random: () => number, least: number, most: number): Habit {
  return {
    perDay: least * (most / least) ** random(),
    zone: Math.floor(random() * 24) - 11,
    night: 0.05 + 0.3 * random(),
    weekend: 0.3 + 0.6 * random(),
    followUps: 0.35 * random(),
    batches: random() < 0.3 ? 0.2 * random() : 0,
  };
}

/** What an outlet with this habit publishes in [from, to), the oldest first. */
export function publish(habit: Habit, from: number, to: number, seed: number): Published[] {
  const random = seededRandom(seed);
  const lag = random() * 5 * MINUTE;
  // Each drawn item stands for itself, its follow-ups and its batch.
  const perSeed = 1 / (1 - habit.followUps) + habit.batches * 2.5;
  const busiest = (habit.perDay / perSeed / DAY) * 1.8;
  const items: Published[] = [];
  const add = (at: number) => {
    const minute = Math.floor(at / MINUTE) * MINUTE;
    items.push({ at: minute, listedAt: Math.round(at + lag * (0.5 + random())) });
    if (random() < habit.followUps) add(at + -Math.log(1 - random()) * 40 * MINUTE);
  };
  for (let at = from; ; ) {
    at += -Math.log(1 - random()) / busiest;
    if (at >= to) break;
    if (random() * 1.8 > activity(habit, at)) continue;
    add(at);
    if (random() < habit.batches) for (let i = Math.ceil(random() * 4); i > 0; i--) add(at + i);
  }
  return items.filter((item) => item.listedAt < to).sort((a, b) => a.listedAt - b.listedAt);
}

/** Around 1 over the week: two humps of work, a night, a quieter weekend. */
function activity({ zone, night, weekend }: Habit, at: number): number {
  const local = new Date(at + zone * HOUR);
  const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
  const awake = 1 / (1 + Math.exp(-(hour - 6.5) * 2)) - 1 / (1 + Math.exp(-(hour - 22) * 1.5));
  const day = night + (1.65 - night) * awake * (0.85 + 0.15 * Math.cos(((hour - 10) / 7) * 2 * Math.PI));
  const weekday = local.getUTCDay();
  return Math.min(1.8, day * (weekday === 0 || weekday === 6 ? weekend : 1.1));
}
