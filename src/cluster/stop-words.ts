import { fold } from "./fold.ts";

/**
 * Function words by language (ISO 639-1): they carry grammar, not news. Never terms, and the evidence from which
 * a text's language is told. Written down from general knowledge of each language; a word missing here only
 * weighs a little until the document frequencies have learned it.
 */
const LISTS: Record<string, string> = {
  en: `a about above after again against all also although always am among an and another any are around as at away be
    because been before being below between both but by can cannot could did do does doing don down during each either
    else even ever every few for from further get gets getting go goes going gone got had has have having he her here
    hers herself him himself his how however i if in into is isn it its itself just let like may me might more most much
    must my myself neither no nor not now of off often on once one only onto or other others our ours ourselves out over
    own per put quite rather re s same shall she should since so some still such t than that the their theirs them
    themselves then there these they this those though through thus to too toward towards under until up upon us ve very
    via was wasn we well were what when where whether which while who whom whose why will with within without won would
    yet you your yours yourself ll d m aren couldn didn doesn hadn hasn haven shouldn weren wouldn said says say mr mrs
    ms`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin bis da dabei damit
    dann das dass dazu dem den denn der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch
    ein eine einem einen einer eines er erst es etwa etwas für gegen gegenüber hat hatte hatten haben hier ich ihm ihn
    ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jedoch jetzt kann kein keine können man mehr mit muss
    müssen nach neben nicht nichts noch nun nur ob oder ohne schon sehr sei sein seine seinem seinen seiner seit selbst
    sich sie sind so sollen sollte soll sowie über um und uns unter vom von vor war waren warum was wegen weil welche
    wenn wer werden wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen sagte`,
  fr: `à afin ai ainsi alors après au aucun aujourd auquel aussi autre autres aux avait avant avec avoir c car ce ceci cela
    celle celles celui cependant ces cet cette ceux chaque chez comme comment contre d dans de depuis des deux devant doit
    donc dont du elle elles en encore entre est et étaient était être eu eux fait faire font fut hier hors hui il ils j
    je jusqu l la le les leur leurs lors lui mais me même mêmes moins n ne ni non nos notre nous on ont ou où par parce
    pas pendant peu peut plus pour pourquoi qu quand que quel quelle quelques qui quoi s sa sans se selon sera ses si
    soit son sont sous sur ta tandis te tous tout toute toutes très tu un une vers voici voir vos votre vous y a été`,
  es: `a al algo alguna algunos ante antes aquel así aún aunque bajo bien cada como cómo con contra cual cuando cuál de del
    desde después donde dos durante e el él ella ellas ellos en entre era eran es esa ese eso esta está estaba están
    estas este esto estos fue fueron ha había habían hace hacia han hasta hay he la las le les lo los luego más me
    mediante mi mientras muy nada ni no nos nosotros o otra otras otro otros para pero poco por porque pues que qué
    quien quién se sea según ser si sí sido sin sino sobre solo son su sus también tan tanto te tiene tienen toda todas
    todo todos tras tu un una uno unos y ya yo dijo`,
  it: `a abbiamo ad agli ai al alla alle allo anche ancora avere aveva c che chi ci cioè coi col come con contro cosa così cui
    d da dagli dai dal dalla dalle dallo degli dei del dell della delle dello deve di dopo dove due e è ed era erano essere fa
    fino fra fu gli già ha hanno ho i il in invece io l la le lei li lo loro lui ma meno mentre mi molto ne negli nei nel
    nell nella nelle nello no noi non nostro o od ogni oggi oltre ora per perché però più poi può prima proprio qual quale
    quando quanto quasi quella quelle quelli quello questa queste questi questo qui sarà se sei senza si sia siamo sono
    stata stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tra tu tutta tutti tutto un una uno verso vi`,
  nl: `aan achter al alle alleen als ander andere bij binnen daar dan dat de der deze die dit doen door dus echter een en er
    ene eens geen gaan gaat had hadden heb hebben heeft hem hen het hier hij hoe hun ik in is ja je kan kon kunnen maar
    me meer men met mij moet moeten mijn na naar niet niets nog nu of om omdat onder ons ook op over s sinds te tegen
    tijdens toch toen tot tussen u uit uw van vanaf veel volgens voor waar waren was wat we wel werd werden wie wij wil
    wordt worden zal ze zei zelf zich zij zijn zo zonder zou zouden`,
  pt: `a à agora ainda algum alguns ante antes ao aos após aquela aquele as às até bem cada com como contra da das de dela dele
    deles depois desde deve do dois dos durante e é ela elas ele eles em enquanto entre era eram essa esse esta está estão
    estas este estes eu faz foi foram há isso isto já lhe mais mas me mesmo meu muito na não nas nem no nos nós nossa num
    numa o onde os ou outra outras outro outros para pela pelas pelo pelos por porque pouco qual quando que quem se seja
    sem ser será seu seus si sido sob sobre sua suas só tal também tem têm ter teve toda todas todo todos tudo um uma umas
    uns você disse`,
  tr: `acaba ama ancak arasında ardından aynı az bana bazı belki ben beri bile bir biraz biri birkaç biz bize bu bunu bunun bunlar
    burada böyle bütün çok çünkü da daha de defa değil diye dolayı dört en fakat gibi göre hangi hem hep hepsi her hiç için
    içinde ile ilgili ise işte kadar karşı kendi kez ki kim kimse mi mı mu mü nasıl ne neden nerede niye o olan olarak oldu
    olduğu olduğunu olması olmak on ona ondan onlar onu onun oysa önce öyle pek rağmen sadece sanki sen siz son sonra şey
    şu şöyle tarafından tüm üzere üzerinde var ve veya ya yani yapılan yaptığı yer yine yok yönelik zaman etti ettiği eden
    dedi belirtti söyledi`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же
    за здесь и из или им их к как какой когда который которая которые которых кто ли либо между меня мне может мы на над
    надо наш не него нее нет ни них но ну о об один однако он она они оно от очень перед по под после потом при про с
    сам свои своей своих свой себя сейчас со так также такой там те тем то того тоже той только том тот ты у уже хотя чего
    чем через что чтобы эта эти это этого этой этом этот я сказал заявил`,
  ar: `في من على إلى عن أن إن ان هذا هذه ذلك تلك التي الذي الذين ما ماذا لا لم لن قد كل كان كانت يكون تكون هو هي هم هما نحن أنا أنت
    مع بعد قبل بين حتى منذ عند عندما كما لكن أو ثم أي أيضا غير حول خلال ضد دون فوق تحت أمام بسبب وقد وكان وفي ومن وعلى وأن
    وقال وقالت قال قالت بأن لها له لهم به بها فيه فيها منه منها عليه عليها إليه اليوم وهو وهي كانوا سوف حيث إذا لأن ليس`,
  ur: `کا کی کے کو میں سے پر نے ہے ہیں تھا تھی تھے اور یہ وہ اس ان کہ جو جس جن تو بھی ہی نہیں نہ کیا کر کرنے کرتے کیے گیا گئی گئے ہو ہوئے
    ہوا ہوئی ہونے رہا رہی رہے تک ایک بعد لیے لئے ساتھ طرف اپنے اپنی اپنا یا اگر مگر لیکن جب کہا دیا دی دیے کسی کوئی کچھ سب والے والی والا
    دوران درمیان مطابق خلاف چکا چکی چکے جا جائے جانے سکتا سکتی سکتے انہوں انھوں تاہم`,
  hi: `का की के को में से पर ने है हैं था थी थे और यह वह इस उस इन उन कि जो जिस तो भी ही नहीं न क्या कर करने करते किया किए की गया गई गए हो हुए
    हुआ हुई होने रहा रही रहे तक एक बाद लिए साथ ओर अपने अपनी अपना या अगर मगर लेकिन जब कहा दिया दी कुछ सब वाले वाली वाला दौरान बीच अनुसार
    खिलाफ चुका जा जाए सकता सकते उन्होंने हालांकि द्वारा कोई किसी इसके उनके`,
  vi: `và của là có được trong cho với các những một này đó khi đã đang sẽ không người từ theo về trên đến ra vào tại như cũng để bị
    do nhiều năm sau trước còn nên thì mà hay hoặc nếu vì bởi rất lại chỉ phải làm ông bà anh chị họ tôi chúng ta việc cùng
    mới đây lên xuống qua giữa nhưng vẫn hơn nhất số ngày tháng`,
  zh: `的 了 在 是 我 有 和 就 不 人 都 一 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 他 她 它 们 与 及 或 但 而 对 从 被 把 将 于 为 以 等
    其 中 并 该 此 向 由 因 所 后 前 时 年 月 日 我们 他们 表示 称 可以 可能 已经 目前 进行 通过 以及 因为 所以 如果 但是`,
  ja: `の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ ない この ため その あっ よう また もの という あり まで
    られ なる へ か だ これ によって により おり より による ず なり られる において ば なかっ なく しかし について せ だっ その後 できる それ う
    ので なお のみ でき き つ における および いう さらに でも ら たり その他 に関する たち ます ん なら です ました ている`,
};

const FOLDED = new Map<string, ReadonlySet<string>>(
  Object.entries(LISTS).map(([lang, words]) => [lang, new Set(words.split(/\s+/).map((word) => fold(word, lang)))]),
);

const NONE: ReadonlySet<string> = new Set();

/** The folded function words of a language; empty for one we have no list for. */
export function stopWords(lang: string): ReadonlySet<string> {
  return FOLDED.get(lang) ?? NONE;
}

/** The languages we have function words for. */
export const LISTED_LANGUAGES: readonly string[] = [...FOLDED.keys()];
