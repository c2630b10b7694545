import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreComment } from "../../src/extract/comment-spam.ts";

const title = "Dockers walk out in Varna over night shifts";
const article =
  "Port workers in Varna walked out on Monday after talks over night shifts broke down, the dockers' union said. About 900 people joined the strike, according to the union; the port company spoke of 600. Three container ships were waiting outside the harbour. The company said it had offered a pay rise of 7 percent. Bulgaria exports most of its grain through Varna.";

const spam = [
  "I make $142 an hour sitting at home with my laptop. Try it here www.homecash24.example.com",
  "Do you need an urgent loan? Contact us on WhatsApp +1 555 010 4477",
  "Best casino bonus here 👉 https://bit.ly/xyz123",
  "Great post! Thanks for sharing. Visit my website https://cheap-seo-services.example.com for backlinks",
  "Call +92 300 0000000 now for black magic and love problem solution",
  "He helped me recover my lost bitcoin, contact recoveryhacker@mail.example.com",
  "Das beste Online Casino mit 200 % Bonus! Jetzt anmelden: www.gluecksspiel-bonus.com",
  "Excelente artículo, visita mi blog para ganar 3000€ al mes desde casa: www.dinero-facil.example.com",
  "Лучшее казино онлайн, переходите на сайт super-casino.ru",
  "En iyi bahis sitesi, hemen üye ol: www.super-bahis.com",
  "Super article ! Cliquez ici pour gagner 200€ par jour : www.argent-facile.com",
  "घर बैठे कमाएं ₹5000 प्रतिदिन, संपर्क करें WhatsApp +91 98765 43210",
];
const ham = [
  "Great post!",
  "Amazing!!!",
  "Thanks for sharing, very informative article.",
  "Wow, what a wonderful article! I love this paper. Keep up the good work!",
  "The union is right. My brother has worked nights there since 2019 and earns 900 euros a month.",
  "You can read the agreement at https://www.gov.example.gov/port-agreement.pdf, page 14.",
  "Varna handled 11 million tons last year, see https://en.wikipedia.org/wiki/Port_of_Varna",
  "Call your member of parliament on 555-010-2233 and ask about the night shifts!",
  "WHY does nobody ask the company what it paid its directors last year???",
  "Danke Peter für den interessanten Bericht!",
  "Merci pour cet article, très intéressant.",
  "¡Muy buen artículo! Mi tío trabaja en el puerto.",
  "First! Good for them.",
  "I visited Varna in May, a lovely city. I wrote about the harbour on my blog, too.",
];

for (const comment of spam)
  test(`spam: ${comment.slice(0, 60)}`, () => {
    const { score, spam, reasons } = scoreComment({ comment, title, article });
    assert.ok(spam, `${score} ${reasons.join(" ")}`);
    assert.ok(reasons.length >= 2);
  });

for (const comment of ham)
  test(`a reader: ${comment.slice(0, 60)}`, () => {
    const { score, spam, reasons } = scoreComment({ comment, title, article });
    assert.ok(!spam, `${score} ${reasons.join(" ")}`);
  });

test("copies on the page weigh more than one", () => {
  const given = { comment: "Nice blog here, you should look at my page some time", title, article };
  const once = scoreComment(given).score;
  const often = scoreComment(given, { copies: 4 });
  assert.ok(often.score > once + 0.3);
  assert.ok(often.reasons.includes("repeated-on-page"));
});

test("words for sale prove little under an article about them", () => {
  const comment = "The casino should never have got its licence, gambling ruins this town.";
  const about = scoreComment({
    comment,
    title: "Casino opens",
    article: "The casino opened; critics of gambling protested.",
  });
  assert.ok(about.score < scoreComment({ comment, title, article }).score);
});

test("a sentence end without its blank is no address", () => {
  const { reasons } = scoreComment({ comment: "That was the end.In my view they are right.", title, article });
  assert.ok(!reasons.includes("promoted-address"));
});

test("the threshold is the caller's", () => {
  const given = { comment: "Great post! Thanks for sharing, very informative.", title, article };
  const { score } = scoreComment(given);
  assert.ok(scoreComment(given, {}, score).spam);
  assert.ok(!scoreComment(given, {}, score + 0.01).spam);
});
