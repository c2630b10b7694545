import assert from "node:assert/strict";
import { test } from "node:test";
import { extractText } from "./pages.ts";

/** A report of the kind that arrives with everything glued to it, in sentences of our own. */
const TALKS = [
  "Delegations from Marovia and Kessel opened a third round of talks in Tarabya on Thursday, with two mediators at the table, officials said.",
  "The first round ended with a ceasefire on October 19, but the second broke down after each side blamed the other for shelling.",
  "“My brother drives a truck, and he has been waiting at the crossing for 24 days,” said Gul Raman, a trader. “I call him every night.”",
  "Trade worth about $2 million a day has stopped since the border was closed, the chamber of commerce said.",
  "The outcome is expected late on Friday.",
];
const OFFERS: Record<string, string> = {
  "a link":
    "I make up to $90 an hour on-line from my home. I quit my job to work online and easily bring in $85 an hour. Details here >>> www.work-gain9.example.com",
  "a messenger number":
    "I lost $85,000 to a fake crypto broker until a friend told me about Hack Recovery Pro. Reach them on WhatsApp: +44 7700 900123",
  "a mail address": "Dr Ozovu the spell caster brought my husband back within 24 hours. Email drozovu@mail.example.com",
  "earnings and nothing else":
    "I was able to earn $7,000 last month just working a few hours a day from my phone. Best decision I have ever made, anybody can do this.",
  "a diet and nothing else":
    "Lost 15 kilos in one month with keto gummies, no diet and no exercise. Ask me how, I will send you the details.",
  "a casino and nothing else":
    "Best online casino with 300% welcome bonus and free spins, register now and win big every day!",
  "a loan and nothing else":
    "We offer all kinds of loans at low interest rate to individuals and companies. Apply today and get your money in 24 hours.",
  "an essay service":
    "Need your essay written by experts? We deliver plagiarism free papers in 6 hours. Text +1 (555) 010-8877",
  "a coin that doubles":
    "Invest in Bitcoin today and double your money in one week. Guaranteed profits, no experience needed.",
};
const PRAISE = "Great post thanks for sharing";

function check(source: string, spam: string[], report: string[] = TALKS): void {
  const result = extractText(source);
  assert.ok(result.ok);
  assert.equal(result.content.text, report.join("\n\n"));
  const rows = result.removals.filter(({ kind }) => kind === "spam").map(({ text }) => text.replace(/\s+/g, " "));
  assert.equal(rows.length, spam.length, JSON.stringify(result.removals));
  for (const [i, text] of spam.entries()) assert.ok(rows[i]!.includes(text), rows[i]);
}
const report = TALKS.join("\n\n");

for (const [name, offer] of Object.entries(OFFERS)) {
  test(`a lone comment that offers ${name} is spam behind a gap, under a heading, on the next line and on the last one`, () => {
    check(`${report}${"\n".repeat(21)}${offer}`, [offer]);
    check(`${report}\n\nLeave a Reply\n\n${offer}`, [offer]);
    check(`${report}\n${offer}`, [offer]);
    check(`${report} ${offer}`, [offer]);
  });

  test(`four copies of ${name} are four rows, each with its author and date`, () => {
    const signed = ["Maria Lopez", "peter77", "Anna", "J. Klein"].map(
      (author, i) => `${author}\nNovember ${6 + i}, 2025 at 9:30 am\n${offer}`,
    );
    check(`${report}\n\n4 Comments\n\n${signed.join("\n\n")}`, Array(4).fill(offer));
    check(`${report}\n\n${signed.join("\n")}`, Array(4).fill(offer));
  });

  test(`copies of ${name} above the last paragraph are spam, the paragraph stays`, () => {
    const said = Array(3).fill(`Maria says:\n${offer}`).join("\n");
    check(`${TALKS.slice(0, -1).join("\n")}\n${said}\n${TALKS.at(-1)}`, Array(3).fill(offer));
  });
}

test("far behind the report it takes less to be an advertisement, or a reader", () => {
  const far = "\n".repeat(21);
  for (const offer of [
    "Tools and electric bicycles while stocks last: toolflash.example",
    "Best burst pipe company on the coast, same day service, honest people. pipekings.example",
    "A private person helped me with 12,000 euros and no fees, I leave you his address: lend.aid@mail.example",
  ]) {
    check(`${report}${far}${offer}`, [offer]);
    const result = extractText(`${report}\n\n${offer}`);
    assert.ok(result.ok && result.content.text.startsWith(report));
  }
  const result = extractText(`${report}${far}I drove past there on Monday and saw none of these trucks.`);
  assert.ok(result.ok);
  assert.equal(result.content.text, report);
  assert.deepEqual(
    result.removals.map(({ kind }) => kind),
    ["comment"],
  );
});

test("far behind the report an address of its own gives a seller away who borrows the report's words", () => {
  for (const offer of [
    "Traders with a truck at the border crossing should stop losing sleep over the talks. I stored mine for a week. haulstore.example, code KESSEL5",
    "Border closed and no trade for days? Storage for traders at the crossing on haulstore dot example",
    "Talks on Friday, officials, mediators and the ceasefire: all of it first from us, come to @marovianews_now",
  ])
    for (const lines of [7, 21]) {
      const result = extractText(`${report}${"\n".repeat(lines)}${offer}`);
      assert.ok(result.ok);
      assert.equal(result.content.text, report);
    }
  const own = "The programme of the talks stands on tarabya-talks.example/programme, officials said.";
  const named = extractText(`${report}\n\nThe talks in Tarabya end on Friday.${"\n".repeat(21)}${own}`);
  assert.ok(named.ok);
  assert.ok(named.content.text.endsWith(own));
});

test("a report that goes on after a wide gap is not cut there, whatever its lists and notes look like", () => {
  const rest = [
    "Marovia: 2 delegates, 1 interpreter",
    "Kessel: 2 delegates, 1 interpreter",
    "The delegations of Marovia and Kessel sleep in different hotels, and officials carry messages between the two tables.",
    "We will report on the outcome of the talks on Friday.",
    "Questions to the press office of the talks: 01632 960 001.",
  ];
  const result = extractText(`${report}${"\n".repeat(21)}${rest.slice(0, 3).join("\n\n")}`);
  assert.ok(result.ok);
  assert.equal(result.content.text, [...TALKS, ...rest.slice(0, 3)].join("\n\n"));
  const noted = extractText(`${report}${"\n".repeat(7)}${rest.slice(2).join("\n\n")}`);
  assert.ok(noted.ok);
  assert.equal(noted.content.text, [...TALKS, ...rest.slice(2)].join("\n\n"));
});

test("copies with other sums, names and endings are copies", () => {
  const copies = [
    "My sister made $9,500 last month with this simple thing on her laptop, you should see it",
    "My cousin made $7,300 last month with this simple thing on his laptop, you should see it!",
    "My neighbour made $8,100 last month with this simple thing on her laptop, you should see it 🙂",
  ];
  check(`${report}${"\n".repeat(12)}${copies.join("\n")}`, copies);
});

test("praise that fits under any page is spam when it stands there four times", () => {
  check(`${report}${"\n".repeat(20)}${Array(4).fill(PRAISE).join("\n\n")}`, Array(4).fill(PRAISE));
  check(`${report}\n${Array(4).fill(PRAISE).join("\n")}`, Array(4).fill(PRAISE));
});

test("comments signed on their own line are cut from each other", () => {
  const result = extractText(
    `${report}\n\nPosted by Ann Reed on May 4 at 12:54 — I do not agree with a word of it.\nleo46: Who pays for all this? Reply 12 likes\nkim9: I made $8,400 last month working from home, check my profile link Reply 3 likes`,
  );
  assert.ok(result.ok);
  assert.equal(result.content.text, report);
  assert.deepEqual(
    result.removals.map(({ kind }) => kind),
    ["comment", "comment", "spam"],
  );
});

for (const [head, reasons] of [
  ["By Web Desk\n\n", ["desk-line"]],
  ["News Desk | November 6, 2025\n\n", ["desk-line", "date-line"]],
  ["News Desk | ", ["desk-line"]],
  ["Updated: November 06, 2025 10:12 IST\n\n", ["date-line"]],
  ["2 hours ago\r\n\r\n", ["time-line"]],
  ["Published November 6, 2025 09:30 GMT\n", ["date-line"]],
  ["date 2025-11-06\r\n", ["date-line"]],
  ["date 2025-11-06 ", ["date-line"]],
  ["Reporter: Staff\nPublished: 6 Nov 2025, 09:30 PM\n\n", ["byline", "date-line"]],
] as const)
  test(`a head such as ${JSON.stringify(head)} goes to the ledger`, () => {
    const result = extractText(head + report.replaceAll("\n", "\r\n"));
    assert.ok(result.ok);
    assert.equal(result.content.text, report);
    assert.deepEqual(
      result.removals.map(({ reason }) => reason),
      reasons,
    );
  });

for (const credit of [
  "Photo: Ahmed Raman/AFP",
  "Photo: X/Agency",
  "Photo: Sana Malik/AnadoluAgency",
  "[Photo/Xinhua]",
  "(AP Photo/Rahmat Gul)",
  "File photo",
  "FILE PHOTO: REUTERS/Umit Bektas",
])
  test(`the credit “${credit}” is cut out at the front, in the middle, at the end and on its own line`, () => {
    const [first, second, ...rest] = TALKS as [string, string, ...string[]];
    for (const [source, parts] of [
      [`${credit}${first}\n\n${second}`, [first, second]],
      [`${first}${credit}${second}`, [first, second]],
      [`${first} ${credit}\n\n${second}`, [first, second]],
      [`${first}\n\n${credit}\n\n${second}`, [first, second]],
    ] as const) {
      const result = extractText(`${source}\n\n${rest.join("\n\n")}`);
      assert.ok(result.ok);
      assert.equal(result.content.text, [...parts, ...rest].join("\n\n"));
      assert.equal(result.removals.length, 1);
    }
  });

test("the marks of a standfirst are read as one kind of list, also behind a label", () => {
  const points = ["Third round opens in Tarabya", "Two mediators at the table", "Border closed for 24 days"];
  const list = points.map((point) => `- ${point}`).join("\n");
  for (const mark of ["•", "-", "*", "–"])
    for (const head of ["", "News Desk | "]) {
      const result = extractText(`${head}${points.map((point) => `${mark} ${point}`).join("\n")}\n\n${report}`);
      assert.ok(result.ok);
      assert.equal(result.content.text, `${list}\n\n${report}`);
    }
});

test("readers who speak of money, work and loans are readers", () => {
  const comments = [
    "Nobody there earns more than $200 a month. We should be ashamed.",
    "I work from home and hear the trucks all day, since the border closed it has been quiet.",
    "I think the loans that banks gave to the traders should be cancelled, within two weeks if possible.",
    "My uncle lost his job at the crossing, he made 500 dollars a month. Who will pay him now?",
  ];
  const result = extractText(`${report}\n\nComments\n\n${comments.join("\n\n")}`);
  assert.ok(result.ok);
  assert.equal(result.content.text, report);
  assert.deepEqual(
    result.removals.slice(1).map(({ kind, text }) => [kind, text]),
    comments.map((text) => ["comment", text]),
  );
});

test("an author's own exclamations and long gaps lose nothing", () => {
  const diary = [
    "What a morning at the harbour festival!",
    "We came for the boats, and there were forty of them!",
    "The band from Lisse played on the old crane, and nobody could keep still!",
    "You can still see the lanterns from the bridge tonight!",
    "Next year it will be even bigger, the organisers promised!",
  ];
  const result = extractText(diary.join("\n\n\n\n\n\n"));
  assert.ok(result.ok);
  assert.equal(result.content.text, diary.join("\n\n"));
});

test("very many lines take no more than their share of time", () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `Gate ${i} of the harbour was closed at ${i % 24} o'clock`);
  const before = process.cpuUsage();
  const result = extractText(lines.join("\n"));
  assert.ok(result.ok);
  assert.equal(result.content.text.split("\n\n").length, lines.length);
  assert.ok(process.cpuUsage(before).user < 5_000_000);
});

test("a gap behind a very long text is judged like any other", () => {
  const lines = Array.from({ length: 150_000 }, (_, i) => `Gate ${i} is shut`);
  const result = extractText(`${report}\n${lines.join("\n")}${"\n".repeat(12)}I was there on Monday.`);
  assert.ok(result.ok);
  assert.ok(result.content.text.startsWith(report));
});
