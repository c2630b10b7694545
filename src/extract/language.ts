/**
 * Frequent function words of each language: the first words of any frequency list, less those that say nothing about
 * the language because many share them. They tell running text from menus, and one language from another.
 */
const FUNCTION_WORDS: Record<string, string> = {
  en: "the of and to in is that for it was with on as are this be by from have has not but they which had his her their at an were been will would who what said about after more than when there its also",
  de: "der die das und ist nicht von mit den ein eine zu auf für dem des sich auch es im wird als an wie bei oder sind nach aus hat noch einen einer werden dass ich sie aber haben war kann über zum zur um nur",
  fr: "le la les et des est une pour que qui dans pas sur du au avec plus par il ce sont mais ne ou cette ses nous vous être aux leur elle été fait comme ont était ces son",
  es: "el la los las de que en y un una por con para es del se no su al lo como más pero sus fue ha este está son sobre también entre desde hasta muy cuando han sin había ser dos",
  pt: "o a os as de que e em um uma para com não por do da no na se mais dos das ao como foi pelo pela são tem está também mas à seu sua ou ser já quando muito há nos entre",
  it: "il lo la gli le di che e un una per con non del della è in si da al nel sono più dei alla come anche ha ma dal delle nella questo suo sua degli stato ai dopo hanno era",
  nl: "de het een en van in is dat op te voor met zijn niet aan er die om ook als maar door bij naar uit zijn over dan nog wordt heeft worden deze meer werd was had kan tot wij",
  sv: "och att det som en på är av för med den till inte har de ett om vi men var så från kan när ska han efter vid eller under där hade också mot blir",
  no: "og det som en på er av for med den til ikke har de et om vi men var så fra kan når skal han etter ved eller også mot blir ble jeg seg hun",
  da: "og det som en på er af for med den til ikke har de et om vi men var så fra kan når skal han efter ved eller også mod bliver blev jeg sig hun",
  fi: "ja on ei se että hän oli mutta myös kun ovat kuin joka mitä niin vain jos tai sen ole nyt hänen tämä ne siitä sitä mukaan olisi vielä kanssa",
  pl: "i w na z że się nie do jest to o jak po co ale za od przez dla tym jego przed są tak był już oraz czy tego być może także które który jednak",
  cs: "a v na se že je o do s to z pro by jako i od za ale po jsou které který jeho podle při byl však také má není jen mezi uvedl",
  hu: "a az és hogy nem is egy van volt ez azt meg de csak mint már még el kell után vagy lesz szerint minden által pedig",
  ro: "și de la în a cu pe care nu este un o din să pentru că mai au fost prin sau după ce dar fi lui dintre acest această sunt",
  tr: "ve bir bu için da de ile olarak çok daha olan sonra en gibi kadar ise ancak dedi ne var değil ya her göre olduğu ki türkiye tarafından büyük",
  id: "yang dan di untuk dengan dari ini itu pada tidak adalah ke akan dalam oleh juga telah sebagai tersebut bisa lebih para karena ada mereka saat",
  vi: "và của là có các được trong cho với không một những người này đã khi để từ đến cũng ở về ra nhiều theo sẽ tại như",
  ru: "и в не на что с по как это из он но за для от к его до был также или у мы так все они было при после уже если чтобы о её их",
  uk: "і в не на що з та як це за від до у він але для про його був також або ми так вони було при після вже якщо щоб які є її їх",
  bg: "и в на не да се за от с че по като е са това до ще но беше който които след при или има",
  el: "και το η ο της του να στο για με την τα από που δεν είναι τον οι στην θα των στη τους αλλά ότι ένα έχει",
  ar: "في من على إلى أن عن التي الذي هذا هذه مع كان ما لا بعد كما قد أو بين لم ذلك كل وقال خلال حيث بين وفي",
  fa: "و در به از که این را با است برای آن یک بود شده تا هم می بر شد کرد خود گفت نیز کرده ها",
  ur: "کے کی میں ہے اور سے کا کو نے پر کہ یہ ہیں بھی تھا اس ہو جو گیا کیا ایک ان تھی کر وہ کہا نہیں تھے",
  hi: "के में की है और से का को ने पर कि यह हैं भी था इस हो जो गया एक नहीं कर लिए तो ही साथ वह कहा थे",
  bn: "ও এই করে থেকে না এ হয় একটি জন্য করা সঙ্গে তার তিনি হয়েছে যে কিন্তু বলেন আর এবং",
  he: "של את על לא הוא זה עם כי גם היא אל מה אבל או יש אני כל היה בין רק אם לאחר",
};

/** Languages by number, and those of a script. */
const LANGS = Object.keys(FUNCTION_WORDS);
const numbers = (langs: string): number[] => langs.split(" ").map((lang) => LANGS.indexOf(lang));
const LATIN = numbers("en de fr es pt it nl sv no da fi pl cs hu ro tr id vi");
const CYRILLIC = numbers("ru uk bg");
const ARABIC = numbers("ar fa ur");

/** The languages of each function word. */
const WORD_LANGS = new Map<string, number[]>();
for (const [lang, words] of Object.values(FUNCTION_WORDS).entries())
  for (const word of new Set(words.split(" "))) {
    const langs = WORD_LANGS.get(word);
    if (langs) langs.push(lang);
    else WORD_LANGS.set(word, [lang]);
  }

const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?/gu;
const SAMPLE_CHARS = 4_000;

export const isFunctionWord = (word: string): boolean => WORD_LANGS.has(word);

/** Share (0 to 1) of a text's words that are function words of any language. Running prose has .3 to .6, a menu few. */
export function functionWordShare(text: string): number {
  const words = text.toLowerCase().match(WORD);
  if (!words) return 0;
  let hits = 0;
  for (const word of words) if (WORD_LANGS.has(word)) hits++;
  return hits / words.length;
}

/** The script that most letters are written in. */
export function scriptOf(text: string): string | null {
  const counts = new Uint32Array(SCRIPTS.length);
  const length = Math.min(text.length, SAMPLE_CHARS);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) counts[LATIN_SCRIPT]!++;
      continue;
    }
    const script = scriptOfCode(code);
    if (script >= 0) counts[script]!++;
  }
  let best = -1;
  let most = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! <= most) continue;
    most = counts[i]!;
    best = i;
  }
  return best < 0 ? null : SCRIPTS[best]![0];
}

/** The script of a character beyond ASCII, by its place in the list; -1 for signs, digits and letters of other scripts. */
function scriptOfCode(code: number): number {
  if (code >= FIRST_SIGN && code <= LAST_SIGN) return -1;
  for (let script = 0; script < SCRIPTS.length; script++) {
    const ranges = SCRIPTS[script]![1];
    for (let i = 0; i < ranges.length; i += 2) if (code >= ranges[i]! && code <= ranges[i + 1]!) return script;
  }
  return -1;
}

/** Punctuation, arrows, frames and the like: most of what is not ASCII in a Latin text, and no letter among them. */
const FIRST_SIGN = 0x2000;
const LAST_SIGN = 0x2bff;
const LATIN_SCRIPT = 0;

/** First and last letters of each script's blocks (Unicode 16, the basic plane), punctuation and digits left out. */
const SCRIPTS: [string, number[]][] = [
  ["latin", [0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2b8, 0x1e00, 0x1eff, 0x2c60, 0x2c7f, 0xff21, 0xff3a, 0xff41, 0xff5a]],
  ["cyrillic", [0x400, 0x52f, 0x1c80, 0x1c8a, 0xa640, 0xa69f]],
  [
    "arabic",
    [
      0x620, 0x63f, 0x641, 0x64a, 0x656, 0x65f, 0x66e, 0x6d3, 0x6d5, 0x6dc, 0x6ee, 0x6ef, 0x6fa, 0x6ff, 0x750, 0x77f,
      0x8a0, 0x8ff, 0xfb50, 0xfdfb, 0xfe70, 0xfefc,
    ],
  ],
  ["devanagari", [0x900, 0x950, 0x955, 0x963, 0x971, 0x97f, 0xa8e0, 0xa8ff]],
  ["han", [0x2e80, 0x2fd5, 0x3005, 0x3007, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfaff]],
  [
    "kana",
    [0x3041, 0x3096, 0x309d, 0x309f, 0x30a1, 0x30fa, 0x30fd, 0x30ff, 0x31f0, 0x31ff, 0xff66, 0xff6f, 0xff71, 0xff9d],
  ],
  ["hangul", [0x1100, 0x11ff, 0x3131, 0x318e, 0xac00, 0xd7a3]],
  ["greek", [0x370, 0x373, 0x376, 0x37d, 0x37f, 0x384, 0x386, 0x386, 0x388, 0x3e1, 0x1f00, 0x1fff]],
  ["hebrew", [0x591, 0x5f4]],
  ["bengali", [0x980, 0x9e3]],
  ["thai", [0xe01, 0xe3a, 0xe40, 0xe4e]],
  ["tamil", [0xb82, 0xbcd]],
];

/**
 * The language of a text (ISO 639-1) by its script and function words; null when nothing is clear. A text needs about
 * twenty words: at that length the right language has several hits more than the next.
 */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, SAMPLE_CHARS);
  const script = scriptOf(sample);
  switch (script) {
    case null:
      return null;
    case "devanagari":
      return "hi";
    case "hangul":
      return "ko";
    case "kana":
      return "ja";
    case "han":
      return /[\u3040-\u30ff]/.test(sample) ? "ja" : "zh";
    case "greek":
      return "el";
    case "hebrew":
      return "he";
    case "bengali":
      return "bn";
    case "thai":
      return "th";
    case "tamil":
      return "ta";
  }
  const among = script === "cyrillic" ? CYRILLIC : script === "arabic" ? ARABIC : LATIN;
  const counts = new Float64Array(LANGS.length);
  const words = sample.toLowerCase().match(WORD) ?? [];
  for (const word of words) {
    const langs = WORD_LANGS.get(word);
    if (!langs) continue;
    // A word that several languages share says less about each.
    for (const lang of langs) counts[lang]! += 1 / langs.length;
  }
  let first = -1;
  let most = 0;
  let next = 0;
  for (const lang of among) {
    const hits = counts[lang]!;
    if (first < 0 || hits > most) {
      next = most;
      most = hits;
      first = lang;
    } else if (hits > next) next = hits;
  }
  if (most < 2 || most / words.length < 0.08) return null;
  return next > most * 0.9 ? null : LANGS[first]!;
}
