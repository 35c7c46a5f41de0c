"""Word files with tracked changes, made by hand of as little XML as Word needs."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{namespace}"'
    for prefix, namespace in {
        "w": W,
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
TYPES = {
    "comments": f"{OFFICE}/relationships/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    **{kind: f"{OFFICE}/relationships/{kind}" for kind in ("styles", "settings", "footnotes", "endnotes")},
    **{kind: f"{OFFICE}/relationships/{kind}" for kind in ("header", "footer", "attachedTemplate", "hyperlink")},
    "aFChunk": f"{OFFICE}/relationships/aFChunk",
}
WHO = 'w:id="1" w:author="Ana" w:date="2031-04-01T09:30:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(*content: str, kind: str = "ins") -> str:
    return f"<w:{kind} {WHO}>{''.join(content)}</w:{kind}>"


def gone(*content: str, kind: str = "del") -> str:
    """Return removed content; `w:t` in it is written as Word writes it."""
    inside = "".join(content)
    if kind == "del":
        inside = inside.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:{kind} {WHO}>{inside}</w:{kind}>"


def field(result: str) -> str:
    """Return a field with its result, which a program has worked out."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def p(*content: str, end: str = "", style: str = "") -> str:
    """Return a paragraph; `end` has the marks of its end, such as `ins` or `ins del`."""
    marks = "".join(f"<w:{kind} {WHO}/>" for kind in end.split())
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}<w:rPr>{marks}</w:rPr></w:pPr>{''.join(content)}</w:p>"


def row(*cells: str, mark: str = "") -> str:
    marks = "".join(f"<w:{kind} {WHO}/>" for kind in mark.split())
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="900"/>' * 3
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def a_history(
    body: str, parts: dict[str, str] | None = None, links: tuple[tuple[str, str], ...] = (), *, strict: bool = False
) -> bytes:
    """Return a Word file with this body; `parts` are the others by kind, `links` external relations by kind."""
    members = {kind: f"word/{kind}.xml" for kind in parts or {}}
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{TYPES[kind]}" Target="{name.removeprefix("word/")}"/>'
        for number, (kind, name) in enumerate(members.items())
    ) + "".join(
        f'<Relationship Id="x{number}" Type="{TYPES[kind]}" Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(links)
    )
    files = {
        "[Content_Types].xml": _content_types(list(members.values())),
        "_rels/.rels": _relations(
            f'<Relationship Id="r0" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
        **{members[kind]: content for kind, content in (parts or {}).items()},
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, _strict(content) if strict else content)
    return out.getvalue()


def a_part(root: str, content: str) -> str:
    return f"<{root} {NAMESPACES}>{content}</{root}>"


def _relations(content: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'
    )


def _content_types(names: list[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}.{name[5:-4]}+xml"/>'
        for name in ["word/document.xml", *names]
    ).replace(".document+xml", ".document.main+xml")
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _strict(content: str) -> str:
    return (
        content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(f"{OFFICE}/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        .replace(f"{OFFICE}/math", "http://purl.oclc.org/ooxml/officeDocument/math")
    )
