import iconv from "iconv-lite";

const REPORT =
  "The reservoir above the town is full for the first time in nine years, the water board said on Monday afternoon. " +
  "It will open one of the two gates tomorrow, and people who live along the river were told to move their cars.";
const PROSE = `<p>${REPORT}</p>`.repeat(3);
const around = (hostile: string) => `<html><body><article>${PROSE}</article>${hostile}</body></html>`;

/** A page that was made to hurt, and how it has to end: with its text, or with the name of what is wrong. */
export interface HostilePage {
  what: string;
  body: () => string | Uint8Array;
  ends: "text" | "too-large" | "no-text" | "not-html";
}

/** Charsets whose bytes are damaged: every twentieth byte beyond ASCII is replaced by one that means nothing there. */
const CHARSETS = [
  "utf-8",
  "windows-1252",
  "windows-1251",
  "koi8-r",
  "iso-8859-2",
  "shift_jis",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "big5",
] as const;

const LETTERS: Partial<Record<(typeof CHARSETS)[number], string>> = {
  "windows-1251": "Водохранилище полно",
  "koi8-r": "Водохранилище полно",
  "iso-8859-2": "Zbiornik jest pełny, żółć",
  shift_jis: "貯水池は満水です",
  "euc-jp": "貯水池は満水です",
  "euc-kr": "저수지가 가득 찼다",
  gb18030: "水库已满，超过九年",
  big5: "水庫已滿，超過九年",
};

function damaged(charset: (typeof CHARSETS)[number]): Uint8Array {
  const line = `<p>${LETTERS[charset] ?? "Größe, Ärger, Übermaß"}. ${REPORT}</p>`;
  const bytes = new Uint8Array(
    iconv.encode(around(line.repeat(300)).replace("<body>", `<meta charset=${charset}><body>`), charset),
  );
  let beyond = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7f && ++beyond % 20 === 0) bytes[i] = 0xff;
  return bytes;
}

export const HOSTILE_PAGES: readonly HostilePage[] = [
  { what: "100,000 nested divs", body: () => around("<div>".repeat(100_000)), ends: "text" },
  { what: "100,000 nested tags inside a line", body: () => around(`<p>${"<b><i>".repeat(50_000)}`), ends: "text" },
  { what: "100,000 nested tables", body: () => around("<table><tr><td>".repeat(33_000)), ends: "text" },
  {
    what: "200,000 attributes on one element",
    body: () => around(`<div ${Array.from({ length: 200_000 }, (_, i) => `a${i}="x"`).join(" ")}>x</div>`),
    ends: "text",
  },
  {
    what: "one attribute of 7 MB, as a class",
    body: () => around(`<div class="${"comment-x ".repeat(700_000)}">x</div>`),
    ends: "text",
  },
  { what: "30 MB on a single line", body: () => around("x".repeat(30_000_000)), ends: "too-large" },
  {
    what: "7 MB on a single line without a space",
    body: () => around(`<p>${"x".repeat(7_000_000)}</p>`),
    ends: "text",
  },
  { what: "7 MB of spaces", body: () => around(`<p>${" ".repeat(7_000_000)}</p>`), ends: "text" },
  { what: "1,000,000 empty paragraphs", body: () => around("<p>".repeat(1_000_000)), ends: "text" },
  { what: "300,000 lists that never end", body: () => around("<ul><li>a".repeat(300_000)), ends: "text" },
  { what: "500,000 links", body: () => around('<a href="/x">word</a> '.repeat(300_000)), ends: "text" },
  {
    what: "1,000,000 end tags without a beginning",
    body: () => around("</div></p></b>".repeat(300_000)),
    ends: "text",
  },
  { what: "drawings in drawings", body: () => around("<svg><g>".repeat(200_000)), ends: "text" },
  {
    what: "JSON-LD of 3 MB that is broken",
    body: () => around(`<script type="application/ld+json">{"a":${"[".repeat(1_500_000)}</script>`),
    ends: "text",
  },
  {
    what: "100,000 comments that are alike",
    body: () =>
      around(
        `<ol class="commentlist">${"<li class=comment><p>Nice post, visit cheap-pills.example</p></li>".repeat(60_000)}</ol>`,
      ),
    ends: "text",
  },
  {
    what: "60,000 remarks, each with a speech bubble and a button",
    body: () =>
      around(
        "<div class=e><div><i class=icon-comment></i></div><p>I would have gone by the ferry.</p><b>Reply</b></div>".repeat(
          60_000,
        ),
      ),
    ends: "text",
  },
  { what: "a page of zero bytes", body: () => "", ends: "no-text" },
  { what: "a picture that is called a page", body: () => new Uint8Array(200_000).fill(0x89), ends: "no-text" },
  ...CHARSETS.map(
    (charset): HostilePage => ({ what: `damaged bytes in ${charset}`, body: () => damaged(charset), ends: "text" }),
  ),
];
