/**
 * Month names by number, lower case, without accents (NFD, marks removed), each at least three letters. Where a language's
 * short forms are prefixes of the long ones, the long form alone is listed and prefixes of three letters or more count.
 * Source: Unicode CLDR 46, Gregorian months, wide and abbreviated, format and stand-alone.
 */
const MONTHS_BY_LANGUAGE: Readonly<Record<string, string>> = {
  en: "january february march april may june july august september october november december",
  de: "januar februar marz april mai juni juli august september oktober november dezember",
  at: "janner feber maerz april mai juni juli august september oktober november dezember",
  fr: "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
  es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  pt: "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  it: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  nl: "januari februari maart april mei juni juli augustus september oktober november december",
  sv: "januari februari mars april maj juni juli augusti september oktober november december",
  da: "januar februar marts april maj juni juli august september oktober november december",
  fi: "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
  pl: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
  pl2: "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
  cs: "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
  hu: "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december",
  ro: "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
  tr: "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
  id: "januari februari maret april mei juni juli agustus september oktober november desember",
  ca: "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
  el: "ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου",
  el2: "ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  ru2: "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
  uk: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  bg: "януари февруари март април маи юни юли август септември октомври ноември декември",
  ar: "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
  ar2: "كانون-الثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين-الاول تشرين-الثاني كانون-الاول",
  fa: "ژانويه فوريه مارس اوريل مه ژوين ژوييه اوت سپتامبر اكتبر نوامبر دسامبر",
  he: "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
  hi: "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
  bn: "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
};

/** Lower case, accents and other combining marks removed, some letter variants made one. */
export function foldLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/ı/g, "i")
    .replace(/ł/g, "l")
    .replace(/ς/g, "σ")
    .replace(/[أإآ]/g, "ا")
    .replace(/ی/g, "ي")
    .replace(/ک/g, "ك");
}

const EXACT = new Map<string, number>();
const PREFIXES = new Map<string, number>();
for (const names of Object.values(MONTHS_BY_LANGUAGE)) {
  const months = names.split(" ").map((name) => foldLetters(name).replace(/-/g, " "));
  months.forEach((name, index) => {
    if (!EXACT.has(name)) EXACT.set(name, index + 1);
    for (let length = 3; length < name.length; length++) {
      const prefix = name.slice(0, length);
      // What fits two months of one language names none; between languages the one listed first has it.
      const alone = months.filter((other) => other.startsWith(prefix)).length === 1;
      if (alone && !PREFIXES.has(prefix)) PREFIXES.set(prefix, index + 1);
    }
  });
}

/** 1 to 12 for a month's name or abbreviation in any language we know, or null. `word` comes from `foldLetters`. */
export function monthNumber(word: string): number | null {
  return EXACT.get(word) ?? PREFIXES.get(word) ?? null;
}

/**
 * Zone names as minutes east of UTC. RFC 822 names first; then what feeds carry. Names that mean several zones are read as
 * most feeds mean them (IST India, CST and EST North America, BST Britain).
 */
export const ZONE_MINUTES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  zulu: 0,
  wet: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  hdt: -540,
  ast: -240,
  adt: -180,
  nst: -210,
  ndt: -150,
  at: -240,
  brt: -180,
  brst: -120,
  art: -180,
  clt: -240,
  clst: -180,
  cot: -300,
  pet: -300,
  vet: -240,
  uyt: -180,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  wat: 60,
  wast: 120,
  cat: 120,
  sast: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  eat: 180,
  ist: 330,
  irst: 210,
  gst: 240,
  azt: 240,
  get: 240,
  amt: 240,
  pkt: 300,
  uzt: 300,
  yekt: 300,
  npt: 345,
  bdt: 360,
  almt: 360,
  omst: 360,
  mmt: 390,
  ict: 420,
  wib: 420,
  novt: 420,
  krat: 420,
  hkt: 480,
  sgt: 480,
  myt: 480,
  pht: 480,
  wita: 480,
  awst: 480,
  irkt: 480,
  jst: 540,
  kst: 540,
  wit: 540,
  yakt: 540,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  vlat: 600,
  nzst: 720,
  nzdt: 780,
};

/** Names that follow the season: read through the zone they stand for. */
export const SEASONAL_ZONES: Readonly<Record<string, string>> = {
  et: "America/New_York",
  ct: "America/Chicago",
  mt: "America/Denver",
  pt: "America/Los_Angeles",
};
