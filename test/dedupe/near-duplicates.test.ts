import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk, fixture, fixturesIn, inventedText } from "./given.ts";

const original = fixture("wire/original");

for (const name of ["reprint", "local-insert", "updated"]) {
  test(`a wire text is found after edits, in both orders: ${name}`, () => {
    for (const [first, second] of [
      ["original", name],
      [name, "original"],
    ] as const) {
      const desk = new Desk();
      assert.equal(desk.take(first, fixture(`wire/${first}`)).duplicate, null);
      const { duplicate } = desk.take(second, fixture(`wire/${second}`));
      assert.equal(duplicate?.parentId, first);
      assert.equal(duplicate?.relation, "copy");
    }
  });
}

test("an RSS summary that comes after its full text is an excerpt, and the full text that comes after contains it", () => {
  for (const name of ["summary", "brief"]) {
    const desk = new Desk();
    desk.take("full", original);
    assert.equal(desk.take(name, fixture(`wire/${name}`)).duplicate?.relation, "excerpt");
    const reverse = new Desk();
    reverse.take(name, fixture(`wire/${name}`));
    const { duplicate } = reverse.take("full", original);
    assert.equal(duplicate?.relation, "contains");
    assert.equal(duplicate?.parentId, name);
  }
});

test("an original that arrives after its copy joins the copy's family, and further copies do too", () => {
  const desk = new Desk();
  desk.take("reprint", fixture("wire/reprint"));
  assert.equal(desk.take("original", original).duplicate?.originalId, "reprint");
  const third = desk.take("insert", fixture("wire/local-insert"));
  assert.equal(third.duplicate?.originalId, "reprint");
  assert.equal(third.duplicate?.parentId, "original", "the parent is the text that shares most");
});

test("the same article under five URLs is one original and four copies", () => {
  const desk = new Desk();
  const decisions = [1, 2, 3, 4, 5].map((n) => desk.take(`url${n}`, original, "one.example"));
  assert.equal(decisions[0]?.duplicate, null);
  for (const { duplicate, reason } of decisions.slice(1)) {
    assert.equal(duplicate?.originalId, "url1");
    assert.equal(duplicate?.relation, "copy");
    assert.equal(duplicate?.covered, 1);
    assert.equal(reason, "same-words");
  }
});

test("five independent reports of one event share almost nothing and are not duplicates", () => {
  const reports = fixturesIn("talks");
  assert.equal(reports.length, 5);
  const grams = reports.map(({ text }) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return new Set(words.slice(2).map((_, i) => words.slice(i, i + 3).join(" ")));
  });
  for (const [i, a] of grams.entries()) {
    for (const b of grams.slice(i + 1)) {
      const shared = [...a].filter((gram) => b.has(gram)).length;
      assert.ok(shared / (a.size + b.size - shared) < 0.08);
    }
  }
  const desk = new Desk();
  for (const [n, report] of reports.entries()) assert.equal(desk.take(`report${n}`, report).duplicate, null);
});

test("an article with fewer words than the bound is a duplicate only of the very same title and text", () => {
  const desk = new Desk();
  const short = { title: "Watch: the harbour at dawn", text: "A minute of film from the harbour." };
  desk.take("a", short);
  assert.equal(desk.take("b", { ...short, title: "Watch: the harbour at dusk" }).reason, "too-few-words");
  assert.equal(desk.take("c", short).duplicate?.parentId, "a");
  assert.equal(desk.take("d", { title: "WATCH: The harbour at dawn", text: short.text }).duplicate?.parentId, "a");
});

test("an empty text is near nothing, not even another empty one", () => {
  const desk = new Desk();
  assert.equal(desk.take("a", { title: "", text: "" }).duplicate, null);
  assert.equal(desk.take("b", { title: "", text: "" }).duplicate, null);
  assert.equal(desk.take("c", { title: "", text: " \n — …" }).duplicate, null);
});

test("a text of 20,000 words is compared, and its excerpt and its copy with a cut are found", () => {
  const desk = new Desk();
  const text = inventedText(20_000, 9);
  const words = text.split(" ");
  desk.take("long", { title: "Report of the inquiry", text });
  assert.equal(
    desk.take("head", { title: "Inquiry", text: words.slice(0, 80).join(" ") }).duplicate?.relation,
    "excerpt",
  );
  const cut = [...words.slice(0, 3000), ...words.slice(6000)].join(" ");
  assert.equal(desk.take("cut", { title: "The inquiry", text: cut }).duplicate?.parentId, "long");
});

test("text beyond the bound of words does not count", () => {
  const desk = new Desk({ maxWords: 100 });
  const head = inventedText(100, 10);
  desk.take("a", { title: "", text: `${head} ${inventedText(400, 11)}` });
  assert.equal(desk.take("b", { title: "", text: `${head} ${inventedText(400, 12)}` }).reason, "same-words");
});

test("a text that repeats one sentence ten thousand times is compared in bounded time", () => {
  const desk = new Desk();
  const text = "the same few words come again and again here ".repeat(2000);
  desk.take("a", { title: "One", text });
  assert.equal(desk.take("b", { title: "Two", text: `${text} and then an end` }).duplicate?.parentId, "a");
});

test("a quoted statement and one shared background paragraph do not make a copy", () => {
  const statement =
    "“We have taken every measure the engineers asked of us, and we will not open the bridge again until the last bolt has been looked at twice,” the operator said in a statement on Monday evening.";
  const desk = new Desk();
  for (let n = 0; n < 6; n++) {
    const text = `${inventedText(90, 20 + n)}\n\n${statement}\n\n${inventedText(120, 40 + n)}`;
    assert.equal(desk.take(`a${n}`, { title: `Bridge ${n}`, text }).duplicate, null);
  }
});

test("pages of one site that share a long footer are not copies of each other", () => {
  const footer = inventedText(150, 70);
  const desk = new Desk();
  for (let n = 0; n < 6; n++) {
    const text = `${inventedText(110, 80 + n)}\n\n${footer}`;
    assert.equal(desk.take(`page${n}`, { title: `Page ${n}`, text }, "one.example").duplicate, null, `page ${n}`);
  }
});

const OTHER_SCRIPTS: Record<string, [string, string]> = {
  Japanese: [
    "港町バルンホルムは火曜日の未明、予報より早く到達した嵐により低地が浸水し、住民約340人が自宅から避難した。消防によると、魚市場周辺の道路は午前5時までに膝の高さまで水に浸かった。高齢者施設の地下室は数分で満水となり、入居者27人は全員、高台にある学校の体育館に移された。けが人はいない。フェリー会社は14便すべてを欠航とし、水曜日の運航は東側の桟橋の状態によると説明した。町長は損害が数百万に上るとの見方を示し、議会が3年前に費用を理由に否決した防潮水門の建設を改めて求めた。",
    "嵐の影響で島の学校は木曜日まで休校となる。教育委員会は、通学路の安全を確かめたうえで再開の時期を決める方針だ。保護者からは授業の遅れを心配する声も出ている。商店街では朝から片付けが続き、店主らは泥をかき出す作業に追われた。気象台は風向きの急な変化が原因だったとみて、予測の仕組みを見直すとしている。専門家は沿岸の町に共通する課題だと指摘する。",
  ],
  Chinese: [
    "周二凌晨，一场比预报来得更快的风暴淹没了瓦恩霍尔姆的下城区，约三百四十名居民被迫离家，海峡渡轮停航。消防部门说，到清晨五点，鱼市周围的街道积水已经及膝。养老院的地下室在几分钟内灌满海水，二十七名老人全部被转移到高处学校的体育馆，没有人受伤。渡轮公司取消了当天的全部航班，并表示周三是否恢复要看东码头的情况。市长说损失将达数百万，并再次要求修建挡潮闸。",
    "受风暴影响，岛上的学校将停课到星期四。教育局表示，在确认道路安全之后才会决定复课时间。不少家长担心课程进度。商业街的店主从早上开始清理淤泥，有人说冬衣存货全部报废。气象台认为风向突变是主因，准备检查预报模型。专家指出，沿海小城普遍缺乏防护设施，需要长期规划。",
  ],
  Arabic: [
    "اجتاحت عاصفة وصلت أسرع من المتوقع الحي المنخفض في بلدة فارنهولم قبل فجر الثلاثاء، وأجبرت نحو 340 شخصا على مغادرة منازلهم وأوقفت حركة العبارات في المضيق. وقالت فرق الإطفاء إن المياه وصلت إلى مستوى الركبة في الشوارع المحيطة بسوق السمك عند الساعة الخامسة صباحا. ونقل جميع نزلاء دار المسنين وعددهم 27 إلى قاعة رياضية في مدرسة على أرض مرتفعة، ولم يصب أحد بأذى. وألغت شركة العبارات جميع الرحلات وقالت إن جدول الأربعاء يتوقف على حالة الرصيف الشرقي.",
    "تبقى المدارس في الجزيرة مغلقة حتى الخميس بسبب العاصفة، وقالت إدارة التعليم إنها ستقرر موعد العودة بعد فحص الطرق. ويخشى الأهالي من تأخر الدروس. وفي السوق بدأ أصحاب المتاجر منذ الصباح إزالة الطين، وقال أحدهم إنه خسر بضاعة الشتاء كلها. ويرى خبراء أن البلدات الساحلية تحتاج إلى خطة طويلة الأمد لحماية الأحياء القديمة من المد المرتفع.",
  ],
  Turkish: [
    "Tahminlerden daha hızlı gelen fırtına, salı günü şafaktan önce Varnholm'ün aşağı mahallesini sular altında bıraktı; yaklaşık 340 kişi evinden ayrılmak zorunda kaldı ve boğazda feribot seferleri durdu. İtfaiye, balık pazarı çevresindeki sokaklarda suyun sabah saat beşte diz boyuna ulaştığını bildirdi. Huzurevinde kalan 27 kişinin tamamı yüksekteki bir okulun spor salonuna taşındı, yaralanan olmadı. Feribot şirketi bütün seferleri iptal etti ve çarşamba günkü tarifenin doğu iskelesinin durumuna bağlı olduğunu açıkladı.",
    "Fırtına nedeniyle adadaki okullar perşembeye kadar kapalı kalacak. Eğitim müdürlüğü, yolların güvenliği görüldükten sonra karar verileceğini duyurdu. Veliler derslerin gecikmesinden kaygılı. Çarşıda esnaf sabahtan beri çamur temizliyor; bir dükkân sahibi kışlık mallarının tamamını kaybettiğini söyledi. Uzmanlara göre kıyı kasabaları için uzun vadeli bir koruma planı gerekiyor.",
  ],
};

for (const [language, [text, other]] of Object.entries(OTHER_SCRIPTS)) {
  test(`${language}: an edited copy and an excerpt are found, another report is not`, () => {
    const desk = new Desk();
    desk.take("first", { title: "", text });
    assert.equal(desk.take("other", { title: "", text: other }).duplicate, null);
    const cut = Math.floor(text.length * 0.75);
    const edited = `${text.slice(0, cut)}\n\n${other.slice(0, 40)}`;
    assert.equal(desk.take("edited", { title: "", text: edited }).duplicate?.originalId, "first");
    assert.equal(
      desk.take("excerpt", { title: "", text: text.slice(0, text.length * 0.4) }).duplicate?.relation,
      "excerpt",
    );
  });
}
