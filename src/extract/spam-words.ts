/**
 * Words by which promotional comments give themselves away, by what they do in one, in the languages that we read.
 * Collected from the kinds that moderators of blogs and news sites name. Terms are separated by commas; one that ends
 * in `*` stands for all words that begin so; one of several words stands for them in a row.
 */
const WORDS = {
  /** What hardly anybody names but those who sell it. */
  goods: `
    viagra, cialis, kamagra, levitra, xanax, adderall, oxycodone, tramadol, soma no prescription, percocet, ritalin, ozempic online,
    free spins, freispiel*, gratis spins, tours gratuits, tiradas gratis, giros grátis, giri gratis, фриспин*, darmowych spin*, spinów,
    casino bonus, welcome bonus, deposit bonus, no deposit, ohne einzahlung, sans dépôt, sin depósito, senza deposito, zonder storting, без депозита, bez depozytu,
    deneme bonusu, hoş geldin bonusu, bahis sitesi, canlı bahis, iddaa, kaçak bahis, slot gacor, situs slot, maxwin, judi online, togel, nhà cái, cá cược, rummy*, teen patti,
    fixed match*, correct score, betting tips, powerball, winning numbers, lottery numbers, tragamonedas, joguinho, jogo do tigre, tigrinho, вулкан*, кэшбэк казино,
    spell cast*, love spell*, spell temple, spiritual healer, herbal medicine, herbal cure, herbal doctor, black magic, love problem*, vashikaran, illuminati, brotherhood, psychic, voyant*, marabout*, désenvoûtement, envoûtement, retour de l'être aimé, retour affectif,
    amarre*, brujo, brujería, hechizo*, amarração, pessoa amada, vidente, mãe de santo, maga, cartomant*, ritorni d'amore, legamento, liebeszauber, heiler, hellseher*, partnerrückführung, medyum, muska, büyü*, bağlama büyüsü, aşk büyüsü, приворот*, снятие порчи, ясновидящ*, гадал*, экстрасенс*, pelet, penglaris, dukun*,
    الروحاني, روحاني, جلب الحبيب, رد المطلقة, فك السحر, वशीकरण, बाबा, सौतन, عامل بابا, محبوب, कला जादू,
    essay writ*, essay help, essay service*, write my essay, thesis help, dissertation help, assignment help, homework help, case study help, plagiarism free, tcc, monografia*, hausarbeit schreiben lassen, ghostwriter, tez yazdır*, курсов* на заказ, diplom* kaufen,
    verified diploma, real passport, buy passport, fake passport, führerschein ohne, führerschein kaufen, ohne prüfung, diploması, дипломы любых, диплом*, licencias de conducir, permis de conduire sans, títulos universitarios, 办理, 证件, 文凭,
    replica*, replika*, réplica*, aaa quality, cheap jersey*, wholesale jersey*, süper kopya, siêu cấp, スーパーコピー, 偽ブランド, копии часов,
    backlink*, dofollow, guest post*, gastartikel, gastblog*, link building, seo*, smm*, domain authority, high da, first page of google, référencement, posicionamiento web, marketing digital, pozycjonowan*, linki sponsorowane, продвижение сайт*, вечные ссылки, прогон по каталогам, tanıtım yazısı, hacklink*, سيو, thiết kế website, web hosting, webhosting,
    real follower*, instagram follower*, followers and likes, likes and followers, comprar seguidores, compra seguidores, takipçi, abonnés instagram, follower kaufen, накрутк*, متابعين, متابع حقيقي, 粉丝, xem phim lậu,
    escort*, call girl*, hot girl*, sweet girl*, lonely girl*, sex chat, sex cam*, adult chat, heiße dame*, damen aus deiner, chicas, novinha*, acompanhante*, moments coquins, coquin*, plan cul, rencontre coquine, elit bayan*, эскорт*, интим*, девушки твоего, проститут*, gái xinh, gái gọi, eenzame vrouwen, flirt*, 出会い, 今夜会える, 風俗, بنات, فيديو كول,
    iptv, live stream, full match replay, free in hd, watch free, watch live, streaming gratis, calcio gratis, diretta gratis, ver gratis, films en streaming, bein sport bedava, maç izle, بث مباشر,
    lost crypto, stolen crypto, lost bitcoin, stolen bitcoin, recover* lost, recover* my, recovered all, recovery expert*, recovery agent*, funds recovery, crypto recovery, recovery service*, hire a hacker, genuine hacker, legit hacker, licensed hacker, ethical hacker, phone spying, cheating spouse, grade change, cleared all my, credit score was, blank atm, atm card*, clone card*,
    binary option*, forex trad*, crypto trad*, trading bot*, trading platform, presale, pre-sale, passive income, financial freedom, guaranteed return*, returns are guaranteed, invest with, account manager, ai arbitrage, double your,
    weight loss, cbd gumm*, cbd oil, keto gumm*, diet pill*, slimming, natural tea, fat burn*, abnehm*, schlank*, perdu kilos, maigrir, minceur, brûle-graisse, adelgaz*, pastillas para, chá milagroso, emagrec*, dimagr*, pillole, снижение веса, похуде*, zayıfla*, bitkisel çay, giảm cân, trà thảo mộc, التنحيف, تخسيس, موٹاپے, वजन घटा*, शुगर जड़, आयुर्वेदिक दवा, penis*, manneskraft, potenz*, potenciador*, erection, erectile, потенци*, виагр*, сиалис*, herpes, hiv cure, diabetes cure,
    vay tiền, vay vốn, вывод денег, займ*, private lender, loan lender, loan offer, urgent loan, quick loan, payday loan*, personal and business loan*, ohne schufa, sofortkredit, prêt entre particuliers, offre de prêt, prêt rapide, préstamo urgente, préstamos rápidos, ofrecemos préstamos, empréstimo rápido, para negativados, sem consulta, prestito tra privati, offerta di prestito, zonder bkr, kefilsiz, частный инвестор, даст в долг, деньги в долг, кредит без, قروض, قرض عاجل, بدون ضمانات, دون ضمانات, लोन, بغیر سود قرضہ, pinjaman, bez bik, 대출, 贷款, お金借りる, free loan, kredi notu,
    packers and mover*, evden eve nakliyat, entrümpelung*, schlüsseldienst*, slotenmaker*, serrurier*, cerrajer*, idraulico urgente, halı yıkama, شركة تنظيف, نقل عفش, carpet cleaning, emergency plumber, roof repair, free inspection, free quote*, gst registration, company incorporation, tax filing,
    gift card, claim your, claim within, you have been selected, you have won, limited access, verify your identity, verify your account, unusual activity, 百家乐, 真人, 赌场, 博彩, 注册就送, 兼职, 副業, 月収, カジノ, 토토, 먹튀, 첫충, 카지노, 바카라,
    spy app, spy on, reads all messages, monitoring app`,
  /** Sold in comments, and spoken of by readers. */
  wares: `
    casino*, kasino*, kasyno*, казино, كازينو, کیسینو, कैसीनो, slot, slots, roulette, jackpot*, gambling, bet, betting, bahis, ставк*, scommess*, pronostic*, apuesta*, wetten, прогноз*, odds, bonus*, bônus, бонус*, بونس, مكافأة, poker, lottery, lotto,
    loan*, kredit*, darlehen, prêt, prêts, crédit*, préstamo*, empréstimo*, prestit*, finanziament*, lening*, kredi, krediler, кредит*, قرض, قرضہ, vay, pożyczk*, lender*, collateral, interest, zinsen, interés, intérêt, aval, schufa, bkr,
    crypto*, krypto*, kripto*, cripto*, bitcoin*, btc, token*, forex, trading, trader*, invest*, yatırım*, yatirim*, инвест*, تداول, निवेश, đầu tư, tiền ảo, profit*, arbitrage, airdrop, broker*, 投資, 投资,
    hacker*, recover*, recuper*, вернул*, geri aldı,
    herbal*, healer*, spell*, magic, astrolog*, ज्योतिष, сeх, pill*, tablet*, prescription, rezeptfrei, sans ordonnance, sin receta, senza ricetta, без рецепта, بدون وصفة, pharmacy, apothek*, farmacia, аптек*, kilo*, кило, كيلو, kg, gummies, detox, tea, çay, دوا, حبوب, 药, gouttes, tropfen,
    essay*, assignment*, dissertation*, thesis, homework, diploma*, degree*, transcript*, certificate*, führerschein*, passport*, licence*,
    followers, likes, subscribers, traffic, takipçi*, beğeni, seguidores, abonnés, подписчик*,
    website design, web design, webseite*, hosting, ranking*, keywords, google, marketing, agency, agence, agentur, agencia, agenzia, ajans*,
    jersey*, watches, rolex, gucci, louis vuitton, nike, handbag*, çanta*, saat ve, jerseys, wholesale, coupon*, voucher*, cupón, kupon*, gutschein*,
    girls, ladies, frauen, vrouwen, femme, mujeres, kadınlar, девушк*, بنت, lonely, einsam*, dating, date, verified photos, fotos reales, photos réelles, fotos reais, ảnh thật, gerçek resim*, 18+, sexy, hot,
    movers, removals, umzüge, umzug, nakliye*, taşıma*, roofing, plumber, locksmith, cleaning, repair, insurance, sigorta*, seguro*, assurance*, assicurazion*, tickets, immobilien, flats, फ्लैट, villa, tour packages, reifen, türen`,
  /** The talk of trade: prices, conditions, quickness, secrecy. */
  sales: `
    price*, cheap*, affordable, discount*, % off, free shipping, free delivery, delivered, delivery, order, orders, lowest, wholesale, factory, coupon, code, promo*, satisfaction, refund, guarantee*, 100%, legit, genuine, reliable, trusted, licensed, certified, bonded, secure, instant*, overnight, discreet*, discretion, anonym*, no experience, without experience, no collateral, without prescription, no prescription, no exams, no sign up, no registration, free registration, free trial, test gratuit, free audit, all cards accepted, worldwide, 24/7, 24h, limited, slots left, few spots, hurry, today only, visa sponsorship, pay after, half price, hd, vip,
    preis*, günstig*, billig*, rabatt*, festpreis, angebot*, gratis, kostenlos*, kostenfrei, sofort*, diskret*, lieferung, versand*, notdienst, ohne erfahrung, keine erfahrung, ohne vorkenntnisse, ohne anmeldung, ohne risiko, garantiert*, garantie*, seriös*,
    prix, pas cher, moins cher, gratuit*, livraison, discret*, rapide*, sérieux, sérieuse, sans compétence, sans engagement, sans risque, réduction, remise, offre, offrons, paiement après, immédiat,
    precio*, barat*, descuento*, gratis, envío, discreto, discreta, rápido, inmediat*, sin experiencia, garantizad*, oferta*, cupos, plazas limitadas, pago después, sin registro, económic*, al mejor,
    preço*, barato*, desconto*, grátis, entrega, sigilo, na hora, sem experiência, garantid*, vagas, metade do preço, camarada, sem travar, oferecemos,
    prezz*, sconto, gratuit*, spedizione, subito, senza esperienza, senza registrazione, garanzie, offriamo, basso costo, offerta,
    prijs*, korting, goedkoop*, gratis, spoed, zonder registratie, binnen 24 uur, gegarandeerd, zonder ervaring, aanbieding,
    fiyat*, ucuz*, indirim*, ücretsiz, bedava, kargo, kapıda ödeme, anında, uygun, güvenilir, sigortalı, hemen, garantili, kaliteli, şifresiz, ödeme teslimde, 7/24,
    цен*, дешев*, скидк*, бесплатн*, доставк*, анонимн*, без вложений, без опыта, без залога, без справок, гарант*, недорого, срочно, без регистрации, оплата после, акци*, выгодн*,
    سعر, اسعار, الأسعار, باقل, بأرخص, ارخص, خصم, مجاني, مجانا, التوصيل, توصيل, فوري, مضمون, بدون خبرة, بدون ضمان, عرض, جوائز, بنصف السعر,
    सस्त*, छूट, फ्री, गारंटी, डिलीवरी, कीमत, तुरंत, बिना गारंटी, मुफ्त, ऑफर, कोई निवेश नहीं, सबसे सस्ती,
    سستی, سستا, گارنٹی, ڈیلیوری, فوری, مفت, رعایت, آفر, بغیر,
    giá rẻ, giảm giá, miễn phí, giao hàng, uy tín, nhanh, bảo hành, khuyến mãi, giảm, không thẩm định, lãi suất thấp, toàn quốc,
    murah, diskon, promo, terbukti, cair, tanpa jaminan, deposit, darmow*, tani*, gwarancj*, rabat*, bez zaświadczeń,
    優惠, 免费, 包邮, 秒提现, 送料無料, 登録無料, 無料, 専門店, 当日, 당일, 무료, 안전, 이벤트`,
  /** Calls to act on something that stands elsewhere. */
  calls: `
    click, visit, contact, contact him, contact her, contact us, contact me, write him, write to him, reach him, reach out, reach her, email me, mail me, text her, text him, text me, call now, call us, call or text, dm, inbox, add our, add me, join, apply, apply now, sign up, register, subscribe, buy, order now, order yours, start with, claim, open this link, link in bio, ask me how, ask me, thank me later, message me, chat with, check out, get a free, get yours, kindly reply, let me know, download, install,
    klick*, anmelden, jetzt sichern, sichern, bestell*, kontakt*, schreiben sie, schreibt ihm, schreibt ihr, melde dich, rufen sie, rufen, kaufen, besuch*, anfrage, jetzt,
    cliquez, contactez*, contacte*, écrivez*, ajoutez*, inscrivez*, réservez, commandez, appelez, rejoignez, profitez, achetez, contact sur, écris-moi, découvrez,
    haz clic, contáct*, contact*, escríb*, escriba*, compre, compra, llama*, llame, pregunta por, regístrate, registrarte, únete, mira mis, visita*, aprovech*,
    clique, clica, chame, chama*, chamem, ligue, manda mensagem, entre em contato, compre, cadastre*, acesse, reserve,
    clicca, contatt*, scrivete*, scrivi*, chiama*, entrate, iscriviti, acquista, guarda, visita, ordina,
    klik, mail naar, bel, vraag hem, aanmelden, boek nu, pak nu, bestel*, neem contact,
    tıkla*, başvur*, arayın, yazın, mesaj atın, katılmak için, satın al, üye ol, ziyaret, ulaşabilirsiniz, iletişim, sipariş*, ona yazın,
    пишите, пиши, заходи*, подписывайся, подписывайтесь, обращайтесь, звоните, переходи*, забирай*, жми*, закаж*, регистрир*, напишите,
    راسلنا, راسلني, تواصل*, اتصل, اضغط, العب, اربح, سجل, التسجيل, احصل, اطلب, الطلب, زوروا, واتس, للتواصل, احجز,
    संपर्क, कॉल करें, क्लिक, मंगाने, बुक करें, भेजें, कमाएँ, कमाएं, खेलें, ऑर्डर करें, जुड़ें,
    رابطہ, کریں واٹس, کال کریں, آرڈر کریں, کلک, جائیں, ملیں, کھیلیں, حاصل کریں, کمائیں,
    liên hệ, nhắn, inbox, gọi, đặt hàng, đăng ký, truy cập, kết bạn, hubungi, klik, daftar, telepon, napisz*, zadzwoń, zamów, kliknij,
    加微信, 点击, 详聊, 登录, 登録, こちら, 教えます, 바로가기, 상담, 문의, 클릭`,
  /** How those speak whose life was changed by what they praise. */
  testimony: `
    until i met, until i found, until dr, i never believed, never believed, i never thought, never thought, thanks to this, all thanks, thanks to mr, thanks to mrs, thanks to dr, i testify, want to testify, testimony, changed my life, god bless him, god fearing, god-fearing, life saver, introduced me to, i was introduced, helped me, cured me, came back within, begging, he recovered, she turned, turned my, makes me, i recommend him, recommend them, recommend him, i highly recommend, highly recommended, hundred percent, withdrew, cashed out, into my account, i was scammed, fallen for a scam, victim*, no longer, best friend earns, my manager, working from, per hour working, tell him, sent you,
    bis ich, dank ihm, hat mir geholfen, in drei tagen, kennenlernte, zurückgebracht, verdiene ich, ich verdiene, kann ich nur empfehlen,
    grâce à, m'a accordé, m'a tout récupéré, je ne pensais pas, j'ai transformé, j'ai perdu kilos, vous ne le regretterez, elle vous aidera, si vous êtes victime,
    gracias a la, gracias al, me devolvió, pude invertir, persona honesta, fui víctima, me ayudó, recibí,
    graças a, me ensinou, ganhei, perdi quilos, traz a pessoa, hoje ganho,
    grazie alla signora, mi ha concesso, avevo perso, grazie a lui, ogni speranza, dacht dat,
    dankzij, ik verdien, sayesinde, geri döndü, bana kazandırdı, kilo verdim, geri aldı, katıldım, başladım şimdi,
    мне помог*, вернул мужа, вернула мужа, благодаря, зарабатываю, меня обманул, думал все потеряно, вернул деньги,
    بفضل, كنت عاطلا, أربح, خسرت, ساعدني, मेरी मदद, बना दिया, विश्वास नहीं, ठीक कर दी, घर बैठे, گھر بیٹھے, hướng dẫn tôi, giúp tôi, từ triệu lên,
    days later, in one week, within 48 hours, within 72 hours, within 24 hours, within five days, in 24 stunden, en 48 heures, en 24 horas, in 48 ore, en siete días, in two days, خلال يومين, 24 घंटे`,
  /** Money made easily. */
  earnings: `
    earn*, earning*, income, salary, extra cash, easy money, make money, from home, from my laptop, from your phone, home based, homecash, per hour, per day, daily, weekly, part time job, quit my job, quit the job,
    heimarbeit, verdien*, nebenbei, im monat, am tag, von zu hause,
    gagnez, gagner, par jour, depuis chez vous, à domicile, revenu*,
    gana dinero, gana, ganar, al día, desde casa, ingresos, ganancias,
    renda*, ganho, ganhar, por dia, trabalho em casa, em casa, ganhei,
    guadagn*, al giorno, da casa, verdienen, per week, elke week, thuiswerk,
    kazanmak, kazanç*, kazan*, evden günde, günde, telefonumla, ek gelir,
    зарабат*, заработ*, рублей в день, не выходя из дома, доход*,
    دخل يومي, أسبوعيا, يوميا, من المنزل, ربح, أربح,
    कमाएँ, कमाई, रोज, घर बैठे, کمائیں, روزانہ, گھر بیٹھے,
    thu nhập, mỗi ngày, kiếm tiền, làm tại nhà, cộng tác viên, penghasilan, zarabiaj, 月収, 日赚, 在家`,
  /** Praise of the site, which a news reader seldom speaks of. */
  sitePraise: `
    your blog, your web site, your website, your web-site, your weblog, this blog, this website, this web site, this weblog, the layout, web site, weblog, my blog, blog i, superb blog, bookmarked, bookmark, my google bookmarks, your writing, writing skills, excellent goods, this paragraph, such content, valuable content, such valuable, such an informative, such a informative, such kind of, keep posting, keep on posting, keep sharing, i will share it, share it with my friends, very useful info, came up, by way of google, exactly what i, paid theme, helpful information you, post is really, thanks for sharing such, i really enjoyed reading,
    super seite, tolle seite, ihre seite, deine seite, ihr blog, dein blog, favoriten, toller beitrag, schöner beitrag,
    votre site, votre blog, ton blog, mes favoris, mine d'informations, adoré votre,
    tu blog, su blog, tu página, su página, favoritos, excelente contenido, excelente blog, buen blog,
    seu blog, seu site, parabéns pelo conteúdo, ótimo blog, vostro sito, tuo blog, il sito, ottimo blog, preferiti, complimenti per il sito,
    geweldige website, mooie site, uw website, leuke blog, bedankt voor het delen,
    siteniz*, sitenizi, blogunuz*, yazılarınız*, harika bir yazı, ваш сайт, ваш блог, классный сайт, отличный сайт, полезный сайт, в закладки,
    موقع رائع, موقعكم, معلومات قيمة, موقع جميل, बढ़िया लेख, ऐसे ही लिखते, आपकी वेबसाइट, عمدہ ویب سائٹ, ویب سائٹ, rất hữu ích, cảm ơn bạn đã chia sẻ, trang web của bạn, świetny wpis, na pewno tu wrócę, 好网站, いいサイト`,
} as const;

/** What a word does in an advertisement. */
export type WordRole = keyof typeof WORDS;
const WORD_ROLES = Object.keys(WORDS) as WordRole[];

interface Term {
  role: WordRole;
  /** The term as it stands in a folded text; with a blank before it, and behind it unless it is an opening. */
  needle: string;
}

/** Terms by the opening of their first word: one look-up a word. Those in scripts without blanks stand apart. */
const OPENING = 3;
const byOpening = new Map<string, Term[]>();
const unspaced: Term[] = [];
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Letters and signs of one kind only, words apart by one blank: what terms are looked up in. */
export const foldWords = (text: string): string =>
  ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\u0307/g, "")
    .replace(/[’‘`]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}'%+/-]+/gu, " ")
    .trim()} `;

for (const role of WORD_ROLES)
  for (const raw of WORDS[role].split(",")) {
    const opening = raw.trim().endsWith("*");
    const folded = foldWords(raw.replace("*", ""));
    const term = { role, needle: opening ? folded.trimEnd() : folded };
    if (UNSPACED.test(raw)) {
      unspaced.push({ role, needle: folded.trim() });
      continue;
    }
    const key = folded.trim().split(" ")[0]!.slice(0, OPENING);
    const list = byOpening.get(key);
    if (list) list.push(term);
    else byOpening.set(key, [term]);
  }

/** The terms of each role that stand in a folded text (`foldWords`), each once. */
export function rolesOfWords(folded: string): Record<WordRole, Set<string>> {
  const found = Object.fromEntries(WORD_ROLES.map((role) => [role, new Set<string>()])) as Record<
    WordRole,
    Set<string>
  >;
  for (let at = 0, end = 0; at < folded.length - 1; at = end) {
    end = folded.indexOf(" ", at + 1);
    const terms = byOpening.get(folded.slice(at + 1, Math.min(end, at + 1 + OPENING)));
    if (terms) for (const { role, needle } of terms) if (folded.startsWith(needle, at)) found[role].add(needle.trim());
  }
  if (UNSPACED.test(folded))
    for (const { role, needle } of unspaced) if (folded.includes(needle)) found[role].add(needle);
  return found;
}
