import { byRange } from "./letters.ts";
/**
 * Words and forms by which promotional comments give themselves away. Collected from the kinds that blog and news
 * moderators name (earnings-at-home, loans, gambling, pills, spell casters, recovery "hackers", followers for sale, SEO
 * link drops, adult services), in the languages that we read. Patterns without the flag `i` are for text in lower case:
 * being blind to the case of all letters there are makes them ten times as slow to compile.
 */

/** Money for nothing: an amount with a period, or work from home. */
export const EARNINGS = byRange(
  /(?:[$€£₹]\s?\d[\d,.]*k?\s*(?:\/|per|an?|every|each|in (?:one|a|just)|pro|par|por|al|all')\s*(?:hr|hour|day|week|month|stunde|tag|woche|monat|jour|heure|semaine|mois|hora|d[ií]a|semana|mes|mês|giorno|settimana|mese)|(?:earn(?:ing|ed)?|mak(?:e|ing)|made|paid|payment|income|verdien\w*|gagn(?:e|er|é|ez)|gan(?:o|ar|é|a)|guadagn\w*|ganhar|ganhei|kazan\p{L}*|заработ\p{L}*|कमा[\p{L}\p{M}]*|کما\p{L}*)(?![\p{L}\p{M}]).{0,40}(?:[$€£₹]\s?\d|\d[\d,.]*\s?(?:[$€£₹]|usd|dollars?|euros?|dólares|lira|tl|рубл\w*|रुपये|روپے|đồng))|(?:pay ?checks?|salary|averag(?:es?|ed|ing)|received|bring(?:s|ing)? (?:home|in)|rak(?:es?|ed|ing) in|earn\w*|mak(?:es?|ing)|made|paid).{0,60}(?:[$€£]\s?\d[\d,.]{3,}|\b\d{1,3} ?k\b)|(?:work|working|job|jobs|money|earn(?:ings?)?|income|cash|business)\s+(?:online )?(?:from|at) (?:home|your (?:home|phone|laptop))|(?:von|de) (?:zuhause|zu hause|chez vous|casa|evden) (?:aus )?(?:geld|arbeiten|verdien\w*|travail\w*|gagn\w*|trabaj\w*|trabalh\w*|lavor\w*)|evden (?:para|çalış\w*|kazan\p{L}*)|заработок (?:в интернете|на дому|онлайн)|kiếm tiền (?:online|tại nhà)|घर बैठे|گھر بیٹھے|العمل من المنزل|ربح المال)/u,
);

/** A sum with its currency. */
export const SUM = byRange(
  /(?:[$€£₹₺₽₫]\s?\d|(?<!\p{L})\d[\d.,]*\s?(?:k(?!\p{L})|[$€£₹₺₽₫]|(?:usd|dollars?|dólares|dollari|eur|euros?|reais|pesos|lira|tl|rubel|рубл\p{L}*|руб|دولار\p{L}*|ريال|یورو|روپے|रुपये|triệu|đồng|rupees|naira|rupiah|juta)(?!\p{L})))/u,
);
/** By the hour, the day, the month. */
export const PERIOD = byRange(
  /(?<!\p{L})(?:(?:per|an?|every|each|pro|par|por|al|all|alla|die|jeden?|jede|chaque|cada|ogni|в|за|каждый|каждую)[\s']+(?:hr|hour|day|week|month|stunde|tag|woche|monat|heure|jour|semaine|mois|hora|día|dia|semana|mes|mês|ora|giorno|settimana|mese|uur|dag|maand|час|день|неделю|месяц)|daily|weekly|monthly|täglich|wöchentlich|monatlich|günde|haftada|ayda|günlük|aylık|يوميا|شهريا|أسبوعيا|روزانہ|ماہانہ|प्रतिदिन|महीने|रोज़?|mỗi (?:tháng|ngày|tuần)|per (?:hari|bulan))(?![\p{L}\p{M}])/u,
);

/** How the money is said to be made. */
export const EASY_WORK =
  /\b(?:on-?line|from home|at home|stay(?:ing)? home|(?:my|your|a) (?:phone|laptop|smartphone|computer)|(?:in my|in your) (?:spare|free) time|part[- ]time|(?:a )?few hours|hours a week|copy (?:and|&) paste|(?:easy|simple|this|home|freelance) (?:\w+ )?(?:job|work|trick|method|gig)|internet|what i do|work through)\b|von zu ?hause|\b(?:handy|zu hause|thuis|celular|móvil|telefonino)\b|desde (?:mi )?casa|(?:de|à) la maison|chez (?:moi|vous|soi)|\b(?:da|de|em) casa\b|evden|من (?:المنزل|البيت)|на дому|в интернете|घर बैठे|گھر بیٹھے|tại nhà/u;

/**
 * The talk of those who sell: guarantees, no conditions, quick results, rates and bonuses. One such phrase is anybody's;
 * several are an offer. For text in lower case.
 */
export const SALES_TALK: RegExp[] = [
  byRange(
    /\b(?:100 ?% )?(?:guarantee[sd]?|guaranteed|risk[- ]free|legit(?:imate)? (?:way|platform|company|lender|hacker|job)|100 ?% (?:legit|real|safe|sure|working))\b|\bgarantiert\w*|\bgaranti[sz]\w*|\bgarantido|гаранти\p{L}*/u,
  ),
  /\bno (?:experience|skills?|credit check|collateral|diet(?:ing)?|exercise|side effects?|investment|risk|hidden fees?|prescription)\b|\bwithout (?:collateral|credit check|diet|exercise|experience|prescription|a prescription)\b|\b(?:ohne (?:schufa|risiko|erfahrung)|sin (?:riesgo|aval)|sem (?:risco|experiência)|sans risque)\b/,
  /\b(?:in|within|under) (?:just |only |less than )?(?:\d{1,2}|one|two|three|a few|24|48|72)[- ]?(?:hours?|hrs?|days?|weeks?|months?|minutes?|business days)\b/,
  /\b(?:low|best|lowest|affordable|cheap(?:est)?|fixed|flexible) (?:interest )?(?:rates?|prices?|repayment)\b|\b\d{1,3}(?:[.,]\d)? ?% (?:interest|annual|rate|per annum|welcome|bonus|discount|off|profit|returns?)\b|\binterest rate of \d/,
  /\b(?:(?:welcome|deposit|sign[- ]?up|free) bonus|free spins?|jackpots?|win (?:big|real money|every day|cash)|big wins?|real money|bonus ?codes?)\b|\bbonus\b.{0,30}\b(?:free|register|spins?|deposit)\b/,
  /\b(?:double|triple|multiply|grow) (?:your|my|their) (?:money|income|investments?|bitcoins?|capital|profits?)\b|\b(?:make|made|earn(?:ed)?|get|got) (?:huge |good |great |big |my |extra |easy |daily |weekly )*(?:profits?|returns|cash|money|income|salary)\b|\bprofits? (?:every|each|daily|weekly)\b/,
  /\b(?:(?:apply|register|join|enrol|sign ?up|start|order|buy|call|book|invest) (?:now|today|here)|anybody can|any ?one can|everybody can|you can do it too|start (?:earning|making|working|today|right now)|try (?:it|this) (?:today|now|out|too)|join (?:our|my|the) team|fast delivery|best price|cheapest|withdraw (?:any ?time|instantly)|just check|inscrivez-vous|empieza (?:hoy|ya)|prova(?:te)? anche|siz de|hemen başla|probeer het|jeder kann|você também|tu también|toi aussi|bạn cũng|ask me how|(?:send|give|show) you (?:the |all (?:the )?)?(?:details|link|info\w*)|inbox me|dm me)\b/,
  /\b(?:best (?:decision|job|thing) (?:i|i['’]ve|i have) (?:ever|made|had)|changed my life|i never thought|i was (?:skeptical|sceptical|drowning|broke|desperate)|quit(?:ting)? (?:my|working|the) |my (?:best |close )?(?:friend|sister|cousin|neighbou?r|aunt|brother|roomm?ate|mother|co-?worker)['’]?s? (?:\w+ ){0,3}(?:earns?|makes?|made|gets?|brings?|averag\w*)|i will forever be grateful|all thanks to|with the help of|testif(?:y|ied)|testimony)\b/,
  /\b(?:lost|lose|losing|shed) (?:about |over |more than |up to )?(?:\d{1,3}|\w+teen|twenty|thirty) ?(?:kilos?|kgs?|pounds?|lbs?)\b|\b(?:burn|melt) (?:belly )?fat\b|\b(?:plagiarism[- ]free|on[- ]time delivery|24\/7 support|money[- ]back)\b/,
];

/** Somebody speaks for himself or to the reader. */
export const FOR_ONESELF = byRange(
  /(?:^|[^\p{L}'’])(?:i|my|me|we|our|you|your|any ?one|anybody|everyone|everybody|ich|wir|sie|ihr\p{L}*|je|nous|vous|votre|yo|nosotros|usted|tu|su|eu|nós|você|io|noi|ben|biz|siz|я|мы|вы|вам)(?=[^\p{L}])/u,
);

/** Things that are sold in comments. */
const GOODS = byRange(
  /(?<!\p{L})(?:viagra|cialis|kamagra|levitra|casino|kasino|jackpot|slots?|betting|bet365|bahis|iddaa|gambling|poker|togel|escorts?|call girls?|porn\w*|sex ?(?:chat|cams?)|payday|loans?|kredite?|crédit rapide|préstamos?|empréstimos?|prestit[io]|krediler?|credit repair|bitcoin (?:invest\w*|trad\w*|mining|recovery)|invest(?:ing|ed|ment)? (?:\w+ )?(?:in|with|into) (?:bitcoins?|crypto\w*|forex)|crypto ?(?:invest\w*|trad\w*|recovery|signals?)|forex|binary options?|investment (?:platform|opportunity|plan|company)|spell ?caster|spiritual healer|love spells?|powerful spells?|spells? that|cast(?:s|ed)? (?:a |the )?spells?|(?:br(?:ing|ought)|g[eo]t) (?:back )?(?:my|your) (?:ex|husband|wife|lover|boyfriend|girlfriend)(?: \w+)? back|br(?:ing|ought)s? (?:him|her) back|cure[sd]? (?:my |for )?(?:herpes|hiv|hpv|diabetes|cancer)|lottery numbers?|winning numbers?|online games? of chance|herbal (?:cure|remedy|medicine|doctor)|dr\.? \p{L}\p{L}+ (?:who|helped|cured)|hackers?[ .-](?:for hire|service|recovery)|recover(?:y|ed|ing)? (?:all |back )?(?:my |your |of |the )?(?:lost |stolen )?(?:funds?|bitcoins?|money|crypto|ex)|weight ?loss (?:pills?|product|supplement)|keto (?:gummies|pills?|diet pills?)|slimming \w+|diet pills?|(?:genuine|reliable|professional|certified|ethical|legit|best|this|great) hackers?|hire an? (?:\w+ )?hacker|credit (?:score|report) (?:\w+ )?(?:fix\w*|repair\w*|boost\w*|increas\w*)|(?:fix|repair|boost|increas|rais)\w* (?:my |your )?credit(?: score)?|passive income|trading (?:platform|signals?|bots?)|(?:money|loan) lenders?|(?:give|offer)s? out loans|get rich|make money (?:online|fast|from)|mak(?:e|ing) money online|real money|weight[- ]?loss|herbal \w+|essay (?:services?|papers?)|(?:generic|cheap|buy) (?:viagra|cialis|pills|meds|medication)|hack(?:ing)? (?:recovery|into|services?|team|pros?)|recovery (?:hack\w*|experts?|firm|agent|pro|team|service|company)|crypto (?:broker|wallet) recovery|replica (?:watches|bags|handbags)|rolex|louis vuitton|gucci|cheap (?:\w+ ){0,2}(?:jerseys?|shoes|flights?|essays?|bags|jordans?|followers|tickets|hosting)|essays? (?:writing|writers?|help|written)|(?:assignments?|essays?) and dissertations?|(?:assignment|homework|thesis) (?:help|writing|writers?)|papers? written|(?:buy|get|more|free|real) (?:\w+ ){0,2}(?:followers|likes|subscribers|backlinks|traffic|views)|seo (?:services?|agency|company|expert|tools?|packages?)|backlinks?|web ?hosting|dissertation|gift ?cards?|ray-?ban|nike air|michael kors|ugg boots|iptv|packers and movers|plumb(?:er|ing) (?:in|services?)|real estate agents? in|digital marketing (?:agency|company|course)|astrolog(?:er|y)|vashikaran|black magic|kostenlos testen|billig(?:e|er)? \w+ kaufen|pas cher|barat[oa]s? online|comprar \w+ online|казино|ставки на спорт|кредит(?:ы)? (?:онлайн|без)|займ\w*|виагр\w*|приворот\w*|накрутк\w*|займы|ucuz|takipçi satın|hile(?:si)?|قرض|قروض|كازينو|سحر|روحاني|वशीकरण|लोन|ज्योतिष|vay tiền|cá cược|nhà cái|cờ bạc|judi|slot gacor|pinjaman)(?![\p{L}\p{M}])/u,
);

/** Praise that would fit under any page. One is politeness; several with nothing else are a template. For lower case. */
export const PRAISE: RegExp[] = [
  /\b(?:great|nice|good|awesome|amazing|excellent|fantastic|wonderful|superb|brilliant|lovely|cool|best|fine|perfect|valuable|interesting|informative|useful|helpful|impressive|outstanding|marvelous) (?:post|article|blog|site|website|web ?site|content|info(?:rmation)?|work|job|share|sharing|read|write-?up|stuff|page|weblog|piece|one)\b/,
  /\bthank(?:s| you)(?: so much| a lot| very much)? for (?:sharing|the (?:post|info|article|share|information)|this (?:post|info|article|blog)|posting|your (?:post|article|share|blog))/,
  /\b(?:very|so|really|highly|quite|truly) (?:informative|helpful|useful|nice|interesting|good)\b/,
  /\bkeep (?:it )?up(?: the| your)? (?:\w+ )?(?:work|job|writing|posting)|\bkeep (?:posting|sharing|writing)|\bkeep it up\b/,
  /\b(?:bookmark(?:ed|ing)?|saved?(?: as a favorite)?|subscribed?)\b.{0,30}\b(?:this|your|you|it|page|site|blog|feeds?)\b/,
  /\b(?:your (?:web ?(?:site|log|page)|blog|post|article|content|site) (?:is|are|was|has|provid\w+|contains?|gave|really|very|helps?)|this (?:web ?(?:site|page)|blog|post|article|site) (?:really |very )?(?:helped|gave me|is (?:very|really|so|truly|great|awesome|amazing|excellent)))/,
  /\bi (?:really|truly|definitely|absolutely|just)? ?(?:like|love|enjoy|appreciate|admire)(?:d|ed)? (?:\w+ )?(?:your|this|the) (?:blog|site|post|website|article|content|work|way|style|writing|efforts?)/,
  /\b(?:i'?ll|i will|will) (?:definitely |certainly |surely |be )*(?:com(?:e|ing) back|return|be back|revisit|visit again|share (?:this|it)|recommend|bookmark|digg)/,
  /\b(?:quality|valuable|great|useful) (?:content|information|posts?|articles|insights?)\b|\bwell[- ]written\b|\bgreat insights?\b|\bblogroll\b|\bwhat theme\b|\b(?:rss|e-?mail) subscription\b|\bexactly what i was (?:looking|searching) for\b|\bstumbled (?:up)?on\b|\bcame across your\b/,
  /\b(?:toller?|super|guter?|schöner?|klasse|interessanter?) (?:beitrag|artikel|blog|seite|post)\b|\bdanke für (?:den|die|das|diesen|dieses) (?:\w+ )?(?:beitrag|artikel|infos?|teilen|post)\b|\bweiter so\b/,
  /\b(?:super|excellent|très bon|bon|bel) (?:article|blog|site|post|partage)\b|\bmerci (?:pour|de) (?:le partage|ce partage|cet article|l'article|partager)\b|\bbonne continuation\b/,
  /\b(?:excelente|buen|gran|muy buen|genial|interesante) (?:art[ií]culo|post|blog|sitio|aporte|trabajo|información)\b|\bgracias por (?:compartir|la información|el artículo|el post)\b|\bsigue así\b/,
  /\b(?:ótimo|excelente|muito bom|bom|belo|parabéns pelo) (?:artigo|post|blog|site|conteúdo|trabalho)\b|\bobrigad[oa] por (?:compartilhar|partilhar)\b/,
  /\b(?:ottimo|bellissimo|bell|ottima|interessante) ?(?:articolo|post|blog|sito|lavoro)\b|\bgrazie per (?:la condivisione|aver condiviso|l'articolo)\b|\bcontinua così\b/,
  /(?:harika|güzel|süper|çok iyi|faydalı) (?:bir )?(?:yazı|paylaşım|makale|site|blog|içerik)|paylaşım için teşekkür|emeğinize sağlık|başarılarınızın devamı/u,
  /(?:отличн\w+|хорош\w+|интересн\w+|полезн\w+|супер|классн\w+) (?:стать\w+|пост|сайт|блог|информаци\w+|материал)|спасибо за (?:статью|информацию|пост|материал)/u,
  /(?:مقال|موضوع|موقع) (?:رائع|جميل|ممتاز|مفيد)|شكرا (?:على|لك على) (?:المشاركة|المقال|الموضوع|المعلومات)/u,
  /(?:बहुत (?:अच्छा|बढ़िया|सुंदर)|शानदार|उपयोगी) (?:पोस्ट|लेख|आर्टिकल|जानकारी)|(?:जानकारी|पोस्ट|शेयर करने) के लिए धन्यवाद/u,
  /(?:بہت (?:اچھا|عمدہ|خوب)|زبردست) (?:مضمون|پوسٹ|تحریر|آرٹیکل)|شیئر کرنے کا شکریہ/u,
  /bài viết (?:hay|rất hay|hữu ích|tuyệt vời)|cảm ơn (?:bạn )?(?:đã )?chia sẻ/u,
  /\b(?:goed|mooi|leuk|interessant|fijn)e? (?:artikel|blog|stuk|site|bericht)\b|\bbedankt voor (?:het delen|dit artikel|de info)\b/,
];

/** Web addresses, also the disguised ones ("example dot com", "www . example . com"). */
const ADDRESS = byRange(
  /(?:https?:\/\/|www\s?\.\s?)[^\s<>"'\])]{3,}|\b[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?(?:\.[a-z0-9-]{2,40}){0,2}(?:\.|\s?(?:\[dot\]|\(dot\)|\sdot\s)\s?)(?:com|net|org|info|biz|xyz|online|ru|tk|ml|cc|icu|vip|example|invalid|shop|store|site|club|website|space|cyou|buzz|app|dev|loan|bet|casino|win|de|fr|nl|pl|br|tr|vn|cn|jp|kr|uk|eu|ng|pk|ua)(?![\p{L}\p{N}@-])(?:\/[^\s<>"'\])]*)?|\b[a-z0-9][a-z0-9-]{1,40}\.(?:co|io|top|live|link|click|work|in|me|us|fun|pro|test|it|es|at|ch)(?:\/[^\s<>"'\])]*|\b(?=[\s,;!?)]|$))/giu,
);
/** No address is without one of these, and most texts are without all of them. */
const HAS_ADDRESS = /\.[a-z]{2}|www\s?\.|https?:|dot/i;

/** The addresses of a text, and the text without them. */
export function addressesOf(text: string): { addresses: string[]; rest: string } {
  if (!HAS_ADDRESS.test(text)) return { addresses: [], rest: text };
  return { addresses: text.match(ADDRESS) ?? [], rest: text.replace(ADDRESS, " ") };
}

/** A text without its addresses. */
export const withoutAddresses = (text: string): string => (HAS_ADDRESS.test(text) ? text.replace(ADDRESS, " ") : text);

/** Addresses that hide where they lead. */
export const SHORTENER =
  /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.ly|is\.gd|cutt\.ly|rebrand\.ly|ow\.ly|shorturl\.\w+|rb\.gy|adf\.ly|wa\.me|t\.me|lnkd\.in)\b/i;
/** A phone number as promoted: a plus sign or a zero and nine digits or more, in any groups; or three groups; no date. */
export const PHONE =
  /(?<![\d.,/])(?:\+\s?|\(?0)(?!\d?[./-]\d{1,2}[./-]\d{2,4})\(?\d(?:[\s().-]{0,2}\d){7,13}(?!\d)|\b\d{3}[\s.-]\d{3}[\s.-]\d{4}\b|\b[6-9]\d{9}\b|\b8[\s(-]{1,2}\d{3}[\s)-]{1,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}\b/;
const EMAIL = /\b[\w.+-]{2,40}\s?(?:@|\[at\]|\(at\))\s?[\w-]{2,40}\s?(?:\.|\[dot\]|\(dot\))\s?[a-z]{2,10}\b/i;

/** The first mail address of a text. */
export const mailIn = (text: string): string | undefined => (HAS_MAIL.test(text) ? text.match(EMAIL)?.[0] : undefined);
const HAS_MAIL = /@|\(at\)|\[at\]/i;
const EMAILS = new RegExp(EMAIL.source, "gi");
/** A text without its mail addresses. */
export const withoutMails = (text: string): string => (HAS_MAIL.test(text) ? text.replace(EMAILS, " ") : text);

/** Seven digits and more, and no amount in thousands. */
const NUMBERS = /(?<![\d.,])(?!\d{1,3}(?:[.,]\d{3})+(?!\d))[+(]?\d(?:[\s().-]{0,2}\d){6,}/g;
const HANDLES = /(?<![\w.])@\w[\w.]{3,}/g;
/** A text without addresses, accounts, and numbers long enough to call. */
export const withoutContacts = (text: string): string =>
  withoutAddresses(withoutMails(text)).replace(HANDLES, " ").replace(NUMBERS, " ");

export const MESSENGER = byRange(
  /(?<!\p{L})(?:whats ?app|telegram|viber|wechat|kik|snapchat|signal|imo|zangi|threema|instagram|вотсап|ватсап|телеграм\p{L}*|व्हाट्स[\p{L}\p{M}]*|टेलीग्राम|واٹس ?ایپ|واتس\p{L}*|تلغرام|تيليجرام|zalo|zap|wa|微信|line登録|카톡)(?!\p{L})/u,
);
/** Where arguments get their evidence: links there are no promotion. */
export const REFERENCE =
  /wikipedia\.org|\.gov\b|\.gov\.|\.gob\.|\.gouv\.|\.edu\b|\.ac\.|europa\.eu|un\.org|who\.int|nature\.com|sciencemag|arxiv\.org|doi\.org|pubmed|ncbi\.nlm|reuters\.com|apnews\.com|bbc\.|nytimes\.com|theguardian\.com|washingtonpost\.com|spiegel\.de|zeit\.de|faz\.net|sueddeutsche\.de|tagesschau\.de|lemonde\.fr|elpais\.com|repubblica\.it|corriere\.it|nos\.nl|dawn\.com|thehindu\.com|aljazeera\.|dw\.com|archive\.org|github\.com|stackoverflow\.com|youtube\.com\/watch|youtu\.be/i;
/** Pointing marks that nobody types by hand. */
export const ARROWS = /(?:[➤►▶→⇒👉☛»⏩🔥💰💵💲]\s*){2,}|(?:[-=~*_]{2,}>)|[➤►▶👉☛]/u;

const PROMISING = new RegExp(
  `https?:|www\\b|@|\\p{L}\\.(?:com|net|org|ru|info|xyz|online|shop|example)\\b|\\+?\\d[\\d\\s-]{7,}|[$€£₹]\\s?\\d|\\d\\s?[$€£₹]|${GOODS.source}`,
  "u",
);

/** Whether a text has what no advertisement is without, cheap to look for: an address, a number, a sum, something for sale. */
export const mayAdvertise = (text: string): boolean => PROMISING.test(text.toLowerCase());

/** An article that speaks of these quotes what others would delete. */
const ABOUT_SPAM =
  /\b(?:spam\w*|scam\w*|fraud\w*|phishing|bots?|fake comments?|comment sections?|betrug\w*|betrüg\w*|abzocke|arnaque\w*|escroqu\w*|estaf\w*|fraude\w*|golpe\w*|truff\w*|dolandır\w*|oplicht\w*|oszust\w*)\b|мошенн|спам|афер|احتيال|نصب|धोखाधड़ी|स्पैम|ठगी|فراڈ|دھوکہ|lừa đảo/u;

/** Whether a text speaks of spam or fraud. */
export const aboutSpam = (text: string): boolean => ABOUT_SPAM.test(text.toLowerCase());
