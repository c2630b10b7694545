import { byRange } from "./letters.ts";

/** Month and weekday names and their short forms: en, de, fr, es, pt, it, nl, tr, pl, ru, id, ar, hi, ur. */
const NAMES =
  "january february march april may june july august september october november december " +
  "jan feb mar apr jun jul aug sep sept oct nov dec " +
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
  "januar jänner februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag " +
  "sonnabend sonntag okt dez mo di mi do fr sa so " +
  "janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi " +
  "samedi dimanche " +
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles " +
  "jueves viernes sábado domingo ene abr ago dic " +
  "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda-feira terça-feira quarta-feira " +
  "quinta-feira sexta-feira " +
  "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì " +
  "sabato domenica januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag " +
  "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba perşembe cuma " +
  "cumartesi pazar " +
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia poniedziałek " +
  "wtorek środa czwartek piątek sobota niedziela " +
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среда четверг " +
  "пятница суббота воскресенье " +
  "januari februari maret desember senin selasa rabu kamis jumat sabtu minggu " +
  "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت " +
  "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर سوموار منگل بدھ جمعرات جمعہ ہفتہ اتوار جنوری فروری";
/** Those that are no other word; "minggu" is a week as well. */
const LONG_NAMES = NAMES.split(" ").filter((name) => /^\P{Script=Latin}{3,}$|^.{6,}$/u.test(name) && name !== "minggu");
const WHEN = byRange(
  new RegExp(
    `(?<!\\p{L})(?:${LONG_NAMES.join("|")})(?!\\p{L})|(?<!\\d)\\d{1,2}(?:[:.h]\\d\\d)? ?(?:am|pm|a\\.m|p\\.m|uhr|heures|часов|giờ)(?!\\p{L})|(?<![\\d.,])(?:[01]?\\d|2[0-3])[:h][0-5]\\d(?!\\d)`,
    "u",
  ),
);

/** Whether a text names a day, a month or a time of the day. */
export const tellsWhen = (text: string): boolean => WHEN.test(text.toLowerCase());

/** What else a line of date and time is made of. */
const FILLERS =
  "st nd rd th am pm a.m p.m uhr h hrs gmt utc est edt cst cdt mst mdt pst pdt ist pkt cet cest bst wib msk z t at on of the " +
  "de del um le à às a alle ore as klo kl om o'clock clock ora date time published updated posted last - – — | , . / : · • ( )";
const WORDS = new Set(`${NAMES} ${FILLERS}`.split(" "));

/** True for a line that is a date, a time or both, and nothing else. A bare number is not a date. */
export function dateOnly(line: string): boolean {
  if (line.length > 80 || !/\d/.test(line)) return false;
  const parts = line.toLowerCase().match(/\p{L}[\p{L}\p{M}.'-]*|\d+/gu);
  if (!parts || parts.length > 16) return false;
  let numbers = 0;
  let names = 0;
  for (const part of parts) {
    if (/^\d/.test(part)) {
      if (part.length > 4) return false;
      numbers++;
    } else {
      const word = part.replace(/[.]+$/, "");
      if (!WORDS.has(word) && !WORDS.has(part)) return false;
      names++;
    }
  }
  if (numbers >= 3) return /[-/.:]/.test(line) || names > 0;
  return numbers >= 2
    ? names > 0 || /^\d{1,2}[:.]\d\d$/.test(line.trim())
    : names > 0 && parts.length >= 2 && /\b(?:19|20)\d\d\b|\b[0-3]?\d\b/.test(line) && numbers === 1 && names <= 3;
}
