"""Which characters the texts of a language are made of, to tell a right decoding from a wrong one.

Bytes above 127 mean something in nearly every encoding. Read in the wrong one, a text has letters
that its language does not know, capitals inside words, or rare letters all over.
"""

import functools

from .languages import UNDETERMINED

# Letters beyond ASCII that words of the language have, in small letters.
_LATIN = {
    "af": "êëéèïîôöû", "az": "çəğıöşü", "bs": "čćđšž", "ca": "àçèéíïòóúü·",
    "cs": "áčďéěíňóřšťúůýž", "cy": "âêîôûŵŷáéíóúàèìòùäëïöüẅÿ",
    "da": "æøåé", "de": "äöüß", "en": "éèêàçïöüñ",
    "es": "áéíñóúü¿¡ªº", "et": "äõöüšž", "eu": "ñçü",
    "fi": "äöåšž", "fr": "àâæçéèêëîïôœùûüÿ", "ga": "áéíóú",
    "gl": "áéíñóúü", "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "é", "is": "áðéíóúýþæö",
    "it": "àèéìîòóù", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "ms": "é", "nb": "æøåéòô",
    "nl": "éëïóöüèêá", "nn": "æøåéòô", "no": "æøåéòô", "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõúü",
    "ro": "ăâîșşțţ", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "sq": "ëç", "sv": "åäöé",
    "sw": "é", "tr": "çğıöşüâîû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
# The letters that make up most of a text, then the rest of the alphabet.
_OTHER = {
    "ar": ("اليمنورتبعدسفقهكحةأ", "جشصخضطذغءثزىئظؤآإًٌٍَُِّْ"),
    "be": ("аеінсыролкядуцтвпмг", "бчзьшэхйжўюёфщ’"),
    "bg": ("аеиотнрсвлдкпмъзгубя", "чцйжщхшюфь"),
    "el": ("ατοιενσρκπυμηςλάόίέδ", "ύγήθωφβχώξζψϊϋΐΰ"),
    "fa": ("ایرندهمتوسکبشلزفگعخق", "پجآحچصءئضطغذظثژ‌ًَُِّؤأة"),
    "he": ("יוהלאתרבשמןנםדעחכקפג", "סטזצךץףְֱֲֳִֵֶַָֹּ"),
    "hy": ("աներությիսկմվլդգտհոպ", "շբցզքխչջղճժձփծօռէըֆև"),
    "ka": ("აიესრდმნლობთვუკგთხშც", "ზპქყწჩტფღძჭჯჰჟ"),
    "kk": ("аеныіртлдсқмкбағуішп", "ойжзгөәүұңһхвцфэюячщ"),
    "mk": ("аоиетнрсвкдплмузјгбч", "цшжќџѓхљњѕф"),
    "ru": ("оеаинтсрвлкмдпуыягзб", "ьчйхжшюцщэфъё"),
    "sr": ("аоиенрсјтукдвмплгзбш", "чћжцњђхљфџ"),
    "th": ("านรอกเงมยลวดทสตะปบคห", "แจพชขใไโผภซถศธ่้ิีึืุู์ัํำ็ณญฐฒฎฏฆฉฌฟฝฤษฬฮๆ"),
    "uk": ("оаинвітерсклудмпязьг", "бчйхцжїєшющґф’"),
    "ur": ("ایکرمہنوسےتلبدپںجشھگ", "عفقٹڑخحزصآئطءچڈضغظذثژۃؤ"),
}  # fmt: skip
_SPACELESS = ("zh", "ja", "ko")
_HAN = frozenset(
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里"
    "这個們為時說來國對後會過還發開從樣見長種當無與動進實關於經業員現問體點將應電話報導記者日本社民主法"
    "公部市新成政前高多分同方面期加工作用行全力明三天最定重此其所事情等二十月号日消息表示総理首相東京関係"
    "政府経済会议總統議員市長警察調査事件発表約者氏題決機場合手金円億万千百"
)
_HANGUL = frozenset(
    "이다는을가에의를고한은하지로사도기서해인대나자과시리정아어일그만라수있부들보전장공상주여동국"
    "으원비조스제안면우연구경생관유선소계세회민미오트방강권통성위당무적된했였습니까합네요"
)
_PUNCTUATION = frozenset(
    "–—‘’“”„‚…«»‹›§°·•€£©®™\u00a0\u00ad、。「」『』（）・，？！：；،؛؟۔٪№―′″׳״־0123456789"
)
# Foreign names have letters that the language of the text doesn't.
_FOREIGN = 0.5
# A capital inside a word is what a small letter of another table looks like.
_CAPITAL_INSIDE = 0.2
_SPACELESS_SHARE = 0.65


def fit(text: str, language: str) -> float:
    """How well the characters beyond ASCII suit a text of this language: 0 badly, 1 well.

    1 for a text that is ASCII only; a text in Chinese characters can have more.

    >>> round(fit("L’été à Genève", "fr"), 2), round(fit("LíÈtÈ ‡ GenËve", "fr"), 2)
    (0.98, 0.22)
    """
    weights = _weights(language)
    total, count = 0.0, 0
    before = " "
    for character in text:
        if character > "\x7f":
            count += 1
            small = character.lower()
            weight = weights.get(small, 0.0)
            if weight and small != character and before.islower():
                weight *= _CAPITAL_INSIDE
            total += weight
        before = character
    if not count:
        return 1.0
    scale = _SPACELESS_SHARE if language in _SPACELESS else 1.0
    return total / count / scale


def possible(language: str) -> tuple[str, ...]:
    """The languages to try for a text that was taken for this one, rightly decoded or not.

    A language in Latin letters shows through wrong accents. In another script, wrong letters make
    any language of it. One that nobody can tell may be any.
    """
    if language in _LATIN:
        return (language,)
    others = (*_SPACELESS, *_OTHER)
    return (*others, *_LATIN) if language == UNDETERMINED else others


@functools.cache
def _weights(language: str) -> dict[str, float]:
    weights = dict.fromkeys(_PUNCTUATION, 0.9)
    if language in _SPACELESS:
        weights |= {chr(code): 0.45 for code in range(0x4E00, 0xA000)}
        weights |= dict.fromkeys(_HAN, 1.0)
        if language == "ja":
            weights |= {chr(code): 1.0 for code in range(0x3041, 0x3100)}
        if language == "ko":
            weights |= {chr(code): 0.4 for code in range(0xAC00, 0xD7A4)}
            weights |= dict.fromkeys(_HANGUL, 1.0)
    elif language in _OTHER:
        common, rest = _OTHER[language]
        weights |= dict.fromkeys(common, 1.0) | dict.fromkeys(rest, 0.7)
    else:
        weights |= dict.fromkeys("".join(_LATIN.values()), _FOREIGN)
        weights |= dict.fromkeys(_LATIN.get(language, ""), 1.0)
    return weights
