"""The parts that every Word file of ours begins with, as XML: document, styles, settings, numbering, fonts, theme.

Nothing is taken from the template of python-docx, which is of 2007: it opens in compatibility mode, with another theme
and with the properties of its author. Which of these parts a designer's file brings itself is told in `reference.py`.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from babel.core import get_global
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt

from reportkit.wordml.packed import zipped

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NEWER = f'xmlns:mc="{MC}" xmlns:w14="{W14}" mc:Ignorable="w14"'
"""Names that Word 2010 brought; older readers are told that they may pass over them."""

CONTENT_TYPES = {
    "document": f"{TYPES}.wordprocessingml.document.main+xml",
    "styles": f"{TYPES}.wordprocessingml.styles+xml",
    "settings": f"{TYPES}.wordprocessingml.settings+xml",
    "numbering": f"{TYPES}.wordprocessingml.numbering+xml",
    "fontTable": f"{TYPES}.wordprocessingml.fontTable+xml",
    "theme": f"{TYPES}.theme+xml",
    "header": f"{TYPES}.wordprocessingml.header+xml",
    "footer": f"{TYPES}.wordprocessingml.footer+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "relationships": "application/vnd.openxmlformats-package.relationships+xml",
}

EAST_ASIAN = ("ko", "ja", "zh")
COMPLEX = ("ar", "fa", "he", "ur")

CORE_RELATION = f"{PACKAGE}/relationships/metadata/core-properties"

DOCUMENT = f"""
<w:document {nsdecls("w", "r")} {NEWER}><w:body><w:sectPr>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>
<w:cols w:space="720"/></w:sectPr></w:body></w:document>"""

STYLES = f"""
<w:styles {nsdecls("w")} {NEWER}>
<w:docDefaults><w:rPrDefault><w:rPr>{{lang}}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"
 w:defQFormat="0" w:count="376"/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/></w:style>
</w:styles>"""
"""Word's four default styles; those that it has in reserve are hidden until somebody uses one."""

WORD_URI = "http://schemas.microsoft.com/office/word"

COMPATIBILITY = f"""<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="{WORD_URI}" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{WORD_URI}" w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{WORD_URI}" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{WORD_URI}" w:val="1"/>
</w:compat>"""
"""Mode 15, so that Word of 2013 and later shows no such mode in its title bar."""

COLOUR_MAP = """<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
 w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"
 w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>"""

SETTINGS = f"""
<w:settings {nsdecls("w")}>{{first}}<w:defaultTabStop w:val="{{tab}}"/>{{second}}
<w:characterSpacingControl w:val="doNotCompress"/>{COMPATIBILITY}{{lang}}{{colours}}
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""

NUMBERING = f"""
<w:numbering {nsdecls("w")}>{{lists}}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""

LIST = """<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>
<w:name w:val="{name}"/>{levels}</w:abstractNum>"""

LEVEL = """<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>"""

LISTS = ("Record Bullets", "Record Numbers")
"""The names of our lists, by which they are found again among a designer's."""

LIST_LEVELS = 9
MARK_WIDTH = Mm(5)
"""The room for the mark of a list item, in front of its words."""

FONTS = f"<w:fonts {nsdecls('w')}/>"

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

THEME = f"""
<a:theme xmlns:a="{DRAWING}" name="Event"><a:themeElements>
<a:clrScheme name="Event">{{colours}}</a:clrScheme>
<a:fontScheme name="Event">
<a:majorFont><a:latin typeface={{heads}}/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>
<a:minorFont><a:latin typeface={{text}}/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>
<a:fmtScheme name="Event">
<a:fillStyleLst>{{fills}}</a:fillStyleLst><a:lnStyleLst>{{lines}}</a:lnStyleLst>
<a:effectStyleLst>{{effects}}</a:effectStyleLst><a:bgFillStyleLst>{{fills}}</a:bgFillStyleLst>
</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"""

PLACEHOLDER = '<a:schemeClr val="phClr"/>'
FILL = f"<a:solidFill>{PLACEHOLDER}</a:solidFill>"
LINE = f'<a:ln w="{{width}}">{FILL}<a:prstDash val="solid"/></a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"

CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)


@dataclass(frozen=True, slots=True)
class Brand:
    """What Word offers to whoever works on in the file: the fonts and colours (`#rrggbb`) of the theme.

    `colours` are text, paper, the two that Word calls dark and light, then six accents and those of links, new and old.
    """

    heads: str
    text: str
    colours: tuple[str, ...]


COLOUR_NAMES = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")


def own(language: str, list_indent: Length, brand: Brand) -> dict[str, bytes]:
    """Return the parts of an empty document in `language` (BCP 47), without those that say what is in the package.

    Its lists are set in by `list_indent` a level.
    """
    texts = {
        "word/document.xml": DOCUMENT,
        "word/styles.xml": STYLES.format(lang=_tongues("lang", language)),
        "word/settings.xml": settings(language),
        "word/numbering.xml": NUMBERING.format(lists=lists(list_indent, 0)),
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": _theme(brand),
        "docProps/core.xml": CORE,
    }
    return {name: (HEAD + text.strip()).encode() for name, text in texts.items()}


def package(parts: dict[str, bytes], related: dict[str, dict[str, tuple[str, str]]], media: dict[str, str]) -> bytes:
    """Return `parts` as a Word file.

    `related` has the relations of parts, by id: their type and target; those of the document to the usual parts are
    added. `media` has the content types of pictures and fonts, by the suffix of their names.
    """
    usual = {
        f"rk{name}": (f"{OFFICE}/{name}", target)
        for name, target in (
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("numbering", "numbering.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        )
    }
    every = {
        "": {"rk1": (f"{OFFICE}/officeDocument", "word/document.xml"), "rk2": (CORE_RELATION, "docProps/core.xml")},
        **related,
        "word/document.xml": {**usual, **related.get("word/document.xml", {})},
    }
    members = {"[Content_Types].xml": _content_types(parts, media)}
    for name, relations in every.items():
        folder, _, file = name.rpartition("/")
        if relations:
            members[f"{folder}/_rels/{file}.rels".lstrip("/")] = _relations(relations)
    return zipped({**members, **parts})


def _content_types(parts: dict[str, bytes], media: dict[str, str]) -> bytes:
    defaults = {"rels": CONTENT_TYPES["relationships"], "xml": "application/xml", **media}
    kinds = {name: name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789") for name in parts}
    text = "".join(f"<Default Extension={quoteattr(a)} ContentType={quoteattr(b)}/>" for a, b in defaults.items())
    text += "".join(
        f'<Override PartName="/{name}" ContentType="{CONTENT_TYPES[kind]}"/>'
        for name, kind in kinds.items()
        if kind in CONTENT_TYPES
    )
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{text}</Types>'.encode()


def _relations(relations: dict[str, tuple[str, str]]) -> bytes:
    text = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}{_mode(kind)}/>"
        for key, (kind, target) in relations.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{text}</Relationships>'.encode()


def _mode(kind: str) -> str:
    """Tell of a relation to what is not in the package; only links may be."""
    return ' TargetMode="External"' if kind.endswith("/hyperlink") else ""


def settings(language: str, first: str = "", tab: int = 720, second: str = "", colours: str = COLOUR_MAP) -> str:
    """Return the settings of a document; `first` and `second` are settings in front of and behind the tab stops."""
    lang = _tongues("themeFontLang", language)
    return SETTINGS.format(first=first, tab=tab, second=second, lang=lang, colours=colours)


def lists(step: Length, first: int) -> str:
    """Return our two lists, bullets and numbers, as definitions numbered from `first`."""
    bullets = "".join(_level(level, "bullet", "–" if level else "•", step) for level in range(LIST_LEVELS))
    numbers = "".join(_level(level, "decimal", f"%{level + 1}.", step) for level in range(LIST_LEVELS))
    return "".join(
        LIST.format(number=first + place, name=name, levels=levels)
        for place, (name, levels) in enumerate(zip(LISTS, (bullets, numbers), strict=True))
    )


def _level(level: int, format: str, text: str, step: Length) -> str:
    indent, hanging = twips(step * (level + 1)), twips(min(step, MARK_WIDTH))
    return LEVEL.format(level=level, format=format, text=text, indent=indent, hanging=hanging)


def twips(length: float) -> int:
    return round(length / Pt(1) * 20)


def _theme(brand: Brand) -> str:
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{escape(colour.lstrip("#").upper())}"/></a:{name}>'
        for name, colour in zip(COLOUR_NAMES, brand.colours, strict=True)
    )
    return THEME.format(
        heads=quoteattr(brand.heads),
        text=quoteattr(brand.text),
        colours=colours,
        fills=FILL * 3,
        lines="".join(LINE.format(width=width) for width in (6350, 12700, 19050)),
        effects=EFFECT * 3,
    )


def _tongues(element: str, language: str) -> str:
    """Return the element that names the languages of a document in `language`."""
    return f"<w:{element}{''.join(f' w:{script}={quoteattr(tag)}' for script, tag in tongues(language).items())}/>"


def tongues(language: str) -> dict[str, str]:
    """Return what Latin, East Asian and complex scripts are read as in a document in `language`."""
    tongue = word_language(language)
    east, complex = (tongue[:2] in scripts for scripts in (EAST_ASIAN, COMPLEX))
    return {
        # Latin words in other scripts are English to Word, which else breaks them as it breaks Han.
        "val": "en-US" if east or complex else tongue,
        "eastAsia": tongue if east else "ko-KR",
        "bidi": tongue if complex else "ar-SA",
    }


def word_language(tag: str) -> str:
    """Return the language-REGION tag that Word knows for a BCP 47 `tag`: `ko` is `ko-KR`, `zh-Hant` is `zh-TW`."""
    parts = tag.replace("_", "-").split("-")
    if parts[0] == "und":
        return "x-none"
    if len(parts[-1]) == 2 and len(parts) > 1:
        return f"{parts[0]}-{parts[-1].upper()}"
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts)) or likely.get(parts[0], f"{parts[0]}_Latn_US")
    return f"{parts[0]}-{full.split('_')[-1]}"
