//! Words of forty languages, the commonest first, in the scripts they are written in.

/// How a language is written.
pub struct Language {
    /// Its folder below the blog.
    pub code: &'static str,
    /// Between two words; nothing where words are not set apart.
    pub space: &'static str,
    /// Its words, with single spaces between them.
    pub words: &'static str,
}

const fn spaced(code: &'static str, words: &'static str) -> Language {
    Language { code, space: " ", words }
}

const fn joined(code: &'static str, words: &'static str) -> Language {
    Language { code, space: "", words }
}

/// English has most of the posts, see [`super::language`].
pub const LANGUAGES: [Language; 40] = [
    spaced(
        "en",
        "the of and to in that was for with from this kubernetes garden writing software winter bread memory \
         river compiler performance database travel kitchen notes photography container morning language \
         understanding javascript deployment mountain library simple question release example network history",
    ),
    spaced(
        "de",
        "der und die nicht über für Straße Öl Bücher Gärten Küche Reise Rechner Größe Wörter schön Häuser",
    ),
    spaced(
        "fr",
        "le et de à été français château forêt œuvre naïf déjà voyage écriture cuisine hôtel garçon où",
    ),
    spaced(
        "es",
        "el y de que año corazón niño jardín canción después también montaña viaje cocina pingüino más",
    ),
    spaced("pt", "o e de não coração manhã jardim viagem cozinha você também avião língua pão história será"),
    spaced(
        "it",
        "il e di che città perché caffè viaggio giardino cucina libreria più università strada verità",
    ),
    spaced(
        "nl",
        "de en het een niet huis tuin keuken reis schrijven geschiedenis één vrij beïnvloeden ijs zee",
    ),
    spaced("sv", "och att det är hus trädgård kök resa språk över människor små fjäll sjö skriva öppen"),
    spaced("da", "og det er ikke hus køkken rejse sprog være mennesker små fjord skrive åben brød kærlighed"),
    spaced(
        "nb",
        "og det er ikke hus kjøkken reise språk være mennesker små fjord skrive åpen brød kjærlighet",
    ),
    spaced("fi", "ja on ei se talo keittiö matka kieli ihmiset järvi metsä kirjoittaa yö päivä leipä ystävä"),
    spaced("is", "og að það er ekki hús garður ferð tungumál þetta fólk fjörður skrifa brauð ást íslenska"),
    spaced(
        "pl",
        "i w nie że jest dom ogród kuchnia podróż język książka życie śnieg żółty źródło chleb łąka",
    ),
    spaced("cs", "a že je se dům zahrada kuchyně cesta jazyk kniha život sníh žlutý řeka chléb přítel město"),
    spaced(
        "sk",
        "a že je sa dom záhrada kuchyňa cesta jazyk kniha život sneh žltý rieka chlieb priateľ mesto",
    ),
    spaced("hu", "és a az hogy nem ház kert konyha utazás nyelv könyv élet hó sárga folyó kenyér barát őszi"),
    spaced(
        "ro",
        "și de la nu că casă grădină bucătărie călătorie limbă carte viață zăpadă râu pâine prieten țară",
    ),
    spaced(
        "hr",
        "i je da se ne kuća vrt kuhinja putovanje jezik knjiga život snijeg žut rijeka kruh prijatelj",
    ),
    spaced(
        "lt",
        "ir kad yra ne namas sodas virtuvė kelionė kalba knyga gyvenimas sniegas upė duona draugas žodis",
    ),
    spaced(
        "lv",
        "un ka ir ne māja dārzs virtuve ceļojums valoda grāmata dzīve sniegs upe maize draugs vārds",
    ),
    spaced("et", "ja et on ei maja aed köök reis keel raamat elu lumi jõgi leib sõber sõna õhtu öö"),
    spaced(
        "tr",
        "ve bir bu için ev bahçe mutfak yolculuk dil kitap hayat kar ırmak ekmek dost İstanbul güneş şehir",
    ),
    spaced(
        "vi",
        "và là của không nhà vườn bếp chuyến đi ngôn ngữ sách cuộc sống tuyết sông bánh mì bạn đường",
    ),
    spaced(
        "id",
        "dan yang di tidak rumah kebun dapur perjalanan bahasa buku hidup sungai roti teman kata malam",
    ),
    spaced("sw", "na ya wa ni nyumba bustani jikoni safari lugha kitabu maisha mto mkate rafiki neno usiku"),
    spaced(
        "el",
        "και το να δεν είναι σπίτι κήπος κουζίνα ταξίδι γλώσσα βιβλίο ζωή χιόνι ποτάμι ψωμί φίλος άνοιξη",
    ),
    spaced("ru", "и в не что это дом сад кухня путешествие язык книга жизнь снег река хлеб друг ещё город"),
    spaced("uk", "і в не що це дім сад кухня подорож мова книга життя сніг річка хліб друг їжак ґанок"),
    spaced("bg", "и в не че това къща градина кухня пътуване език книга живот сняг река хляб приятел град"),
    spaced("sr", "и у не да је кућа врт кухиња путовање језик књига живот снег река хлеб пријатељ град"),
    spaced("he", "של את לא על זה בית גן מטבח מסע שפה ספר חיים שלג נהר לחם חבר עיר"),
    spaced("ar", "في من على أن هذا بيت حديقة مطبخ رحلة لغة كتاب حياة ثلج نهر خبز صديق مدينة"),
    spaced("fa", "و در به که این خانه باغ آشپزخانه سفر زبان کتاب زندگی برف رود نان دوست شهر"),
    spaced("hi", "और का है में यह घर बगीचा रसोई यात्रा भाषा किताब जीवन बर्फ नदी रोटी मित्र शहर"),
    spaced("bn", "এবং এর হয় না এই বাড়ি বাগান রান্নাঘর যাত্রা ভাষা বই জীবন তুষার নদী রুটি বন্ধু শহর"),
    spaced("ta", "மற்றும் இது ஒரு இல்லை வீடு தோட்டம் சமையலறை பயணம் மொழி புத்தகம் வாழ்க்கை பனி நதி ரொட்டி நண்பன்"),
    spaced("ko", "그리고 이것은 집 정원 부엌 여행 언어 책 인생 눈 강 빵 친구 도시 안녕하세요 세계"),
    joined(
        "ja",
        "の は を が これ 家 庭 台所 旅行 言語 本 人生 雪 川 パン 友達 町 タイトル プログラム 日本語",
    ),
    joined("zh", "的 和 是 不 这 房子 花园 厨房 旅行 语言 书 人生 雪 河 面包 朋友 城市 标题 程序 中文"),
    joined("th", "และ ที่ ไม่ เป็น นี้ บ้าน สวน ครัว การเดินทาง ภาษา หนังสือ ชีวิต หิมะ แม่น้ำ ขนมปัง เพื่อน เมือง"),
];
