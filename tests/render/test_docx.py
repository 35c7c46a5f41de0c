"""What a Word file is made of: Word's own means, and nothing that Word would have to repair."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from builders import a_document, a_look, a_person, a_session, an_event
from openxml_audit import OpenXmlValidator

import reportkit
from reportkit.errors import Origin
from reportkit.render.docx import render
from reportkit.wordml import write as wordml

EVERYTHING = """Words *in* **many** [links](https://example.org), a note^[With *emphasis* and [a link](https://e.example).].

- one
  1. nested

     and more
- two

7. seven
8. eight

> quoted

### Heading

| a | b | c |
|---|:-:|--:|
| 1 | 2 | 3 |

| a | b |
|---|---|
| 1 | 2 |
"""


def word(*texts: str, **fields: object) -> bytes:
    return render(a_document(a_session(*texts, **fields)), a_look())


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def body(data: bytes) -> str:
    return part(data, "word/document.xml")


@pytest.fixture(scope="module")
def everything() -> bytes:
    people = (a_person(native="이신화"), a_person("Abu", native="أبو"), a_person("Minh", affiliations=("Đại học", "B")))
    return word(EVERYTHING, "Again^[A second note.].", speakers=people, room="Hall", event=an_event(organiser="O"))


def test_a_word_file_is_schema_valid(everything: bytes, tmp_path: Path) -> None:
    path = tmp_path / "it.docx"
    path.write_bytes(everything)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_footnotes_are_words_own(everything: bytes) -> None:
    assert re.findall(r'<w:footnoteReference w:id="(\d)"', body(everything)) == ["1", "2"]
    notes = part(everything, "word/footnotes.xml")
    assert re.findall(r'<w:footnote w:id="(\d)"', notes) == ["1", "2"]
    assert notes.count("<w:footnoteRef/>") == 2
    assert "https://e.example" in part(everything, "word/_rels/footnotes.xml.rels")


def test_a_file_without_footnotes_has_no_such_part() -> None:
    with zipfile.ZipFile(BytesIO(word("Text."))) as package:
        assert "word/footnotes.xml" not in package.namelist()


def test_lists_are_numbered_by_word_and_begin_where_they_say(everything: bytes) -> None:
    numbering = part(everything, "word/numbering.xml")
    items = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', body(everything))
    bullets, nested, seven = "1", items[1][1], items[3][1]
    assert items == [("0", bullets), ("1", nested), ("0", bullets), ("0", seven), ("0", seven)]
    start = re.search(rf'<w:num w:numId="{seven}">.*?<w:startOverride w:val="(\d+)"/>', numbering, re.DOTALL)
    assert start
    assert start[1] == "7"


def test_tables_repeat_their_header_and_keep_rows_whole(everything: bytes) -> None:
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body(everything), re.DOTALL)
    assert len(tables) == 3
    for table in tables:
        rows = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
        assert ["<w:tblHeader/>" in row for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all("<w:cantSplit/>" in row for row in rows)
        grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', table)]
        cells = [int(width) for width in re.findall(r'<w:tcW w:type="dxa" w:w="(\d+)"', rows[0])]
        assert grid == cells


def test_a_word_file_opens_in_no_compatibility_mode_and_without_strays(everything: bytes) -> None:
    assert 'w:name="compatibilityMode"' in part(everything, "word/settings.xml")
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', part(everything, "word/settings.xml"))
    with zipfile.ZipFile(BytesIO(everything)) as package:
        names = package.namelist()
    assert len(names) == len(set(names))
    assert [name for name in names if "thumbnail" in name or "WithEffects" in name or "customXml" in name] == []
    assert "Theme=" not in part(everything, "word/styles.xml").replace("themeColor", "")


def test_properties_say_what_is_true(everything: bytes) -> None:
    core = part(everything, "docProps/core.xml")
    assert "<dc:title>Who Keeps the Light?</dc:title>" in core
    assert "<dc:language>en-US</dc:language>" in core
    assert "python-docx" not in core
    assert "2031-05-06T09:30:00Z" in core


def test_runs_in_other_scripts_have_their_language_and_face(everything: bytes) -> None:
    assert re.search(
        r'<w:rFonts w:eastAsia="Malgun Gothic" w:hint="eastAsia"/>.*?<w:lang w:eastAsia="ko-KR"/>', body(everything)
    )
    assert re.search(r'<w:rtl/><w:lang w:bidi="ar-[A-Z]{2}"/>', body(everything))


def test_pages_are_numbered_by_fields() -> None:
    for number in (1, 2, 3):
        footer = part(word("Text."), f"word/footer{number}.xml")
        assert re.findall(r"<w:instrText[^>]*> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]


def test_a_right_to_left_language_turns_paragraphs_and_tables() -> None:
    data = word("نص قصير.", language="ar", speakers=(a_person("ليلى"),))
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body(data), re.DOTALL)
    assert [paragraph for paragraph in paragraphs if "<w:t" in paragraph and "<w:bidi/>" not in paragraph] == []
    assert "<w:bidiVisual/>" in body(data)
    assert "<w:bidiVisual/>" in part(data, "word/footer1.xml")


def a_draft(*texts: str, **fields: object) -> bytes:
    return render(a_document(a_session(*texts, **fields), "draft"), a_look(edition="draft"))


@pytest.mark.parametrize("language", ["en", "ko", "ar", "vi"])
@pytest.mark.parametrize("edition", ["draft", "large-print"])
def test_every_edition_is_schema_valid(edition: str, language: str, tmp_path: Path) -> None:
    people = (a_person(id="a", native="이신화"), a_person("Abu", affiliations=()))
    session = a_session(EVERYTHING, "Again.", speakers=people, room="Hall", language=language)
    (tmp_path / "it.docx").write_bytes(render(a_document(session, edition), a_look(edition=edition)))
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "it.docx")).errors] == []


def test_the_label_of_a_passage_bears_its_bookmark_and_stays_with_it() -> None:
    data = a_draft("One.", "Two.")
    labels = re.findall(r'<w:p><w:pPr><w:pStyle w:val="RKPassageLabel"/>.*?</w:p>', body(data))
    bookmark = r'</w:pPr><w:bookmarkStart w:id="(\d)" w:name="(\w+)"/>(.*)<w:bookmarkEnd w:id="(\d)"/></w:p>'
    marked = [found.groups() for label in labels if (found := re.search(bookmark, label))]
    assert [(start, name, end) for start, name, _, end in marked] == [("1", "_rk_p01", "1"), ("2", "_rk_p02", "2")]
    assert ["Passage 1 of 2" in label for _, _, label, _ in marked] == [True, False]
    style = re.search(
        r'<w:style [^>]*w:styleId="RKPassageLabel">.*?</w:style>', part(data, "word/styles.xml"), re.DOTALL
    )
    assert style
    assert "<w:keepNext/>" in style[0]
    assert "w:sdt" not in body(data)


def test_any_passage_id_gives_a_bookmark_that_word_takes_and_no_other_has() -> None:
    ids = ["p01", "p-01", "p.01", "p_01", "ü", "x" * 64, "x" * 63 + "y"]
    names = [wordml.bookmark_name(id) for id in ids]
    assert [name for name in names if not re.fullmatch(r"_rk_[A-Za-z0-9_]{1,36}", name)] == []
    assert len(set(names)) == len(ids)


def test_every_header_of_a_draft_says_so_and_has_a_watermark_of_its_own() -> None:
    headers = [part(a_draft("Text."), f"word/header{number}.xml") for number in (1, 2, 3)]
    assert ["Draft for review, not for circulation</w:t>" in header for header in headers] == [True] * 3
    shapes = [re.findall(r'<v:shape [^>]*?id="(\w+)" o:spid="(\w+)"', header) for header in headers]
    assert len({id for found in shapes for id, _ in found}) == len({id for found in shapes for _, id in found}) == 3
    assert ['alt=""' in header for header in headers] == [True] * 3
    assert "<dc:title>Draft for review, not for circulation · Who Keeps the Light?</dc:title>" in part(
        a_draft("Text."), "docProps/core.xml"
    )


def test_a_draft_goes_without_its_watermark_and_a_handout_has_none() -> None:
    without = reportkit.render(a_session("Text."), "docx", edition="draft", watermark=False)
    for data in (without, word("Text.")):
        assert [part(data, f"word/header{number}.xml").count("v:shape") for number in (1, 2, 3)] == [0, 0, 0]
    assert "Draft for review" in part(without, "word/header2.xml")


def test_word_numbers_the_lines_of_prose_in_a_draft_and_no_others() -> None:
    data = a_draft(EVERYTHING)
    assert '<w:lnNumType w:countBy="5" w:distance="283" w:restart="continuous"/>' in body(data)
    assert "lnNumType" not in body(word(EVERYTHING))
    styles = re.findall(
        r'<w:style [^>]*w:type="paragraph"[^>]*>.*?</w:style>', part(data, "word/styles.xml"), re.DOTALL
    )
    numbered = {re.search('w:name w:val="(.*?)"', one)[1] for one in styles if "suppressLineNumbers" not in one}
    continued = {"List Continue", *(f"List Continue {level}" for level in range(2, 6))}
    assert numbered == {"Normal", "List Bullet", "List Number", "Quote"} | continued


def test_large_print_has_its_sizes_in_the_styles() -> None:
    styles = part(render(a_document(a_session(), "large-print"), a_look(edition="large-print")), "word/styles.xml")
    assert '<w:sz w:val="36"/>' in styles
    assert min(int(size) for size in re.findall(r'<w:sz w:val="(\d+)"/>', styles)) == 24


def test_a_long_title_and_disclaimer_fit_the_properties() -> None:
    session = a_session(title="T" * 400, event=an_event(disclaimer="Nothing binds. " * 30))
    core = part(render(a_document(session, "draft"), a_look(edition="draft")), "docProps/core.xml")
    assert "Nothing binds. Nothing binds." in core


def test_a_theme_colour_reaches_the_styles(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[colours]\naccent = "#8a1f3d"\n')
    data = render(a_document(a_session("Text.")), a_look(str(tmp_path)))
    heading = re.search(r'<w:style [^>]*w:styleId="Heading1">.*?</w:style>', part(data, "word/styles.xml"), re.DOTALL)
    assert heading
    assert '<w:color w:val="8A1F3D"/>' in heading[0]


def test_the_paper_is_the_one_asked_for() -> None:
    letter = render(a_document(a_session()), a_look(paper="Letter"))
    assert '<w:pgSz w:w="12240" w:h="15840"/>' in body(letter)
    assert Origin("1-2") == a_document(a_session()).origin


def test_figures_are_those_the_roles_ask_for() -> None:
    styles = part(word("Text."), "word/styles.xml")

    def figures(name: str) -> list[str]:
        style = re.search(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', styles, re.DOTALL)
        assert style
        return re.findall(r"<w14:num(?:Form|Spacing) w14:val=\"(\w+)\"/>", style[0])

    assert figures("Normal") == ["oldStyle", "proportional"]
    assert figures("TableText") == ["lining", "tabular"]
    assert figures("Heading2") == ["lining", "proportional"]
    assert re.match(r'<\?xml[^>]*>\s*<w:styles [^>]*mc:Ignorable="w14"', styles)


def test_cells_are_aligned_by_their_styles(everything: bytes) -> None:
    styles = re.findall(r'<w:pStyle w:val="(TableText\w*|DataHead\w*)"/>', body(everything))
    assert styles[-10:-4] == [
        f"{style}{align}" for style in ("DataHead", "TableText") for align in ("", "Center", "End")
    ]


def test_two_marks_at_once_are_a_style_too() -> None:
    assert '<w:rStyle w:val="StrongandEmphasis"/>' in body(word("***both***"))


def test_the_second_paragraph_of_an_item_is_set_in_by_its_style() -> None:
    text = "- one\n\n  more\n  - two\n\n    more\n"
    assert re.findall(r'"(ListContinue\d?)"', body(word(text))) == ["ListContinue", "ListContinue2"]


def test_word_offers_the_colours_and_fonts_of_the_theme(everything: bytes) -> None:
    offered = part(everything, "word/theme/theme1.xml")
    assert '<a:accent1><a:srgbClr val="1F3A5F"/></a:accent1>' in offered
    assert '<a:majorFont><a:latin typeface="Source Sans 3"/>' in offered
