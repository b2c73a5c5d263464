"""What stands beside a date on its line: labels, weekdays, times of day, how long one reads."""

import re

_LABELS = (
    r"(?:first |originally )?(?:published|posted)(?: date)?|(?:last )?updated|last modified"
    r"|modified|created|added|issued|uploaded|original|(?:release|issue|publication|pub) date"
    r"|released?|date published|date"
    r"|publiée?|mise? à jour|dernière mise à jour|modifiée?"
    r"|veröffentlicht|publiziert|erstellt|erschienen|(?:zuletzt )?aktualisiert|stand|datum"
    r"|publicado|actualizado|última actualización|fecha(?: de publicación)?|atualizado"
    r"|pubblicato|aggiornato|ultimo aggiornamento|data|gepubliceerd|bijgewerkt|opublikowano"
    r"|опубликовано|дата(?: публикации)?|обновлено|опубліковано|оновлено"
    r"|(?:تم )?النشر|نشر|تاريخ النشر|آخر تحديث|تم التحديث|تاریخ(?: انتشار)?|التاريخ"
    r"|منتشر شده|(?:آخرین )?به‌روزرسانی"
    r"|(?:פורסם|עודכן)(?: לאחרונה)?|תאריך(?: פרסום)?"
    r"|(?:发布|發布|更新|发表|發表)?(?:时间|時間|日期)|(?:发布|發布|更新)[于於]"
    r"|(?:公開|掲載|投稿|配信|作成|(?:最終)?更新)(?:日時?)?"
    r"|(?:기사 ?)?(?:입력|등록|게시|작성|승인|송고|발행|(?:최종 ?)?수정|업데이트)(?:일시?|시간)?"
    r"|प्रकाशित|पब्लिश|अपडेट(?:ेड)?|เผยแพร่(?:เมื่อ)?|โพสต์(?:เมื่อ)?|วันที่|อั[ปพ]เดต(?:ล่าสุด)?"
    r"|yayınlanma(?: tarihi)?|yayın tarihi|giriş tarihi|(?:son )?güncelleme(?: tarihi)?|tarih"
)
_LINKS = r"(?: (?:on|at|le|am|el|em|il(?! y a)|op|dnia|في|بتاريخ|در|בתאריך)(?=[ :\d])| ב-(?=\d))?"
LABEL = re.compile(
    rf"(?P<label>(?:{_LABELS}){_LINKS})(?:(?<=-)|(?!\w)) ?[:：\-–|]? ?",
    re.IGNORECASE,
)
UPDATE = re.compile(
    r"updated|modified|mise? à jour|modifiée?|aktualisiert|actuali[sz]a|atualizado|aggiorna"
    r"|bijgewerkt|обнов|оновлен|تحديث|روزرسانی|עודכן|更新|güncel|수정|업데이트|अपडेट|อั[ปพ]เดต",
    re.IGNORECASE,
)
_DAYS_OF_WEEK = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|(?:ال)?(?:أحد|احد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة|سبت)"
    "|(?:(?:یک|دو|سه|چهار|پنج)[ \u200c]?)?شنبه|جمعه"
    r"|[（(]?(?:星期|周|週)[一二三四五六日天][）)]?|[（(][月火水木金土日월화수목금토일][）)]?"
    r"|[月火水木金土日]曜日|[월화수목금토일]요일"
)
WEEKDAY = re.compile(rf"(?:{_DAYS_OF_WEEK})[,،]? ?", re.IGNORECASE)
_ZONE = (
    r"(?: ?\(?"
    r"(?:z\b|(?:utc|gmt)(?: ?[+-]\d{1,2}(?::?\d\d)?)?|[a-z]{1,4}t\b|msk|мск|local time)\)?)?"
    r"(?: ?[+-]\d\d:?\d\d)?(?: بتوقيت [^\W\d_]{3,15}(?: [^\W\d_]{3,15})?)?"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]| ?h ?)\d\d(?::\d\d(?:\.\d+)?)?|\d{1,2}(?= ?(?:[ap]\.?m\b|uhr\b|h\b))"
    r"|\d{4}(?= (?:gmt|utc|hrs|[a-z]{2,3}t)\b)|\d{1,2}[时時点]\d{1,2}分?)"
    r"(?: ?(?:[ap]\.?m\b\.?|uhr|uur|hrs?\b|h\b|ч\b\.?|น\.|(?:ص|م|صباحا|مساء|ق\.ظ|ب\.ظ)(?!\w)))?"
)
_DAYTIME = r"(?:(?:上午|下午|凌晨|早上|晚上|午前|午後|오전|오후) ?)?"
TIME = rf"{_DAYTIME}{_CLOCK}{_ZONE}(?: ?\({_CLOCK}{_ZONE}\)?)?"
AT = (
    r"(?:(?:at|à|às|a las|alle(?: ore)?|ore|um|kl\.?|klo|om|o|о|в|saat|ساعت|الساعة|(?:ב|ה)שעה)"
    r":? |t(?=\d))?"
)
_READING = (
    r"(?:timer|schedule|access_time)? ?\d{1,3}[ -]?min(?:ute[ns]?|s)?\b\.?"
    r"(?: (?:read|de lecture|de lectura|de leitura|lesezeit|di lettura))?"
)
_YEAR_WORD = r" ?(?:г\b\.?|года\b|р\b\.?|م(?!\w)|r\b\.)"
_BETWEEN = r"[ ,،|/·•–—-]*"
TIME_BEFORE = re.compile(rf"{TIME},? (?:on )?|(?:le|vom|den) (?=\d)", re.IGNORECASE)
TIME_ONLY = re.compile(
    rf" ?(?:(?:(?:{_DAYS_OF_WEEK})[,،]? )?{AT}{TIME}\.?|{_READING}) ?", re.IGNORECASE
)
AFTER = re.compile(
    rf"(?:{_YEAR_WORD})?[,،]?(?: ?(?:{_DAYS_OF_WEEK}))?"
    rf"(?P<time>{_BETWEEN}{AT}{TIME})?(?: ?\(?[a-z]{{1,4}}t\)?)?"
    rf"(?:{_BETWEEN}{_READING})?[ .,/–—-]*",
    re.IGNORECASE,
)
"""What may follow a date to the end of its part of a line; `time` is None without one."""
TRAILING = re.compile(rf"[,،]?(?: [–—-])? {AT}{TIME}$", re.IGNORECASE)
# "By" is followed by names: "by the numbers" is a headline's.
_SIGNED = (
    r"[ |/,–—-]+(?:by|von|par|por|di|door|av|автор:?)"
    r":? (?!(?:the|a|an|my|our|its|der|die|das|le|la|les|el|los) )[^\d,.!?:;]{2,60}"
)
CREDIT = re.compile(
    rf"\s+来源\s*[:：].{{1,40}}$|\s+/ (?:[Ss]ource ?: )?[A-Z][\w .&-]{{1,30}}$|(?i:{_SIGNED})$"
    r"|\s+(?:واس|وام|قنا|كونا|بنا|سانا|وفا|بترا|سونا|وكالات|رويترز|[أا] ?ف ?ب|د ?ب ?[أا])$"
)
_PUBLISHED = (
    r"(?:(?:last |first )?(?:updated|published|modified)|(?:mise? à jour|publiée?|modifiée?"
    r"|aktualisiert|actualizado|atualizado|aggiornato|обновлено|güncelleme|original|입력|등록"
    r"|(?:최종 ?)?수정|업데이트|(?:最終)?更新|अपडेट|อั[ปพ]เดต)(?!\w))"
)
PART = re.compile(
    rf"\s*[|•·]\s*|\s+[-–—/]\s+(?={_PUBLISHED})|(?:(?<=\d)|(?<=[ap]m))[\s,]*(?={_PUBLISHED})",
    re.IGNORECASE,
)
