import assert from "node:assert/strict";
import { test } from "node:test";
import type { Removal } from "../../src/model/article.ts";
import { extractText } from "./pages.ts";

const REPORT = [
  "VARNA — Port workers in Varna walked out on Monday after talks over night shifts broke down, the dockers' union said.",
  "About 900 people joined the strike, according to the union; the port company spoke of 600. Three container ships were waiting outside the harbour.",
  "“We have asked for two free weekends a month since March,” said the union's leader, Petya Koleva. “Nobody has answered us.”",
  "The company said it had offered a pay rise of 7 percent and would return to the table at any time.",
  "Bulgaria exports most of its grain through Varna. A strike of more than a week would delay deliveries to Egypt, traders said.",
];
const GERMAN = [
  "Nach dem Hochwasser an der Ilm sind am Montag die Aufräumarbeiten in drei Gemeinden weitergegangen.",
  "Das Technische Hilfswerk pumpte nach eigenen Angaben 140 Keller leer. In Berga fehlt noch immer Trinkwasser.",
  "Ministerin Ute Sander versprach den Betroffenen schnelle Hilfe: „Niemand wird mit dem Schaden allein gelassen.“",
];
const TURKISH = [
  "Rize'de iki gündür süren yağış, üç köy yolunu ulaşıma kapattı. Ekipler yolları açmak için çalışıyor.",
  "Valilik, okulların çarşamba günü de kapalı kalacağını duyurdu. Can kaybı yaşanmadığı bildirildi.",
  "Meteoroloji, yağışın perşembe günü etkisini kaybedeceğini tahmin ediyor.",
];
const SPANISH = [
  "La jueza de Montealto ordenó el martes detener las obras de la presa hasta que se conozca su impacto sobre el valle.",
  "Los vecinos, que llevan dos años protestando, celebraron la decisión en la plaza del pueblo.",
  "La empresa anunció un recurso y calculó las pérdidas en 12 millones de euros al mes.",
];
const HINDI = [
  "राज्य सरकार ने सोमवार को बाढ़ से प्रभावित किसानों के लिए नई सहायता योजना की घोषणा की।",
  "कृषि मंत्री ने कहा कि पहली किस्त अगले महीने तक सभी पात्र परिवारों के खातों में पहुँच जाएगी।",
  "विपक्ष ने योजना को देर से उठाया गया कदम बताया और नुकसान के नए सर्वेक्षण की माँग की।",
];

const EARN =
  "I make $142 an hour sitting at home with my laptop. My cousin made $21k last month. Try it here ➤➤ www.homecash24.example.com";
const LOAN = "Do you need an urgent loan? Contact us on WhatsApp +1 555 010 4477 or email: quickloans@mail.example.com";
const CASINO = "Das beste Online Casino mit 200 % Bonus! Jetzt anmelden: www.gluecksspiel-bonus.com";
const BAHIS = "En iyi bahis sitesi, hemen üye ol ve bonus kazan: www.super-bahis.com";
const DINERO = "¡Gané 3000€ al mes desde casa! Visita mi página www.dinero-rapido.com";
const JOB = "घर बैठे कमाएं ₹5000 प्रतिदिन, संपर्क करें WhatsApp +91 98765 43210";

function read(text: string, title: string | null = null): { text: string; removals: Removal[] } {
  const result = extractText(text, title);
  assert.ok(result.ok);
  return { text: result.content.text, removals: result.removals };
}

const flat = (text: string) => text.replace(/\s+/g, " ");

/** Every sentence of the report is in the text, and nothing else is. */
function exactly(text: string, report: string[]): void {
  assert.equal(text, report.join("\n\n"));
}

const spamRows = (removals: Removal[]) => removals.filter(({ kind }) => kind === "spam");

for (const [language, report, spam] of [
  ["English", REPORT, EARN],
  ["English with a loan", REPORT, LOAN],
  ["German", GERMAN, CASINO],
  ["Turkish", TURKISH, BAHIS],
  ["Spanish", SPANISH, DINERO],
  ["Hindi", HINDI, JOB],
] as const) {
  test(`four copies of a comment after twenty blank lines are four rows of spam (${language})`, () => {
    const { text, removals } = read(`${report.join("\n\n")}${"\n".repeat(21)}${Array(4).fill(spam).join("\n\n")}`);
    exactly(text, [...report]);
    assert.deepEqual(
      removals.map(({ kind, text }) => [kind, text]),
      Array(4).fill(["spam", spam]),
    );
  });

  test(`copies glued on with no blank line before are spam as well (${language})`, () => {
    const { text, removals } = read(`${report.join("\n")}\n${Array(4).fill(spam).join("\n")}`);
    exactly(text, [...report]);
    assert.equal(spamRows(removals).length, 4);
  });

  test(`a single copy directly under the report is spam (${language})`, () => {
    const { text, removals } = read(`${report.join("\n\n")}\n\n${spam}\n`);
    exactly(text, [...report]);
    assert.equal(spamRows(removals).length, 1);
  });
}

test("a comment of several lines is one row for each copy", () => {
  const comment =
    "My friend earns $98 an hour online.\nShe has been out of work for months.\n\nSee details here >>> www.job-now.example.com";
  const { text, removals } = read(`${REPORT.join("\n\n")}${"\n".repeat(15)}${Array(4).fill(comment).join("\n\n\n")}`);
  exactly(text, REPORT);
  assert.equal(spamRows(removals).length, 4);
  for (const { text: row } of spamRows(removals)) assert.match(row, /^My friend[\s\S]*job-now/);
});

test("copies that differ in their link are copies", () => {
  const copies = ["aa", "bb", "cc"].map(
    (name) => `Start earning from home today, check this out: www.${name}-work.com`,
  );
  const { text, removals } = read(`${REPORT.join("\n")}\n\n${copies.join("\n")}`);
  exactly(text, REPORT);
  assert.equal(spamRows(removals).length, 3);
});

test("an advertisement on the line of the last sentence is split off, the sentence stays", () => {
  for (const glue of [" ", ""]) {
    const { text, removals } = read(`${REPORT.join("\n\n")}${glue}${EARN}`);
    exactly(text, REPORT);
    assert.equal(spamRows(removals).length, 1);
  }
});

test("desk and time lines at the top go to the ledger", () => {
  const { text, removals } = read(`Web Desk\n15 Minutes ago\n\n${REPORT.join("\n\n")}`);
  exactly(text, REPORT);
  assert.deepEqual(
    removals.map(({ kind, reason, text }) => [kind, reason, text]),
    [
      ["boilerplate", "desk-line", "Web Desk"],
      ["boilerplate", "time-line", "15 Minutes ago"],
    ],
  );
});

test("a date label is taken off whether it has its own line or not, and is no publication date", () => {
  for (const text of [`date 2025-11-06\n${REPORT.join("\n\n")}`, `date 2025-11-06 ${REPORT.join("\n\n")}`]) {
    const result = extractText(text);
    assert.ok(result.ok);
    exactly(result.content.text, REPORT);
    assert.equal(result.content.publishedAt, null);
    assert.deepEqual(
      result.removals.map(({ reason, text }) => [reason, text]),
      [["date-line", "date 2025-11-06"]],
    );
  }
});

test("words that only look like labels stay", () => {
  const sentences = [
    "Date palms are dying along the river, growers said on Monday, and nobody can say why that is so.",
    "15 minutes ago the last train left the station, said the guard, and no other would come until morning.",
    "Published reports differ on the number of victims, which the ministry put at 14 on Tuesday evening.",
    "Time is running out for the 300 families who live below the dam, an engineer told the council.",
    "Follow us to the harbour and you will see it, the mayor said, pointing at the flooded road.",
  ];
  const { text, removals } = read(sentences.join("\n\n"));
  exactly(text, sentences);
  assert.deepEqual(removals, []);
});

test("a credit glued to a sentence is cut out and the sentence stays whole", () => {
  const { text, removals } = read(
    `${REPORT[0]}\n\nStrikers at the gate on Monday. Photo: X/AgencyThe talks are to resume on Thursday.\n\n${REPORT.slice(1).join("\n\n")}`,
  );
  exactly(text, [
    REPORT[0]!,
    "Strikers at the gate on Monday.",
    "The talks are to resume on Thursday.",
    ...REPORT.slice(1),
  ]);
  assert.deepEqual(
    removals.map(({ kind, reason, text }) => [kind, reason, text]),
    [["boilerplate", "photo-credit", "Photo: X/Agency"]],
  );
});

test("the bullets of a standfirst stay as text", () => {
  const { text, removals } = read(
    `• Workers walk out in Varna\n• Company offers 7 percent\n• Grain exports at risk\n\n${REPORT.join("\n\n")}`,
  );
  assert.equal(
    text,
    `- Workers walk out in Varna\n- Company offers 7 percent\n- Grain exports at risk\n\n${REPORT.join("\n\n")}`,
  );
  assert.deepEqual(removals, []);
});

test("an article about comment spam keeps what it quotes", () => {
  const article = [
    "Comment spam has doubled within a year, publishers say, and filters miss much of it.",
    "A typical one was posted under an obituary:",
    EARN,
    `“${LOAN}”, says another, which one paper found forty times in a day.`,
    "Moderators take down two hundred of them before breakfast, the association said.",
  ];
  const { text, removals } = read(article.join("\n\n"));
  exactly(text, article);
  assert.deepEqual(removals, []);
});

test("an article about comment spam loses the spam glued under it", () => {
  const article = [
    "Comment spam has doubled within a year, publishers say, and filters miss much of it.",
    `“${LOAN}”, says one, which a paper found forty times in a day.`,
    "Moderators take down two hundred of them before breakfast, the association said.",
  ];
  const { text, removals } = read(`${article.join("\n\n")}${"\n".repeat(12)}${EARN}\n\n${EARN}`);
  exactly(text, article);
  assert.equal(spamRows(removals).length, 2);
});

test("readers' comments under a heading are comments, the advertisement among them is spam", () => {
  const { text, removals } = read(
    `${REPORT.join("\n\n")}\n\n3 Comments\n\nMaria K.\n2 hours ago\nMy brother works there, he has not had a free weekend since May.\n\nGeorgi says:\nGood for them!\n\nAnna\n${LOAN}`,
  );
  exactly(text, REPORT);
  assert.equal(removals.filter(({ kind }) => kind === "comment").length, 2);
  assert.equal(spamRows(removals).length, 1);
  assert.match(flat(removals.find(({ kind }) => kind === "comment")!.text), /^Maria K\. 2 hours ago My brother/);
});

test("a report that goes on behind a gap loses nothing", () => {
  const { text, removals } = read(
    `${REPORT.slice(0, 3).join("\n\n")}${"\n".repeat(12)}${REPORT.slice(3).join("\n\n")}`,
  );
  exactly(text, REPORT);
  assert.deepEqual(removals, []);
});

test("a column in the first person loses nothing", () => {
  const column = [
    "I have lived beside the canal for thirty years, and I have never seen it as low as it was this August.",
    "My neighbours tell me that it was worse in 1976. I do not believe them, but I have looked at the photographs.",
    "You can walk across it now. I did, on Sunday, in my good shoes, and I thought of my father's boat.",
    "I wish someone would write down where the water goes. I would read it twice, and so would you.",
  ];
  const { text, removals } = read(column.join("\n\n"));
  exactly(text, column);
  assert.deepEqual(removals, []);
});

test("a report with phone numbers, addresses and prices loses nothing", () => {
  const report = [
    "The city of Ostrow opens three shelters for the cold nights, the mayor's office said on Friday.",
    "Beds are free; a meal costs $2. Volunteers can call 555-010-2233 or write to www.ostrow-helps.example.org.",
    "The hotline +44 20 7946 0000 is staffed around the clock, and donations are taken at the town hall.",
    "Last winter 41 people used the shelters each night, twice as many as the year before.",
  ];
  const { text } = read(report.join("\n\n"));
  exactly(text, report);
});

test("related links, share bars and promos between paragraphs go to the ledger", () => {
  const { text, removals } = read(
    `${REPORT[0]}\n\nRead more: Grain prices rise again\n\n${REPORT[1]}\n\nAdvertisement\n\n${REPORT[2]}\n\nShare on Facebook Twitter WhatsApp\n\n${REPORT.slice(3).join("\n\n")}\n\nSubscribe to our newsletter to get the news first.`,
  );
  exactly(text, REPORT);
  assert.deepEqual(
    removals.map(({ reason }) => reason),
    ["related-link", "advertisement", "share-bar", "promo"],
  );
});

test("lines that were wrapped at a column are joined to paragraphs", () => {
  const wrap = (paragraph: string) => paragraph.replace(/(.{50,72})\s/g, "$1\n");
  const { text } = read(REPORT.map(wrap).join("\n\n"));
  exactly(text, REPORT);
});

test("the known headline is not repeated in the text; without one the first line is the title", () => {
  const headline = "Dockers walk out in Varna over night shifts";
  const known = read(`${headline}\n\n${REPORT.join("\n\n")}`, headline);
  exactly(known.text, REPORT);
  assert.equal(known.removals[0]?.reason, "headline");
  const result = extractText(`${headline}\n\n${REPORT.join("\n\n")}`);
  assert.ok(result.ok);
  assert.equal(result.content.title, headline);
});

test("carriage returns, tabs and stray blanks make no difference", () => {
  const { text } = read(`\r\n\t${REPORT.join(" \r\n\r\n\r\n\u00a0")}\r\n`);
  exactly(text, REPORT);
});
