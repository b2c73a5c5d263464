"""What the words and symbols of RTF stand for, by the RTF Specification 1.9.1."""

import codecs

# Destinations (RTF 1.9.1, "Contents of an RTF File") whose text is not text of the document.
_NOT_TEXT = """
aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend
atrfstart bkmkend bkmkstart blipuid buptim category colorschememapping colortbl comment company
datafield datastore defchp defpap doccomm docvar falt fchars ffdeftext ffentrymcr ffexitmcr ffformat
ffhelptext ffl ffname ffstattext file filetbl fldinst fldtype fontemb fontfile footer footerf
footerl footerr formfield ftncn ftnsep ftnsepc generator gridtbl header headerf headerl headerr hlfr
hlinkbase hlloc hlsrc hsv htmltag keycode keywords latentstyles lchars levelnumbers leveltext
lfolevel linkval list listlevel listname listoverride listoverridetable listpicture liststylename
listtable lsdlockedexcept mailmerge manager mmathPr nextfile nonesttables nonshppict objalias
objclass objdata objname objsect objtime oldcprops oldpprops oldsprops oldtprops oleclsid operator
panose password passwordhash pgp pgptbl picprop pict pn pnseclvl pntxta pntxtb printim private
propname protend protstart protusertbl pxe revtbl revtim rsidtbl rxe shprslt sp staticval subject
svb tc template themedata txe userprops wgrffmtfilter windowcaption writereservation
writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen
"""
NOT_TEXT = frozenset(_NOT_TEXT.split())
# Optional destinations with text of the document in them: that of text boxes.
TEXT_BOXES = frozenset({"shpinst", "shptxt"})
TABLES = ("fonttbl", "stylesheet", "info")
ENTRIES = ("title", "author")
LIST_MARKS = frozenset({"listtext", "pntext"})
CHARACTERS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {
    "~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\t": "\t",
}  # fmt: skip
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "row", "nestrow", "cell", "nestcell"})
# \\fcharsetN (RTF 1.9.1, "Font Table"); 0, 1 and 2 leave the document's code page.
CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "big5", 80: "euc_kr", 81: "mac_arabic",
    83: "mac_greek", 84: "mac_cyrillic", 85: "gb2312", 86: "mac_turkish", 88: "cp874",
    89: "mac_latin2", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
CHARACTER_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def codec(page: int) -> str:
    """The codec of a Windows code page; "" where there is none."""
    name = "utf-8" if page == 65001 else "gb18030" if page in (936, 54936) else f"cp{page}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
