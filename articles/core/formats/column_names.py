"""What columns and keys are called in the exports of news archives, in several languages."""

import re

from .records import ArticleField

_NOT_LETTERS = re.compile(r"[\W_]+")
# In the order of preference: an export with both "title" and "headline" means the first.
_NAMES: dict[ArticleField, str] = {
    ArticleField.TITLE: """
        headline title articletitle newstitle webtitle headlinemain titlerendered subjectline
        hl1 subject titel überschrift schlagzeile titre títol título titulo titular encabezado
        titolo tytuł başlık otsikko rubrik overskrift kop заголовок название заглавие наслов
        عنوان العنوان تیتر سرخط כותרת 标题 標題 题目 タイトル 見出し 제목 शीर्षक τίτλος judul tiêuđề
    """,
    ArticleField.BODY: """
        body articlebody bodytext fulltext articletext fullarticle articlecontent maintext plaintext
        text content contentrendered contentencoded newscontent story article storytext rawtext
        cleantext bodyhtml html fieldsbodytext fieldsbody artikeltext inhalt volltext haupttext
        texte contenu corps texto cuerpo contenido conteúdo corpo testo contenuto tekst treść metin
        içerik haber teksti innehåll innhold inhoud tekstartykułu текст содержание содержимое тело
        зміст نص النص محتوى المحتوى متن خبر טקסט תוכן 正文 内容 內容 全文 文章 本文 記事 본문 내용
        पाठ κείμενο isi nộidung passage document transcript paragraphs summary description abstract
        standfirst excerpt lead leadparagraph
    """,
    ArticleField.KICKER: """
        kicker section sectionname category rubric ressort rubrik rubrique sección seccion sezione
        rubryka рубрика раздел категория قسم القسم חדר מדור 栏目 欄目 分类 カテゴリ 섹션 desk
        newsdesk topic categories
    """,
    ArticleField.SOURCE: """
        source outlet publisher publication newspaper sourcename sourcetitle newssource media
        medianame journal magazine site sitename website quelle zeitung herausgeber medium éditeur
        éditeurs fuente periódico periodico fonte testata giornale źródło gazete kaynak источник
        издание издатель джерело المصدر مصدر الصحيفة منبع מקור עיתון 来源 來源 媒体 媒體 出典 新聞社
        출처 매체 स्रोत πηγή domain publishername publicationname
    """,
    ArticleField.AUTHORS: """
        authors author byline creator creators writer journalist reporter authorname dccreator
        bylineoriginal autor autoren verfasser auteur auteurs autores autora autore autori yazar
        автор авторы كاتب الكاتب المؤلف نویسنده מחבר כתב 作者 记者 記者 著者 기자 저자 लेखक
        συγγραφέας penulis tácgiả
    """,
    ArticleField.PUBLISHED: """
        datepublished publicationdate publisheddate publishdate pubdate published publishedat
        publishedon dateofpublication webpublicationdate firstpublished articledate newsdate
        date datetime dcdate issueddate loaddate displaydate postdate postedat posted
        timestamp time created createdat dategmt datum veröffentlicht erscheinungsdatum parution
        datedepublication fecha fechapublicación datapubblicazione data datapublicação tarih
        datapublikacji publicerad дата датапубликации تاريخ التاريخ تاریخ תאריך 日期 发布时间
        发表时间 發布日期 日付 公開日 날짜 दिनांक ημερομηνία tanggal ngày year
    """,
    ArticleField.URL: """
        url link articleurl weburl canonicalurl canonical sourceurl newsurl permalink href uri
        pageurl originalurl adresse lien enlace ссылка адрес رابط الرابط لینک קישור 链接 鏈接 网址
        網址 リンク 링크 loc
    """,
    ArticleField.EXTERNAL_ID: """
        guid articleid externalid newsid docid documentid storyid uuid accessionnumber recordid
        proquestdocumentid identifier id kennung identifiant identificador _id номер 编号 編號
    """,
    ArticleField.LANGUAGE: """
        language lang languagecode langcode locale dclanguage sprache langue idioma lingua língua
        język dil язык мова لغة اللغة زبان שפה 语言 語言 言語 언어 भाषा γλώσσα bahasa
    """,
    ArticleField.DATELINE: "dateline place location city ort lieu lugar место город مكان 地点",
}
_RANKS = {
    _NOT_LETTERS.sub("", name.casefold()): (field, rank)
    for field, names in reversed(_NAMES.items())
    for rank, name in enumerate(names.split())
}
# What a key is called when the one above it says what it is: {"title": {"rendered": "…"}}.
_HOLLOW = frozenset(
    ("name", "value", "text", "rendered", "html", "content", "main", "original", "title", "label")
)
# And keys that say nothing of what is below them.
_WRAPPERS = frozenset(("data", "meta", "metadata", "fields", "attributes", "properties", "extra"))
_PREFIX = re.compile(
    r"^(?:article|news|story|post|item|doc|document|og|dc|meta|page|entry)(?=\w{3})"
)


def field_named(column: str) -> tuple[ArticleField, int] | None:
    """The field that a column of this name is, with a rank (lower is likelier); else None.

    A path such as "source.name" is what its last telling part says.

    >>> field_named("Article Title")[0], field_named("source.name")[0], field_named("ztwq")
    (<ArticleField.TITLE: 'title'>, <ArticleField.SOURCE: 'source'>, None)
    """
    parent, _, last = column.rpartition(".")
    above = _plain(parent.rpartition(".")[2])
    if not parent or column.startswith("_source.") or above in _WRAPPERS:
        return _rank(last)
    field = _rank(above)
    if field and _plain(last) in _HOLLOW:
        return field[0], field[1] + 40
    # The address or the id of an author or of a source is not the article's.
    found = None if field and field[0] is not ArticleField.BODY else _rank(last)
    return (found[0], found[1] + 40) if found else None


def _rank(name: str) -> tuple[ArticleField, int] | None:
    plain = _plain(name)
    found = _RANKS.get(plain)
    if found is None and (shorter := _PREFIX.sub("", plain)) != plain:
        found = _RANKS.get(shorter)
        return (found[0], found[1] + 20) if found else None
    return found


def _plain(name: str) -> str:
    return _NOT_LETTERS.sub("", name.casefold())
