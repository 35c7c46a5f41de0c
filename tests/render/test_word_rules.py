"""What people with screen readers, and people who edit, need of a Word file: all samples in all themes.

The rules are read from the XML itself, as no checker of Word's runs outside Word.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from builders import all_sessions
from lxml import etree
from openxml_audit import OpenXmlValidator
from readers import WORD

from reportkit.load import load
from reportkit.pipeline import publish
from reportkit.settings import settle
from reportkit.theme import names
from reportkit.wishes import Wishes

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"

OF_THE_TEXT = {"rStyle", "rFonts", "lang", "rtl"}
"""Run properties that say what a run is and in which language, and not how it looks."""


@dataclass(frozen=True, slots=True)
class Package:
    parts: dict[str, etree._Element]

    def body(self) -> etree._Element:
        found = self.parts["word/document.xml"].find(f"{WORD}body")
        assert found is not None
        return found

    def stories(self) -> list[etree._Element]:
        return [root for name, root in self.parts.items() if name.startswith("word/") and "_rels" not in name]


def package(data: bytes) -> Package:
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        xml = [name for name in zipped.namelist() if name.endswith((".xml", ".rels"))]
        return Package({name: etree.fromstring(zipped.read(name)) for name in xml})


def style_of(element: etree._Element) -> str:
    found = element.find(f"{WORD}pPr/{WORD}pStyle")
    return found.get(f"{WORD}val", "") if found is not None else "Normal"


def text_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))


@pytest.fixture(scope="module", params=[(theme, path) for theme in names() for path in all_sessions()], ids=str)
def made(request: pytest.FixtureRequest) -> bytes:
    theme, path = request.param
    session = load(path).event.sessions[0]
    return publish(session, "docx", settle(session, Wishes(theme=theme)))


def test_all_rules(made: bytes, tmp_path: Path) -> None:
    found = package(made)
    for rule in RULES:
        rule(found)
    (tmp_path / "it.docx").write_bytes(made)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "it.docx")).errors] == []


def has_a_title_and_a_language(found: Package) -> None:
    core = found.parts["docProps/core.xml"]
    assert core.findtext(f"{DUBLIN}title")
    language = found.parts["word/styles.xml"].find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
    assert language is not None
    assert core.findtext(f"{DUBLIN}language") in language.attrib.values()
    spoken = found.parts["word/settings.xml"].find(f"{WORD}themeFontLang")
    assert spoken is not None
    assert spoken.attrib == language.attrib


def has_headings_without_jumps(found: Package) -> None:
    styles = [style_of(paragraph) for paragraph in found.body().iter(f"{WORD}p")]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def has_outline_levels(found: Package) -> None:
    levels = {
        style.get(f"{WORD}styleId"): style.find(f"{WORD}pPr/{WORD}outlineLvl").get(f"{WORD}val")
        for style in found.parts["word/styles.xml"].iter(f"{WORD}style")
        if (style.get(f"{WORD}styleId") or "").startswith("Heading")
    }
    assert levels == {f"Heading{level}": str(level - 1) for level in range(1, 5)}


def has_tables_with_header_rows_and_descriptions(found: Package) -> None:
    for table in found.body().iter(f"{WORD}tbl"):
        heads = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in table.iter(f"{WORD}tr")]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert table.find(f"{WORD}tblPr/{WORD}tblCaption").get(f"{WORD}val")
        look = table.find(f"{WORD}tblPr/{WORD}tblLook")
        assert (look.get(f"{WORD}firstRow"), look.get(f"{WORD}firstColumn")) == ("1", "0")


def has_drawings_that_are_described_and_numbered(found: Package) -> None:
    drawings = [one for story in found.stories() for one in story.iter(f"{DRAWING}docPr")]
    assert [one.get("name") for one in drawings if not one.get("descr")] == []
    assert len({one.get("id") for one in drawings}) == len(drawings)


def has_links_with_words_of_their_own(found: Package) -> None:
    for link in (one for story in found.stories() for one in story.iter(f"{WORD}hyperlink")):
        assert len(text_of(link)) > 3
        assert {style.get(f"{WORD}val") for style in link.iter(f"{WORD}rStyle")} == {"Hyperlink"}


def has_no_empty_paragraph_but_between_tables(found: Package) -> None:
    for paragraph in found.body().findall(f"{WORD}p"):
        if not text_of(paragraph) and paragraph.find(f".//{WORD}drawing") is None:
            neighbours = paragraph.getprevious(), paragraph.getnext()
            assert [one.tag for one in neighbours if one is not None] == [f"{WORD}tbl"] * 2


def has_a_footer_for_every_kind_of_page(found: Package) -> None:
    for section in found.body().iter(f"{WORD}sectPr"):
        kinds = sorted(one.get(f"{WORD}type", "") for one in section.findall(f"{WORD}footerReference"))
        assert kinds == ["default", "even", "first"]


def leaves_looks_to_styles(found: Package) -> None:
    for properties in (one for story in found.stories() for one in story.iter(f"{WORD}rPr")):
        if properties.getparent().tag != f"{WORD}r":
            continue
        names = {etree.QName(child).localname for child in properties}
        # Marks on top of a link or a cell's own style; a run has one style only.
        assert names - OF_THE_TEXT <= ({"b", "i"} if "rStyle" in names else set())
    assert [one.getparent() for one in found.body().iter(f"{WORD}jc")] == []


def asks_for_the_figures_of_its_roles(found: Package) -> None:
    asked = {style.get(f"{W14}val") for style in found.parts["word/styles.xml"].iter(f"{W14}numSpacing")}
    assert asked == {"tabular", "proportional"}


def asks_nothing_when_it_is_opened(found: Package) -> None:
    settings = found.parts["word/settings.xml"]
    assert settings.find(f"{WORD}updateFields") is None
    modes = [one.get(f"{WORD}val") for one in settings.iter(f"{WORD}compatSetting") if "Mode" in one.get(f"{WORD}name")]
    assert modes == ["15"]
    assert found.parts["word/styles.xml"].findall(f"{WORD}latentStyles/*") == []


def names_no_bookmark_twice(found: Package) -> None:
    marks = [one.get(f"{WORD}name") for story in found.stories() for one in story.iter(f"{WORD}bookmarkStart")]
    assert len(marks) == len(set(marks))


def has_parts_that_somebody_needs(found: Package) -> None:
    targets = {
        target.get("Target", "").rpartition("/")[2]
        for name, root in found.parts.items()
        if name.endswith(".rels")
        for target in root
    }
    strays = {name.rpartition("/")[2] for name in found.parts if not name.endswith(".rels")} - targets
    assert strays == {"[Content_Types].xml"}


RULES = (
    has_a_title_and_a_language,
    has_headings_without_jumps,
    has_outline_levels,
    has_tables_with_header_rows_and_descriptions,
    has_drawings_that_are_described_and_numbered,
    has_links_with_words_of_their_own,
    has_no_empty_paragraph_but_between_tables,
    has_a_footer_for_every_kind_of_page,
    leaves_looks_to_styles,
    asks_for_the_figures_of_its_roles,
    asks_nothing_when_it_is_opened,
    names_no_bookmark_twice,
    has_parts_that_somebody_needs,
)


def test_the_samples_have_what_the_rules_are_about() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in all_sessions())
    marks = (r"!\[", r"\]\(https://", r"\|[ :-]{3,}\|", r"\[\^", r"\n +#+ ", r"\*\*")
    assert [mark for mark in marks if not re.search(mark, texts)] == []
