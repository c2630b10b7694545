import assert from "node:assert/strict";
import { test } from "node:test";
import { extractText } from "./pages.ts";

const REPORT = [
  "Workers have finished repairing the harbour wall at Skell, the port authority said on Monday.",
  "The wall lost forty metres of stone in the March storm, and boats had to moor upriver until the repairs were done.",
  "Fishermen returned to their berths at the weekend. A second wall further north will be checked in spring.",
];
const NOTE = "Questions about berths are answered by the harbour office on 555-0102.";
const ADVERT = "Make 4,000 dollars a week from home with our trading robot, join today: robotgold.example";
const READERS = ["Good to see those stones back where they belong.", "The slipway is still closed though."];
const textOf = (source: string): string => {
  const result = extractText(source);
  assert.ok(result.ok);
  return result.content.text;
};

for (const gap of ["\n\n", "\n", "\n\n---\n\n"])
  test(`advertisements go from between readers, ${JSON.stringify(gap)} apart`, () => {
    const group = [ADVERT, READERS[0], "Hot bonus, 200 free spins for new players: spinlake.example", READERS[1]];
    const text = textOf([...REPORT, ...group].join(gap === "\n" ? "\n" : gap));
    assert.doesNotMatch(text, /robotgold|spinlake/);
    for (const paragraph of REPORT) assert.ok(text.includes(paragraph), paragraph);
  });

test("an advertisement behind a note with a number leaves the note", () => {
  const text = textOf(`${REPORT.join("\n\n")} ${NOTE} ${ADVERT}`);
  assert.ok(text.endsWith(NOTE), text);
});

test("an advertisement in another language leaves a sentence with a voice of its own", () => {
  const column = [
    "I inherited a shed, and with it eleven thousand screws that my father had sorted by a system of his own.",
    "My neighbours say I should sell it. I went in on Sunday to measure it and came out four hours later.",
    "I bought a lock for it yesterday, and I have told nobody where I keep the key.",
  ];
  const text = textOf(
    `${column.join("\n\n")} Kaufen Sie Werkzeug und E-Bikes zum halben Preis, Versand kostenlos: werkzeugblitz.example`,
  );
  assert.ok(text.endsWith(column.at(-1)!), text);
});

test("a line that leads elsewhere in the report's words goes, a notice that tells when stays", () => {
  const bait =
    "The harbour wall at Skell is repaired, but for storm shutters at trade prices there is only shutterbarn.example";
  assert.equal(textOf([...REPORT, bait].join("\n\n")), REPORT.join("\n\n"));
  const notice = "Open day on the harbour wall: Friday 9 May, 10 am, free, maps at www.skellharbour.example";
  assert.equal(textOf([...REPORT, notice].join("\n\n")), [...REPORT, notice].join("\n\n"));
});

test("an advertisement that begins a group goes when one below it is known, with a reader between them", () => {
  const opening =
    "Harbour wall at Skell repaired, nice one. Rank higher with our private blog network, write to pbn@rankdock.example";
  const text = textOf([...REPORT, opening, READERS[0], ADVERT].join("\n\n"));
  assert.doesNotMatch(text, /nice one|rankdock|robotgold/);
  for (const paragraph of REPORT) assert.ok(text.includes(paragraph), paragraph);
});

test("a list of dates and a note with a number stay over a group of comments", () => {
  const dates = ["Harbour choir, Friday 7 pm, free", "Boat auction, Sunday 10 am, places on 555-0138"];
  const own = [...REPORT, ...dates, NOTE];
  const text = textOf([...own, ADVERT, READERS[1], "Hot bonus, 200 free spins: spinlake.example"].join("\n\n"));
  for (const paragraph of own) assert.ok(text.includes(paragraph), paragraph);
  assert.doesNotMatch(text, /robotgold|spinlake/);
});

test("a report goes on below an advertisement in its middle, addresses and all", () => {
  const further = [
    "The second wall at Skell is older than the first, and the port authority has asked divers to look at its foot in spring.",
    "Boats of more than twelve metres moor upriver until the divers have said whether the wall will hold another winter.",
    "The plans hang in the harbour office in Pier Street, write to plans@skellharbour.example or call 555-0147",
  ];
  const text = textOf([...REPORT, ADVERT, ...further].join("\n\n"));
  for (const paragraph of [...REPORT, ...further]) assert.ok(text.includes(paragraph), paragraph);
});

test("a line that may be no advertisement leaves the closing sentence that it was glued to", () => {
  const asks = "Found a mistake in this report? Write to the desk: desk@skellpost.example.";
  for (const closing of ["A wet spring is expected.", asks, "Owners get their deposit back, telephone 555-0155."])
    for (const glued of ["Bulk rates for aged accounts, pm me", ADVERT]) {
      const text = textOf(`${REPORT.join("\n\n")}\n\n${closing} ${glued}`);
      assert.ok(text.includes(closing), `${closing} ${glued}: ${text}`);
    }
});

test("a notice of a meeting is no heading over comments", () => {
  const notice = "Have your say at the meeting on 4 May at seven in the harbour office.";
  assert.ok(textOf(`${[...REPORT, notice].join("\n\n")}\n\n${ADVERT}`).endsWith(notice));
});

const SPEAKING = ["I moored there for nine years and never saw a crack.", "You can see the new stones from my window."];
const ROWS: Record<string, (said: string[]) => string> = {
  "rules part": (said) => `\n\n* * *\n\n${said.join("\n\n* * *\n\n")}`,
  "lines that say who speaks part": (said) =>
    `\n\n${said.map((text, i) => `Ann ${"KLMN"[i]}. says:\n${text}`).join("\n\n")}`,
};

for (const [name, glue] of Object.entries(ROWS)) {
  test(`rows of comments that ${name} go from where the first begins`, () => {
    const weak =
      "I was broke until a woman called Brenda showed me how to put 300 into her pool, her number is 213 555 0126";
    const text = textOf(REPORT.join("\n\n") + glue([weak, SPEAKING[0]!, ADVERT, SPEAKING[1]!]));
    assert.equal(text, REPORT.join("\n\n"));
  });
}

test("parts of a report between rules stay where nobody speaks as a reader does", () => {
  const items = ["Tickets for the tour cost 12 pounds at www.skellharbour.example.", NOTE, "The tour lasts an hour."];
  const text = textOf(REPORT.join("\n\n") + ROWS["rules part"]!(items));
  for (const item of items) assert.ok(text.includes(item), item);
});
