/**
 * How those advertise who leave no address: they name a place of their own ("my channel", "link in bio"), call their
 * reader there or into a private talk, or praise somebody who made them rich. Each sign alone may be a reader's; two of
 * them hardly are. Patterns are for text in lower case. Languages: en, de, fr, es, pt, it, nl, tr, ru, pl, ar, hi, vi, id.
 */

import { byRange } from "./letters.ts";

const word = (alternatives: string): RegExp =>
  byRange(new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives})(?![\\p{L}\\p{M}])`, "u"));

/** A place of one's own on a network. "Her channel" and "the site" are other people's. */
const OUTLET = word(
  [
    "my (?:\\w+ ){0,2}(?:channel|page|profile|bio|blog|website|insta(?:gram)?|tiktok|youtube|stream|podcast|playlist|covers?|single|track|beats?|mixtape|music video|videos|shop|store|etsy|picture|avatar|name|link|story|group)",
    "(?:in|on|from) (?:my|the|our) (?:bio|profile)|link in bio|links? on my",
    "mein(?:em|en|er|e)? (?:\\p{L}+ )?(?:kanal|profil|seite|bio|blog|song|video|videos|shop|gruppe)",
    "(?:ma|mon|mes) (?:\\p{L}+ )?(?:chaîne|profil|page|bio|blog|musique|vidéos?|boutique|groupe)",
    "mi (?:\\p{L}+ )?(?:canal|perfil|página|bio|blog|música|vídeo|video|tienda|grupo)|mis (?:vídeos|videos|redes)",
    "(?:meu|minha|meus|minhas) (?:\\p{L}+ )?(?:canal|perfil|página|bio|blog|música|vídeos?|loja|grupo|stories)",
    "(?:mio|mia|miei) (?:\\p{L}+ )?(?:canale|profilo|pagina|bio|blog|musica|video|negozio|gruppo)",
    "mijn (?:\\p{L}+ )?(?:kanaal|profiel|pagina|bio|blog|muziek|video's|winkel|groep)",
    "kanalım\\p{L}*|profilim\\p{L}*|sayfam\\p{L}*|biyomda\\p{L}*|sayfamda\\p{L}*|bloğum\\p{L}*",
    "(?:мой|моём|моем|мою|моей|моего|мои) (?:канал\\p{L}*|профил\\p{L}*|страниц\\p{L}*|блог\\p{L}*|групп\\p{L}*|видео)|(?:в|у меня в) (?:профиле|шапке)|ко мне на (?:канал|страницу|стену)",
    "(?:mój|moim|moją|mojego|mojej) (?:kanał\\p{L}*|profil\\p{L}*|stron\\p{L}*|blog\\p{L}*)",
    "قناتي|صفحتي|حسابي|بروفايلي|البايو|بايو",
    "(?:मेरे|मेरा|मेरी) (?:चैनल|पेज|प्रोफाइल|प्रोफ़ाइल|ब्लॉग|वीडियो|ग्रुप)",
    "kênh (?:của )?(?:mình|tôi)|trang (?:của )?mình|channel saya|profil saya|akun saya",
  ].join("|"),
);

/** Calls to come, to follow, to give it a chance; and the trade of it: "sub for sub". */
const INVITES = word(
  [
    "check(?:ing)? (?:out )?(?:my|me|our)|check (?:it|them) out|come (?:check|see|visit|join)|(?:visit|follow|subscribe(?: to)?|support|watch|hear|listen to|stream|search|google|click(?: on)?|tap) (?:my|me|our)|feel free to (?:\\w+ ){0,3}(?:look|follow|visit|check)|follow (?:along|back)|sub(?:s|scribe)? (?:to me|4|for|back)|sub4sub|follow4follow|i(?:'ll)? (?:follow|sub) back|give (?:me|my \\w+|it|us) (?:a|one|your) (?:chance|listen|try|follow|shot)|out now on|need your support|new (?:videos?|cover|pieces?|episodes?) every|won't regret it",
    "schaut? (?:\\p{L}+ ){0,5}(?:vorbei|rein)|lasst? (?:\\p{L}+ ){0,3}(?:abo|like) da|abonnier(?:t|en)?|folgt? mir|hört (?:mal )?rein",
    "abonne[sz]-(?:vous|toi)|venez (?:voir|découvrir|faire un tour)|passe[sz] (?:voir|faire un tour|sur)|suive[sz]-moi|jetez un (?:œil|oeil)",
    "suscríb(?:ete|anse|ete)|pásate|pasaos|sígueme|síganme|te (?:sigo|devuelvo)|échale un vistazo|apóyame",
    "segue (?:meu|minha|lá)|me segue|sigo de volta|se inscrev\\p{L}+|inscreva-se|dá uma olhada|passa lá|curte (?:meu|minha)|deixa o like",
    "iscriv(?:iti|etevi)|passate dal|passa (?:dal|a trovarmi)|seguitemi|seguimi|ricambio|date un'occhiata",
    "abonneer (?:je|jullie)|neem (?:eens |gerust )?een kijkje|volg (?:mij|me)|kom (?:eens )?kijken",
    "abone ol\\p{L}*|bir uğrayın|bir bakın|takip ed\\p{L}+|beklerim|destek ol\\p{L}*|takibe takip",
    "подпи(?:шитесь|шись|сывайтесь|сывайся)|загляни(?:те)?|заходите|переходи(?:те)?|взаимн\\p{L}+ подписк\\p{L}+|лайкни(?:те)?",
    "zasubskrybuj\\p{L}*|zapraszam (?:na|do)|zajrzyj\\p{L}*|obserwuj\\p{L}*",
    "تابعوني|تابعونا|اشترك\\p{L}*|اشتراككم|ادعموني|زوروا",
    "सब्सक्राइब|फॉलो (?:करो|करें|कीजिए)|सपोर्ट (?:करो|करें)|देखो और|लाइक (?:करो|करें)",
    "đăng ký kênh|theo dõi (?:mình|kênh)|ghé (?:thăm )?kênh|subscribe ya|jangan lupa subscribe|mampir",
  ].join("|"),
);

/** A talk that nobody else shall read, or a person to be looked up: where an offer goes on. */
const IN_PRIVATE = word(
  [
    "(?:dm|pm|inbox|message|msg|text|write|email|mail|hit) (?:me|him|her|us|our|them|@\\p{L}+)(?: up)?|slide into|private(?:ly)? (?:message|chat)|ask me how|look (?:him|her|them) up|(?:search|google|find) (?:him|her|his|for) (?:\\p{L}+ ){0,3}(?:name|online|on|page)|(?:he|she) is on (?:telegram|whatsapp|instagram|signal)|(?:his|her) (?:number|contact|page|mail|email) is|reach (?:him|her|out to (?:him|her))|message our|apply with|how to start|on my profile|in my bio|in bio",
    "schreib(?:t|en sie)? mir|schreib(?:t)? (?:\\p{L}+ )?privat|per pn|privat anschreiben|melde? (?:dich|euch|sie sich) (?:bei mir|privat)",
    "(?:en|par) (?:message )?privé|message privé|en mp|contactez[- ]le|écris-moi|écrivez-moi|je vous explique",
    "por (?:interno|privado|inbox)|escríb(?:eme|anme|ele)|búscal[oa]|mándame (?:un )?mensaje|háblame",
    "me chama|chama no|no direct|no privado|na minha bio|no pv|manda (?:um )?(?:oi|mensagem)",
    "in privato|scriv(?:imi|etemi|etegli)|contattatemi|cercal[oa]",
    "stuur (?:me|mij) (?:een )?(?:pb|dm|bericht)|in een pb|privébericht",
    "özelden|dm(?:'den|den)? (?:yaz\\p{L}*|at\\p{L}*)|mesaj at\\p{L}*|bana yaz\\p{L}*",
    "в личку|в личные|в лс|в директ|пиши(?:те)? (?:мне|ему|ей|в)|ссылка в",
    "na priv|napisz (?:do mnie|priv)",
    "على الخاص|راسل(?:وني|ني|نا|وه|ها)|تواصل(?:وا)? مع",
    "मैसेज (?:करो|करें|कीजिए)|इनबॉक्स|मुझे मैसेज",
    "inbox (?:mình|em)|nhắn (?:tin )?(?:cho )?(?:mình|em)|chat saya|hubungi saya",
  ].join("|"),
);

/** "Mrs Caroline Becker", "señor Ricardo Lozano", "maître Akim": whoever made others rich or well. In the text's own case. */
const NAMED_HELPER =
  /(?<!\p{L})(?:Mrs?\.?|Ms\.?|Sir|Miss|Dr\.?|Prof\.?|[Ee]xpert|[Bb]roker|[Hh]err(?:n)?|[Ff]rau|[Mm]onsieur|[Mm]adame|[Mm]aître|[Ss]eñora?|[Dd]on|[Dd]oña|[Mm]aestr[ao]|[Ss]enhora?|[Ss]r[ao]?\.?|[Dd]ona|[Ss]ignora?|[Mm]ago|[Mm]aga|[Mm]evrouw|[Mm]eneer|[Gg]ospodin|[Пп]отомственная)\s\p{Lu}[\p{L}’'-]+|(?<!\p{L})(?:الأستاذ|الشيخ|الدكتور|السيدة|बाबा|गुरु|डॉ)\s\p{L}+/u;

/** What came of it: money multiplied, withdrawn, won; kilos gone; a lover back. */
const GAIN = word(
  [
    "(?:won|made|earned|withdrew|withdrawn|cashed out|profited|turned|gained|got back|recovered) (?:\\p{L}+ ){0,3}(?:over |about |around )?[$€£₹]?\\s?\\d[\\d.,]*k?|paid off my|(?:my|first|second|third|fourth|fifth|\\d+\\p{L}*) (?:withdrawal|payout)|withdrawals?|never let me down|let me down since|handling my|manag(?:es|ed|ing) my|trading with|i make (?:around |about |over )?[$€£]?\\d|i was (?:doubting|skeptical|sceptical|doubtful)|changed my (?:financial )?life|got (?:\\p{L}+ ){0,4}back (?:in|within)|every cent|win rate",
    "\\d[\\d.]* euro (?:\\p{L}+ )?(?:gemacht|verdient|gewonnen|dazuverdien\\p{L}*)|ausgezahlt|(?:verdien|gewinn)\\p{L}* (?:\\p{L}+ ){0,3}\\d",
    "gagn(?:é|er|ez|e) (?:\\p{L}+ ){0,2}\\d|multiplié|retiré \\d|fait revenir|revenu en",
    "multiplic(?:ó|aron|ar)|(?:gané|retiré|saqué|bajé|recuperé) (?:\\p{L}+ ){0,2}\\d",
    "(?:saquei|ganhei|faturei|perdi|emagreci|recuperei|receba) (?:\\p{L}+ ){0,2}\\d|pagando muito",
    "(?:guadagnato|vinto|prelevato|recuperato|perso) (?:\\p{L}+ ){0,2}\\d",
    "verdien (?:tot |nu )?\\d|(?:verdiend|gewonnen|opgenomen)",
    "(?:yatırdım|çektim|kazandım|kazanıyor|kazandırdı)|\\d+ kilo verdim",
    "(?:поднял|выиграл|вывел|заработал|заработала)а? (?:\\p{L}+ )?\\d|от \\d+ (?:тысяч|тыс)|сняла? порчу|верну любим\\p{L}+",
    "(?:أسحب|ربحت|سحبت|كسبت)|(?:कमाए|जीते|कमाना)|rút được|kiếm được",
  ].join("|"),
);

/** Signs of an advertisement without an address, each 0 or 1. */
export interface SelfPromotion {
  outlet: number;
  invites: number;
  inPrivate: number;
  helper: number;
  gain: number;
}

export function selfPromotionOf(text: string, lower: string): SelfPromotion {
  return {
    outlet: Number(OUTLET.test(lower)),
    invites: Number(INVITES.test(lower)),
    inPrivate: Number(IN_PRIVATE.test(lower)),
    helper: Number(NAMED_HELPER.test(text)),
    gain: Number(GAIN.test(lower)),
  };
}
