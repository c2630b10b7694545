import { dateOnly } from "./date-lines.ts";
import { byRange } from "./letters.ts";

// Patterns of letters beyond ASCII are for text in lower case: to be blind to case there makes each of them take
// milliseconds to compile, and a page asks them all.

/** A whole line that is never part of a report, with the name of the rule that says so. */
export interface LineVerdict {
  reason: string;
  score: number;
}

/**
 * Words that open a pointer to another article, by language: en, de, fr, es, pt, it, nl, sv/no/da, pl, tr, ru, uk, ar,
 * fa/ur, hi, vi, id. The sort of line that editors' systems put between paragraphs.
 */
const POINTER = byRange(
  /^(?:[\p{S}\p{P}\s]{0,4})(?:read (?:more|also|next|the full|our)|also read|related(?: (?:articles?|stories|story|posts?|news|content|coverage|video|links?|topics?))?|see also|more (?:from|on this|on|stories|news|about)|more (?:[\p{L}’']+ ){1,3}(?:stories|articles|posts|headlines|reads)[\s\p{P}]*$|recommended(?: for you)?|you (?:may|might) (?:also )?(?:like|be interested)|don'?t miss|must read|trending(?: now)?|most (?:read|popular)|top stories|latest news|up next|continue reading|click here|mehr (?:zum thema|dazu|lesen|news)|lesen sie (?:auch|mehr|hier)|auch interessant|das könnte sie|siehe auch|weiterlesen|weitere (?:artikel|themen|meldungen)|zum thema|lire (?:aussi|également|la suite)|[àa] lire (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|lea (?:también|además|más)|lee (?:también|además|más)|(?:te|le) puede interesar|ver también|noticias? relacionadas?|(?:você|vocês) (?:também )?(?:pode|vai) gostar|(?:te|le) puede gustar|vous aimerez|das könnte (?:ihnen|dir|euch)|potrebbe(?:ro)? piacerti|ilginizi çekebilir|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|vedi anche|potrebbe interessarti|approfondisci|lees (?:ook|meer)|läs (?:också|även|mer)|les (?:også|mer)|læs også|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|ayrıca (?:okuyun|bakınız)|ilgili haber(?:ler)?|bunu da okuyun|читайте также|смотрите также|по теме|читайте також|اقرأ أيضا|إقرأ أيضا|اقرأ المزيد|بیشتر بخوانید|مزید پڑھیں|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|xem thêm|đọc thêm|baca juga)\s*(?:[:：|>»›…\-–—]|\.{2,}|$)/u,
);

const ADVERT = byRange(
  /^[\s\p{P}]*(?:advert(?:isement)?s?|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklam[ea]?|advertentie|sponsored(?: content| post)?|paid (?:content|post)|реклама|إعلان|विज्ञापन|story continues(?: below)?(?: advertisement)?|article continues below(?: advertisement)?|(?:scroll|keep scrolling) (?:down )?(?:to continue|for more)|continue reading(?: the main story| below)?)[\s\p{P}]*(?:continue reading (?:the main story|below)?|- continue reading below)?[\s\p{P}]*$/u,
);

const PROMO = byRange(
  /^[\s\p{P}\p{S}]*(?:(?:please )?(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|updates|alerts|emails?|inbox|today|now|here|channel|free)|subscribe(?: now| today| to .{0,60})?$|(?:get|receive|want) .{0,50}\b(?:newsletters?|in(?:to)? your inbox|delivered to)|(?:follow|like|join|find) (?:us|our|me|the \w+)\b.{0,40}\b(?:on (?:x|google)|facebook|twitter|instagram|linkedin|youtube|whatsapp|telegram|newsletter|mailing list)|(?:also )?(?:download|get|install) (?:the|our) .{0,30}\bapp\b|support (?:our|independent) journalism|(?:become|already) a (?:member|subscriber)|abonnieren sie|(?:hier )?(?:geht es zum|zum|unser(?:en)?) newsletter|melden sie sich .{0,30}newsletter|folgen sie uns|abonnez-vous|inscrivez-vous|suivez-nous|suscr[ií]bete|s[ií]guenos|assine|siga-nos|iscriviti|seguici|abonneer|volg ons|zapisz się|obserwuj nas|bizi (?:takip edin|instagram)|abone ol|подпис(?:ывайтесь|аться)|следите за нами|تابعونا|اشترك|हमें फॉलो|theo dõi chúng tôi|ikuti kami)/u,
);

/** Lines made of nothing but these are share bars, menus of actions and the like. */
const ACTION_WORDS =
  /^(?:share|shares|shared|tweet|tweets|pin|pin it|post|print|email|e-mail|mail|save|copy(?: link)?|link|like|likes|comment|comments|reply|report|follow|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|messenger|flipboard|tumblr|xing|pocket|skype|sms|viber|vk|this|on|via|to|by|with|article|story|page|and|or|the|teilen|drucken|merken|kommentieren|kommentare|vorlesen|partager|imprimer|envoyer|commenter|compartir|imprimir|comentar|enviar|condividi|stampa|commenta|invia|compartilhar|delen|udostępnij|paylaş|yazdır|yorum|поделиться|شارك|مشاركة|शेयर|chia sẻ|bagikan|listen|watch|play|pause|close|open|menu|search|login|log in|loading|skip|next|previous|prev|back|top|home|more|view|gallery|fullscreen|zoom|a|aa|am|\d+)$/u;

const CREDIT_HEAD =
  /^[[(\s]*(?:(?:file |stock |cover |featured |main |lead |top )?(?:photos?|photographs?|photography|images?|pictures?|pics?|illustration|graphic|video|screengrab|screenshot)(?: (?:credits?|courtesy|source|copyright))?|foto(?:s|graf(?:ía|ie|ia)?)?|bild(?:er|quelle|nachweis)?|quelle|crédits?(?: photo)?|imagen|imagem|immagine|fotoğraf|görsel|фото|credits?|courtesy|zdjęcie|beeld|kép|kuva|صورة|फोटो|ảnh)\s*(?:[:©/|]|\bby\b|\bvia\b|\bof\b|\bdurch\b|\bvon\b)\s*\S/u;
const CREDIT_TAIL = byRange(
  /(?<![\p{L}-])(?:(?:getty images|\/getty|afp|\bap\b photo|ap photo|reuters|\/reuters|shutterstock|istock(?:photo)?|unsplash|pixabay|pexels|alamy|wireimage|imago|picture[- ]alliance|dpa|epa(?:-efe)?|keystone|anadolu|xinhua|pti photo|ani|zuma press|bloomberg via getty|wikimedia(?: commons)?|flickr|instagram|file photo)[\s)\]/.]*)$/u,
);

/** A caption that ends with its source in brackets. */
const CAPTION_TAIL =
  /[([](?:(?:file )?(?:photo|image|picture|pic|screenshot|video|foto|bild|imagen|immagine|crédit|credit|source|quelle)s?\s*[:/]|(?:photo|image|picture|foto) (?:by|via|courtesy)|via |courtesy )[^()[\]]{2,80}[)\]]\s*\.?$/;
/** Credits of reporters and editors under a wire report. */
const DESK_CREDIT = byRange(
  /^[\s(]*(?:additional |with )?(?:reporting|writing|compiled|edited|editing|written|graphics?) (?:and (?:writing|editing) )?by [\p{L}].{2,400}$/u,
);
/** An offer in the middle of the line rather than at its start. */
const PROMO_INSIDE =
  /\b(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|inbox|daily email|for (?:free|unlimited)|podcast|alerts)\b|\b(?:free|daily|weekly|our|morning) (?:\w+ )?newsletter\b|\b(?:newsletter (?:abonnieren|anmelden)|s'abonner à (?:la|notre) newsletter)\b/;
const ON_NETWORK = "[Oo]n (?:Twitter|X|Facebook|Instagram|LinkedIn)\\b";
const PERSON = "[A-Z][^\\s.,]*\\.?(?: [A-Z][^\\s,]*){0,2}";
const THEM = "(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he (?:author|writer|reporter))";
/**
 * Who wrote it and how to reach them, under an article, in the text's own case. It speaks of a person: by a pronoun, as
 * the author, or by a name, behind which nothing but the way to them follows. "Letters reach the paper until Thursday
 * at …" and "the shelter can be reached on …" are the report's.
 */
const BIO = new RegExp(
  [
    "\\b(?:[Ff]ollow|[Ff]ind|[Rr]each|[Ee]-?mail|[Cc]ontact|[Tt]weet(?: at)?) (?:" +
      `(?:him|her|them|me|us|the (?:author|writer|reporter)|@\\w+)\\b.{0,40}(?:\\b${ON_NETWORK}|@\\w+)` +
      `|${PERSON},? (?:${ON_NETWORK}|(?:at |via )?\\S*@\\S+[.!]?(?:$| [A-Z]| or )))`,
    `\\b(?:${THEM} (?:can|may) be reached (?:at|on|via)\\b|${PERSON} (?:can|may) be reached (?:at|via) \\S*@)`,
    "^[Hh]ave a (?:tip|story|question)\\b",
  ].join("|"),
);
/** Cheap to look for; no such line is without one of these. */
const BIO_NEEDS = /@|\bon (?:twitter|x|facebook|instagram|linkedin)|be reached|^have a/;

const COPYRIGHT =
  /^[\s(]*(?:©|\(c\)\s|&copy;|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|tutti i diritti|all material copyright|все права|جميع الحقوق|tüm hakları)/u;

const TAGS =
  /^(?:tags?|topics?|filed under|filed in|categor(?:y|ies)|posted in|keywords|labels|in this (?:article|story)|schlagw(?:ö|oe)rter|schlagworte|themen|stichw(?:ö|oe)rter|kategorien?|mots[- ]clés|étiquettes|thèmes|etiquetas|temas|categor[ií]as?|tag|argomenti|trefwoorden|etiketler|теги|метки|tagi|الكلمات|وسوم)\s*[:：]/u;

const STAMP = byRange(
  /^(?:first )?(?:published|updated|last (?:updated|modified)|posted|modified|created|issued|date|time|veröffentlicht|aktualisiert|erstellt|stand|publié|mis à jour|modifié|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|laatst|publicerad|uppdaterad|publisert|oppdatert|opublikowano|aktualizacja|yayın(?:lanma|landı)?|güncelle(?:me|ndi)|опубликовано|обновлено|نشر|آخر تحديث|प्रकाशित|अपडेट|cập nhật|diterbitkan)(?!\p{L})/u,
);

const AGO =
  /^(?:(?:posted|updated|published)\s*:?\s*)?(?:about |over |vor |il y a |hace |há |منذ |قبل )?(?:\d{1,3}|an?|one|einer?|une?|una?|um)\s*\+?\s*(?:s|m|h|d|sec(?:ond)?s?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|minuten?|stunden?|tage?n?|wochen?|heures?|jours?|minutos?|horas?|d[ií]as?|minuti|ore|giorni|uur|dagen|dakika|saat|gün|минуты?|минут|час(?:а|ов)?|дн(?:я|ей)|دقيقة|دقائق|ساعة|ساعات|يوم|मिनट|घंटे|दिन|منٹ|گھنٹے|phút|giờ|ngày|menit|jam|hari)(?:\s*(?:ago|fa|geleden|önce|назад|पहले|قبل|trước|lalu|sedan|siden|temu))?(?:\s*[|•·,-]?\s*(?:\d+ )?(?:min(?:ute)?s? read)?)?[\s.]*$/u;
const AGO_NEEDS = /ago|vor |il y a|hace|há |منذ|قبل|fa\b|geleden|önce|назад|पहले|trước|lalu|sedan|siden|temu/u;

const DESK = byRange(
  /^(?:(?:the )?(?:[\p{L}&.]+ ){0,3}(?:web|news|online|digital|foreign|world|international|national|sports?|business|city|metro|entertainment|tech|political|monitoring|web news) ?(?:desk|team|report|bureau)|(?:web|news|sports|foreign|international) ?desk|desk report|monitoring (?:desk|report)|staff (?:report(?:er)?|writer|correspondent)|(?:our|special|staff) (?:staff )?(?:correspondent|reporter)|(?:news )?agencies|web ?desk|news ?wire|wire reports?|newsroom|editorial staff|redaktion|von (?:unserer )?redaktion|la rédaction|par la rédaction|redacción|por redacción|redação|da redação|redazione|a cura della redazione|van onze redactie|haber merkezi|редакция|ویب ڈیسک|مانیٹرنگ ڈیسک|وب ڈیسک|न्यूज़? डेस्क|वेब डेस्क)$/u,
);

const READ_TIME =
  /^\(?\s*(?:(?:est(?:imated)?\.? )?(?:read(?:ing)?(?: time)?|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|leestijd|okuma süresi)\s*[:：]?\s*)?(?:ca\.? )?\d{1,3}\s*(?:min(?:ute[ns]?|utos|uti)?\.?|dk\.?|dakika)\s*(?:read|lesezeit|de lecture|de lectura|di lettura|leestijd)?\s*\)?$/u;

const BYLINE = byRange(
  /^(?:(?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Ee]dited|[Ss]tory) )?(?:[Bb]y|BY)|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]oor|[Аа]втор|بقلم|كتب)\s*:?\s+(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*[\s,&|/]*|and |und |et |y |e |en |ve |de |van |der |di |da |du |la |al |el |bin |for |in |staff |reporter |correspondent |editor ){1,14}$/u,
);

/** A label and whom it names: "Reporter: Staff", "Source: Agencies". */
const LABELLED = byRange(
  /^(?:reporter|author|writer|editor|correspondent|byline|source|agency|autor(?:in)?|quelle|auteur|fuente|fonte|bron|kaynak|muhabir|автор|источник|المصدر)\s*[:：]\s*(?:[\p{L}][\p{L}\p{M}.'’&-]*[\s,/|]*|and |of |the ){1,6}$/u,
);

/** Headings under which the comments of a page stand. */
const COMMENT_HEADING = byRange(
  /^[\s\p{P}\p{S}]*(?:\(?\d{1,5}\)? )?(?:(?:reader|user|top|all|latest|recent|view|show|read|load|hide|facebook|leser)[- ]?)?(?:comments?|responses?|replies|kommentare?|leserkommentare|commentaires?|réactions|comentarios?|comentários?|commenti|reacties|komentarze|yorumlar?|yorum|комментарии|комментариев|коментарі|التعليقات|تعليقات|تبصرے|टिप्पणियाँ|टिप्पणियां|bình luận|komentar|kommentarer|kommentit|отзывы|коментари|komentáře|komentáre|hozzászólások|comentarii|σχόλια|نظرات|মন্তব্য|கருத்துகள்|ความคิดเห็น|评论|評論|コメント|댓글)(?: (?:on|to|zu|sur|a|sobre)\b.{0,120})?\s*[:：]?\s*(?:\(?\d{0,5}\)?)[\s\p{P}]*$/u,
);
const COMMENT_PROMPT = byRange(
  /^[\s\p{P}\p{S}]*(?:leave (?:a|your) (?:reply|comment)|(?:post|add|write) (?:a|your) (?:comment|reply)|(?:join the (?:conversation|discussion)|have your say)(?=[\s\p{P}\p{S}]*$|.*(?:comment|below|forum|let us know))|what do you think|be the first to comment|no comments? yet|(?:please )?log ?in to (?:comment|reply|leave)|you must be logged in|cancel reply|your email address will not be published|required fields are marked|(?:einen )?kommentar (?:schreiben|verfassen|hinterlassen|abgeben)|schreibe? einen kommentar|antworten abbrechen|deine e-mail-adresse|laisser un commentaire|votre adresse|deja (?:un comentario|una respuesta)|tu dirección de correo|deixe (?:um comentário|uma resposta)|lascia un commento|il tuo indirizzo|geef een reactie|dodaj komentarz|yorum (?:yap|yaz|bırak)|(?:оставить|добавить|написать) (?:комментарий|отзыв)|tinggalkan (?:balasan|komentar)|để lại bình luận|发表评论|コメントを書く|댓글 쓰기|اترك تعليق|अपनी टिप्पणी)/u,
);

export const commentHeading = (text: string): boolean => text.length < 140 && heads(text.toLowerCase());

const heads = (low: string): boolean => COMMENT_HEADING.test(low) || (low.length < 120 && COMMENT_PROMPT.test(low));

const COMMENT_POLICY = byRange(
  /(?<!\p{L})(?:comments?|comentários?|comentarios?|kommentare?|commentaires?|commenti|reacties|yorumlar|комментари\p{L}*|التعليقات)(?!\p{L}).{0,160}(?:moderat|moderad|moderier|modér|approv|aprovad|aprobad|freigeschaltet|freigegeben|deleted|removed|eliminad|gelöscht|supprimé|opinions? of|não serão|no serán|модерац|onay|responsib)/u,
);

/** What a site says under an article about its comments: rules, moderation, whose opinion they are. */
export const commentPolicy = (text: string): boolean => text.length < 420 && COMMENT_POLICY.test(text.toLowerCase());

const OFFER = byRange(
  /^[\s\p{P}\p{S}]*(?:subscribe (?:to|now|today)|sign up (?:for|to)|send us|click here|join (?:us|our)|get .{3,60} delivered|become an? (?:member|subscriber|supporter|patron)|support (?:us|our)|donate|buy us|follow us|like us|visit our|contact us)(?!\p{L})/u,
);

/** An offer of the site, as it stands under articles; inside one it may be a sentence. */
export const siteOffer = (text: string): boolean => text.length < 260 && OFFER.test(text.toLowerCase());

const CHANNEL = byRange(
  /(?<!\p{L})(?:youtube|telegram|whatsapp|instagram|facebook|twitter|tiktok|newsletter|podcasts?|patreon|steady|paypal|posteingang|inbox|paywall|bezahlschranke)(?!\p{L})/u,
);
const OURS = byRange(
  /(?<!\p{L})(?:our|us|we|my|unser\p{L}*|uns|wir|mir|nuestr[oa]s?|nous|notre|nos|noss[oa]s?|nostr[oaie]|ci|onze|ons|bizim|bizi|наш\p{L}*|нас|suscrib\p{L}+|subscribe|folg[et]t?|únete|escribirnos|supporting our work|melde dich)(?!\p{L})/u,
);
const HELPFUL = byRange(
  /^[\s\p{P}]*(?:was this (?:article|page|information|story) (?:helpful|useful)|did you (?:like|enjoy) this (?:article|story|post)|if you (?:liked|enjoyed) (?:reading )?this (?:article|story|post)|(?:war|ist|fanden sie) (?:der|dieser|diesen) (?:artikel|beitrag|text)|(?:hat )?(?:ihnen|dir|euch) (?:hat )?(?:der|dieser) (?:artikel|beitrag)|möchten sie den (?:artikel|beitrag) teilen|cet article vous a|¿te (?:ha )?(?:gustado|resultado)|loading[.…]*$)/u,
);

/** What a site says of its own channels or asks about the article, as it stands at the end of one. */
export function ownChannel(text: string): boolean {
  if (text.length >= 500) return false;
  const low = text.toLowerCase();
  return HELPFUL.test(low) || (CHANNEL.test(low) && OURS.test(low) && !/["“”«»„]/.test(text));
}

/** A word such as "Updated" followed by nothing but a date and perhaps a name. */
function stamped(low: string): boolean {
  const word = low.match(STAMP)?.[0];
  if (word === undefined) return false;
  const rest = low.slice(word.length).replace(/^[\s:：|–—-]*(?:(?:on|at|am|le|el|il|em|op)\s+)?/, "");
  if (dateOnly(rest)) return true;
  const words = rest.split(/\s+/).length;
  return (
    words <= 12 &&
    (/\b(?:19|20)\d\d\b/.test(rest) || /\b\d{1,2}[:.]\d\d\b/.test(rest)) &&
    !/[.!?]$/.test(rest.replace(/\b[ap]\.m\.$/, ""))
  );
}

/** Asked of one word first: most lines begin with another. */
function onlyActions(low: string): boolean {
  const first = low.match(/[^\s|,•·/]+/)?.[0];
  if (first === undefined || !ACTION_WORDS.test(first)) return false;
  return low.split(/[\s|,•·/]+/).every((word) => word === "" || ACTION_WORDS.test(word));
}

/**
 * Says whether a line (a whole block, up to about 30 words) is boilerplate by its words alone.
 *
 * @example boilerplateLine("15 Minutes ago") // { reason: "time-line", score: 0.95 }
 * @example boilerplateLine("The ministry shares the view.") // null
 */
export function boilerplateLine(text: string): LineVerdict | null {
  if (text.length > 420) return null;
  const line = text.replace(/\s+/g, " ").trim();
  const low = line.toLowerCase();
  if (line.length < 120) {
    if (DESK.test(low)) return { reason: "desk-line", score: 0.95 };
    if (AGO_NEEDS.test(low) && AGO.test(low)) return { reason: "time-line", score: 0.95 };
    if (/\d/.test(low) && READ_TIME.test(low)) return { reason: "reading-time", score: 0.95 };
    if (dateOnly(line)) return { reason: "date-line", score: 0.95 };
    if (stamped(low)) return { reason: "date-line", score: 0.9 };
    if (ADVERT.test(low)) return { reason: "advertisement", score: 0.95 };
    if (heads(low)) return { reason: "comment-heading", score: 0.9 };
    if (BYLINE.test(line) || (line.length < 70 && LABELLED.test(low))) return { reason: "byline", score: 0.85 };
    if (onlyActions(low) && /\p{L}{2}/u.test(line)) return { reason: "share-bar", score: 0.9 };
  }
  if (TAGS.test(low)) return { reason: "tags", score: 0.9 };
  if (COPYRIGHT.test(low)) return { reason: "copyright", score: 0.9 };
  if (line.length < 160 && CREDIT_HEAD.test(low)) return { reason: "photo-credit", score: 0.9 };
  if (line.length < 70 && !/[.!?]\s*$/.test(line) && CREDIT_TAIL.test(low))
    return { reason: "photo-credit", score: 0.85 };
  if (/[)\]]\s*\.?$/.test(line) && CAPTION_TAIL.test(low)) return { reason: "caption", score: 0.85 };
  if (low.includes(" by ") && DESK_CREDIT.test(low)) return { reason: "byline", score: 0.85 };
  if (line.length < 260 && PROMO_INSIDE.test(low) && !/["“”«»]/.test(line)) return { reason: "promo", score: 0.75 };
  if (line.length < 300 && BIO_NEEDS.test(low) && BIO.test(line) && !/["“”«»]/.test(line))
    return { reason: "author-bio", score: 0.75 };
  if (line.length > 260) return null;
  if (POINTER.test(low)) return { reason: "related-link", score: 0.85 };
  if (PROMO.test(low)) return { reason: "promo", score: 0.85 };
  return null;
}
