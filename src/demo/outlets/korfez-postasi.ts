import { blocksHtml, escaped, linksHtml } from "../markup.ts";
import type { Outlet, PageParts } from "../outlet.ts";

/** Bir kıyı gazetesi: Turkish, in UTF-8, with dotted and undotted i to trip over. */
export const KORFEZ_POSTASI: Outlet = {
  id: "korfez-postasi",
  name: "Körfez Postası",
  number: 14,
  lang: "tr",
  tagline: "Körfezin iki yakasından haberler",
  feed: { path: "/rss", format: "rss", carries: "full" },
  robots: "User-agent: *\nDisallow: /arama\n",
  layout,
  articles: [
    {
      path: "/kent/vapur-iskelesi-kitaplik",
      title: "İskeledeki bekleme salonu geceleri kitaplığa dönüşüyor",
      author: "Ayça Işıklar",
      hoursBefore: 40,
      body: `
Son vapur kalktıktan sonra Mercanköy iskelesinin bekleme salonunda ışıklar artık sönmüyor. Belediye, boş duran ahşap salonu gece yarısına kadar açık kalan bir kitaplığa çevirdi.

Rafları kıyıdaki iki marangoz, eskiyen teknelerin güverte tahtalarından yaptı. İlk hafta üç yüzden fazla kişi geldi; çoğu evinde sessiz bir köşe bulamayan öğrencilerdi. “Dalga sesi ders çalışmaya iyi geliyor,” diyor lise son sınıfa giden Defne. Balıkçılar ise daha çok denizcilik atlaslarına bakıyor ve yanlışlarını kurşun kalemle düzeltiyor.

Kitap ödünç almak için kimlik istenmiyor. Görevli Işıl Hanım, deftere yalnızca kitabın adını ve geri geleceği vapurun saatini yazıyor. Şimdiye kadar iki kitap karşı yakada unutuldu, ikisini de kaptan getirdi.`,
    },
    {
      path: "/tarim/zeytin-hasadi-kaz-surusu",
      title: "Zeytinlikte ot biçme işini kazlar devraldı",
      author: "Cihan Göktepe",
      hoursBefore: 11,
      body: `
Yukarıçam köyünde zeytin hasadı bu yıl kaz sesleri arasında yapılıyor. Mazot parasını çıkaramayan on iki üretici, ağaçların altındaki otu temizlemek için birlikte dört yüz kaz aldı.

Kazlar yabani otu yiyor, dökülen zeytine dokunmuyor ve toprağı gübreliyor. Üreticilerden Hatice Soylu, geçen yıl üç kez traktör soktuğu bahçeye bu yıl hiç makine girmediğini anlatıyor. Tek sorun, kazların postacıyı köye sokmaması.

Ziraat odası yöntemi üç yıl boyunca izleyecek. Hasat bitince sürü satılmayacak; köylüler kazların adlarını şimdiden koymuş.`,
    },
  ],
};

function layout(page: PageParts): string {
  const { article } = page;
  const title = escaped(article.title);
  return `<!doctype html>
<html lang="tr">
<head>
<meta charset="utf-8">
<title>${title} | Körfez Postası</title>
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="Körfez Postası">
<meta name="datePublished" content="${page.iso}">
</head>
<body>
<header class="ust"><a href="/">Körfez Postası</a><nav><a href="/kent">Kent</a><a href="/tarim">Tarım</a><a href="/spor">Spor</a><a href="/hava">Hava durumu</a></nav></header>
<div class="haber">
<h1 class="haber-baslik">${title}</h1>
<div class="haber-bilgi"><span class="yazar">${escaped(article.author ?? "")}</span> <span class="tarih">${page.day}</span></div>
<div class="haber-metin">
${blocksHtml(page.blocks)}
</div>
<div class="paylas"><a href="#p">Paylaş</a> <a href="#y">Yazdır</a></div>
</div>
<div class="ilgili"><h3>İlgili haberler</h3><ul>
${linksHtml(page.related)}
</ul></div>
<div class="alt">Körfez Postası, her gün öğleden sonra. <a href="/kunye">Künye</a></div>
</body>
</html>
`;
}
