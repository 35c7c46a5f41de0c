"""Word files as designers make them: by python-docx as Word would, and saved again by LibreOffice."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Mm, Pt, RGBColor
from PIL import Image, PngImagePlugin

CANARY = "Jane Canary"
"""The designer, whose name is in every place where programs write it, and in no file of ours."""

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PLACE = ";".join(
    (
        "position:absolute;width:400pt;height:100pt;rotation:315;z-index:-1",
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin",
        "mso-position-vertical:center;mso-position-vertical-relative:margin",
    )
)

WATERMARK = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e">
<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"
alt="C:\\Users\\{CANARY}\\mark.png" style="{PLACE}" fillcolor="silver" stroked="f">
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="SPECIMEN"/></v:shape></w:pict></w:r>"""


BOUND = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr>
<w:sdtContent><w:r><w:t>Bound word.</w:t></w:r></w:sdtContent></w:sdt>"""


def a_picture(colour: str = "#8a1f3d", size: tuple[int, int] = (240, 80)) -> bytes:
    """Return a PNG that tells who drew it."""
    told, out = PngImagePlugin.PngInfo(), BytesIO()
    told.add_text("Author", CANARY)
    Image.new("RGB", size, colour).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def saved(word: Word) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def letterhead(word: Word) -> None:
    """Letter paper, headings in red, a picture and a table in the header, a band of text in the footer."""
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin, section.right_margin, section.top_margin = Inches(1.25), Inches(1.25), Inches(1.6)
    section.header_distance, section.footer_distance = Inches(0.4), Inches(0.5)
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Georgia", Pt(11)
    word.styles["Heading 2"].font.color.rgb = RGBColor(0x8A, 0x1F, 0x3D)
    word.styles["Heading 2"].font.size = Pt(16)
    kicker = word.styles.add_style("Kicker", WD_STYLE_TYPE.PARAGRAPH)
    kicker.font.all_caps, kicker.font.color.rgb = True, RGBColor(0x8A, 0x1F, 0x3D)
    table = section.header.add_table(1, 2, Inches(6))
    table.rows[0].cells[0].paragraphs[0].add_run().add_picture(BytesIO(a_picture()), width=Mm(40))
    table.rows[0].cells[1].text = "Institute of Tides · 1 Pier Road"
    section.footer.paragraphs[0].text = "Registered charity 4711"
    word.add_heading("Sample heading that is not taken over", 2)
    word.add_paragraph("Sample text that is not taken over.")


def numbered(word: Word) -> None:
    """The footer counts pages by itself."""
    line = word.sections[0].footer.paragraphs[0]
    line.text = "Sheet "
    _field(line._p, " PAGE ")


def first_and_even(word: Word) -> None:
    """Other letterheads on the first page and on even ones."""
    section = word.sections[0]
    section.different_first_page_header_footer = word.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "First letterhead"
    section.first_page_footer.paragraphs[0].text = "First foot"
    section.even_page_header.paragraphs[0].text = "Even letterhead"
    section.even_page_footer.paragraphs[0].text = "Even foot"


def two_sections(word: Word) -> None:
    """A cover on A4, then two columns on Letter whose header is that of the cover."""
    word.sections[0].page_width, word.sections[0].page_height = Mm(210), Mm(297)
    word.sections[0].header.paragraphs[0].text = "Letterhead of the cover"
    last = word.add_section(WD_SECTION.NEW_PAGE)
    last.page_width, last.page_height = Inches(8.5), Inches(11)
    columns = last._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "567")


def watermark(word: Word) -> None:
    word.sections[0].header.paragraphs[0]._p.append(parse_xml(WATERMARK))


def nosy(word: Word) -> None:
    """All the places where programs write who worked in a file, and when and where."""
    word.core_properties.author = word.core_properties.last_modified_by = CANARY
    word.core_properties.comments = word.core_properties.keywords = CANARY
    _add(word, "/docProps/custom.xml", f"<Properties>{CANARY}</Properties>", "custom-properties", package=True)
    _add(word, "/customXml/item9.xml", f"<data>{CANARY}</data>", "customXml")
    _add(word, "/word/people.xml", f"<w:people {nsdecls('w')}>{CANARY}</w:people>", "people")
    _add(word, "/word/printerSettings1.bin", CANARY, "printerSettings")
    word.part.relate_to(f"file:///C:/Users/{CANARY}/Normal.dotm", f"{RELATIONS}/attachedTemplate", is_external=True)
    settings = word.settings.element
    for xml in (
        f'<w:attachedTemplate {nsdecls("w", "r")} r:id="rId99"/>',
        f'<w:rsids {nsdecls("w")}><w:rsidRoot w:val="00CAFE42"/></w:rsids>',
        f'<w:docVars {nsdecls("w")}><w:docVar w:name="owner" w:val="{CANARY}"/></w:docVars>',
        f"<w:updateFields {nsdecls('w')}/>",
    ):
        settings.append(parse_xml(xml))
    line = word.sections[0].header.paragraphs[0]._p
    line.set(qn("w:rsidR"), "00CAFE42")
    mark = f'w:id="1" w:author="{CANARY}" w:date="2026-01-01T00:00:00Z"'
    for xml in (
        f"<w:ins {nsdecls('w')} {mark}><w:r><w:t>Kept word. </w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')} {mark}><w:r><w:delText>Gone {CANARY}.</w:delText></w:r></w:del>",
        f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="{CANARY.replace(" ", "")}"/>',
        f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>',
        BOUND,
    ):
        line.append(parse_xml(xml))
    _field(line, " AUTHOR ", CANARY)
    _field(line, " INCLUDEPICTURE https://tracker.example/p.png ", "")
    _field(line, ' HYPERLINK "https://tides.example" ', "tides.example")
    word.add_comment(word.add_paragraph("Sample.").add_run("x"), text=CANARY, author=CANARY)


def titled(word: Word) -> None:
    """The header shows the title of the document."""
    _field(word.sections[0].header.paragraphs[0]._p, " TITLE ", "Sample title")


def lists(word: Word) -> None:
    """Bullets of the designer's own, one level of them."""
    numbering = word.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="4"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="»"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="600" w:hanging="300"/></w:pPr></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="6"><w:abstractNumId w:val="4"/></w:num>'))
    properties = word.styles["List Bullet"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 6


def _field(paragraph: object, code: str, result: str = "1") -> None:
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{code}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))  # type: ignore[attr-defined]


def _add(word: Word, name: str, content: str, kind: str, *, package: bool = False) -> None:
    part = Part(PackURI(name), "application/xml", content.encode(), word.part.package)
    owner = word.part.package if package else word.part
    owner.relate_to(part, f"{RELATIONS}/{kind}")


def a_reference(*designs: Callable[[Word], None]) -> bytes:
    """Return a Word file that has all of `designs`."""
    word = docx.Document()
    for design in designs:
        design(word)
    return saved(word)


def changed(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """Return a package with `parts` changed; their names are written with `__` for `/` and without `.xml`."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            change = parts.get(name.removesuffix(".xml").replace("/", "__"), bytes)
            target.writestr(name, change(source.read(name)))
    return out.getvalue()


def a_theme_with(reference: bytes, folder: Path, toml: str = "") -> str:
    """Make a theme in `folder` that has `reference` as its Word file; return what to call it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(toml)
    (folder / "reference.docx").write_bytes(reference)
    return str(folder)
