import assert from "node:assert/strict";
import { test } from "node:test";
import { boilerplateLine } from "../../src/extract/boilerplate-lines.ts";
import { dateOnly } from "../../src/extract/date-lines.ts";

const LINES: Record<string, string[]> = {
  "desk-line": ["Web Desk", "News Desk", "Staff Reporter", "Haber Merkezi", "Our Correspondent"],
  "time-line": [
    "15 Minutes ago",
    "2 hours ago",
    "vor 3 Stunden",
    "il y a 15 minutes",
    "hace 2 horas",
    "15 dakika önce",
    "5 минут назад",
  ],
  "date-line": [
    "November 6, 2025",
    "6. November 2025, 14:05 Uhr",
    "Updated: 2025-11-06 10:22",
    "Publié le 6 novembre 2025",
    "06/11/2025",
  ],
  advertisement: ["Advertisement", "ANZEIGE", "Publicité", "Story continues below advertisement"],
  "related-link": [
    "Read more: Grain prices rise",
    "Lesen Sie auch: Mehr Wasser",
    "Also Read | Dockers walk out",
    "Leggi anche",
    "More Great Valley Stories",
  ],
  "share-bar": ["Facebook Twitter WhatsApp Email", "Share this article"],
  "photo-credit": ["Photo: Ozan Kose/AFP", "Foto: dpa", "Crédit photo : AFP", "Getty Images"],
  copyright: ["© 2025 The Paper", "All rights reserved."],
  byline: ["By Jane Smith", "Von Karl Huber und Eva Lang"],
  tags: ["Tags: strike, port", "Schlagwörter: Hafen"],
  "author-bio": [
    "Follow Jane Doe on X: @janedoe",
    "Jane Doe can be reached at jane@paper.example.",
    "She may be reached at 555-0102.",
    "Contact the writer at jane@paper.example",
    "Email Jane Doe at jane@paper.example.",
  ],
  "comment-heading": [
    "3 Comments",
    "Leave a Reply",
    "Kommentare",
    "Yorumlar",
    "Отзывы",
    "Добавить отзыв",
    "评论 (3)",
    "댓글",
    "মন্তব্য",
  ],
};

for (const [reason, lines] of Object.entries(LINES))
  test(`${reason} is told by its words`, () => {
    for (const line of lines) assert.equal(boilerplateLine(line)?.reason, reason, line);
  });

test("sentences that begin like boilerplate are sentences", () => {
  for (const line of [
    "Read more than one paper, the minister advised.",
    "The ministry shares the view that talks must go on.",
    "By Monday the water had reached the church.",
    "Time is running out for the 300 families below the dam",
    "Comments by the minister caused anger in the north.",
    "Two hours ago nobody knew his name.",
    "Share prices fell by 4 percent.",
    "Join us, the workers shouted on the square.",
    "Letters about the vote reach this paper until Thursday at letters@paper.example.",
    "Contact Jane Doe at jane@museum.example for tickets.",
    "The shelter can be reached at help@shelter.example or on 555-0182.",
  ])
    assert.equal(boilerplateLine(line), null, line);
});

test("a line is a date only when there is nothing else in it", () => {
  for (const line of ["2025-11-06", "Thursday, 6 November 2025", "6 Kasım 2025 10:45", "10:45"])
    assert.ok(dateOnly(line), line);
  for (const line of ["2025", "3", "May the force", "6 November was cold", "42 people", "02-751-15001"])
    assert.ok(!dateOnly(line), line);
});
