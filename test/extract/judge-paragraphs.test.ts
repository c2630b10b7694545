import assert from "node:assert/strict";
import { test } from "node:test";
import { rolesOf } from "../../src/extract/judge-paragraphs.ts";
import type { Role } from "../../src/extract/paragraph-role.ts";

const REPORT = [
  "The harbour council voted on Tuesday to close the old fish market by the end of the year, after two inspections.",
  "Engineers found cracks in eleven of the forty pillars that carry the hall above the water, the council said.",
  "Stallholders will move to a warehouse on the northern quay, where rents are a third higher than in the old market.",
  "A decision on the future of the hall is expected in spring, when the engineers hand in their final report.",
];
const ADVERT = "I earn $95 an hour working online from home, see www.easy-jobs7.example.com for details.";

/** The roles of what stands behind the report; a number is that many blank lines before the next line. */
function rolesBehind(...tail: (string | number)[]): Role[] {
  return roles([...REPORT, ...tail]).slice(REPORT.length);
}

function roles(lines: (string | number)[]): Role[] {
  const paragraphs = [];
  let gap = 1;
  for (const line of lines) {
    if (typeof line === "number") gap = line;
    else {
      paragraphs.push({ text: line, gap: paragraphs.length === 0 ? 0 : gap, bullet: false, at: paragraphs.length });
      gap = 1;
    }
  }
  return rolesOf(paragraphs, "Fish market to close", 0.5, { grouped: true });
}

test("a report with nothing glued to it is text from its first paragraph to its last", () => {
  assert.deepEqual(roles(REPORT), ["text", "text", "text", "text"]);
});

test("the first paragraph is no end of a report, whatever it looks like", () => {
  assert.deepEqual(roles(["Comments", ...REPORT]), ["text", "text", "text", "text", "text"]);
});

test("a gap alone ends no report; a gap with praise or copies behind it does", () => {
  const more =
    "The warehouse on the northern quay was built for grain and has stood empty since the council bought it.";
  assert.deepEqual(rolesBehind(20, more), ["text"]);
  assert.deepEqual(rolesBehind(20, "They should have done that ages ago.", "Great article, thanks for sharing!"), [
    "comment",
    "comment",
  ]);
});

test("behind the end a paragraph that goes on telling the report stays, and what stands around it goes", () => {
  const more =
    "Engineers will look at the remaining pillars of the hall before the council meets again, the council said.";
  const behind = rolesBehind(20, "Great article, thanks for sharing!", more, "You made my day!!");
  assert.deepEqual(behind, ["comment", "text", "comment"]);
});

test("a heading, a name and a date over a comment go with it", () => {
  const behind = rolesBehind("Comments", 0, "Maria Lopez", 0, "May 3, 2024", 0, "I shall miss it.");
  assert.deepEqual(behind, ["heading", "meta", "meta", "comment"]);
});

test("an advertisement directly under the report goes; the report's own mention of a price stays", () => {
  assert.deepEqual(rolesBehind(ADVERT), ["spam"]);
  assert.deepEqual(rolesBehind("A stall in the warehouse will cost $95 a week, the council said."), ["text"]);
});

test("no report ends with the same sentence three times", () => {
  const line = "The old hall was always the best place in town for herring.";
  assert.deepEqual(rolesBehind(line, line, line), ["spam", "spam", "spam"]);
  assert.deepEqual(rolesBehind(line), ["text"]);
});

test("without a gap a remark in the first person goes, unless the author speaks so too", () => {
  const remark = "I bought my first herring there.";
  assert.deepEqual(rolesBehind(remark), ["comment"]);
  const column = REPORT.map((line) => line.replace(/^/, "As I see it, and my friends agree with me: "));
  assert.equal(roles([...column, remark]).at(-1), "text");
});

test("inside the report a beyond-doubt advertisement goes, a quoted one stays", () => {
  const loan =
    "I earn $9000 a month working online from home with no experience, anybody can do this! Visit www.easy-jobs7.example.com or WhatsApp +1 555 010 2299 now >>>";
  const [first, ...rest] = REPORT;
  assert.equal(roles([first!, loan, ...rest])[1], "spam");
  assert.equal(
    roles([first!, "The message that the market's clerk received ran as follows:", loan, ...rest])[2],
    "text",
  );
  assert.equal(roles([first!, `“${loan}”`, ...rest])[1], "text");
});

test("a comment signed on its own line goes wherever it stands", () => {
  const [first, ...rest] = REPORT;
  assert.equal(roles([first!, "ann46: They should have done that ages ago. Reply 3 likes", ...rest])[1], "comment");
});
