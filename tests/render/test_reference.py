"""A theme's `reference.docx`: what of it is used, what stays behind, and that the disclaimer is there all the same."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from builders import DISCLAIMER, a_document, a_look, a_person, a_session, an_event, long_text
from click.testing import CliRunner
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Mm, RGBColor
from openxml_audit import OpenXmlValidator
from readers import needs_libreoffice, saved_again_by_libreoffice
from references import (
    CANARY,
    a_reference,
    a_theme_with,
    changed,
    first_and_even,
    letterhead,
    lists,
    nosy,
    numbered,
    saved,
    titled,
    two_sections,
    watermark,
)

from reportkit import proof
from reportkit.cli import group
from reportkit.errors import Refused
from reportkit.render.docx import render
from reportkit.settings import Settings, settle
from reportkit.theme import theme
from reportkit.wishes import Wishes

EVERYTHING = """Words *in* ***all*** [links](https://example.org), a note^[Noted.].

- one
  - nested

7. seven

> quoted

### Heading

| a | b |
|---|--:|
| 1 | 2 |
"""

DESIGNS = {
    "letterhead": [letterhead],
    "numbered": [letterhead, numbered],
    "first and even": [first_and_even],
    "two sections": [two_sections],
    "watermark": [letterhead, watermark],
    "nosy": [letterhead, nosy],
    "titled": [titled],
    "lists": [lists],
    "bare": [],
}


def a_word_file(folder: Path, reference: bytes, *texts: str, **look: object) -> bytes:
    """Return a document made with a theme that has `reference`."""
    name = a_theme_with(reference, folder / "theme")
    session = a_session(
        *(texts or (EVERYTHING, long_text(8))), speakers=(a_person(native="이신화"),), event=an_event(organiser="O")
    )
    return render(a_document(session), Settings(theme(name), "A4", **look))  # type: ignore[arg-type]


def opened(data: bytes) -> Word:
    return docx.Document(BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def style_xml(data: bytes, name: str) -> str:
    styles = re.findall(r"<w:style .*?</w:style>", part(data, "word/styles.xml"), re.DOTALL)
    return next(style for style in styles if f'<w:name w:val="{name}"/>' in style)


def errors_of(data: bytes, folder: Path) -> list[str]:
    path = folder / "audited.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize("designs", DESIGNS.values(), ids=DESIGNS)
def test_every_reference_gives_a_sound_file_with_the_disclaimer(
    tmp_path: Path, designs: list[Callable[[Word], None]]
) -> None:
    data = a_word_file(tmp_path, a_reference(*designs))
    assert proof(data, DISCLAIMER) == []
    assert errors_of(data, tmp_path) == []
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in part(
        data, "word/settings.xml"
    )
    assert data == a_word_file(tmp_path, a_reference(*designs))
    assert "Sample" not in part(data, "word/document.xml")


@needs_libreoffice
def test_references_made_by_libreoffice_do_as_well(tmp_path: Path) -> None:
    files = {name: a_reference(*designs) for name, designs in DESIGNS.items()}
    for name, reference in saved_again_by_libreoffice(files, tmp_path).items():
        data = a_word_file(tmp_path / name, reference)
        assert (name, proof(data, DISCLAIMER)) == (name, [])
        # Of the watermark, LibreOffice makes a text box whose properties are out of order.
        assert (name, errors_of(data, tmp_path)[1:] if name == "watermark" else errors_of(data, tmp_path)) == (name, [])


@needs_libreoffice
def test_the_disclaimer_survives_saving_by_libreoffice(tmp_path: Path) -> None:
    files = {name: a_word_file(tmp_path / name, a_reference(*designs)) for name, designs in DESIGNS.items()}
    for name, data in saved_again_by_libreoffice(files, tmp_path).items():
        assert (name, proof(data, DISCLAIMER)) == (name, [])


def test_styles_of_the_designer_stay_and_others_come_from_the_theme(tmp_path: Path) -> None:
    reference = a_reference(letterhead)
    data = a_word_file(tmp_path, reference)
    for name in ("heading 2", "Kicker", "Normal"):
        theirs, ours = (re.sub(r"<w:lang [^>]*/>", "", style_xml(one, name)) for one in (reference, data))
        assert re.findall(r"<w:[rp]Pr>.*</w:[rp]Pr>", ours) == re.findall(r"<w:[rp]Pr>.*</w:[rp]Pr>", theirs)
    assert 'w:ascii="Source Sans 3"' in style_xml(data, "Table Text")
    assert "basedOn" not in style_xml(data, "Table Text")
    assert 'w:val="RecordTable"' in part(data, "word/document.xml")


def test_the_page_is_that_of_the_designer_unless_the_command_names_a_paper(tmp_path: Path) -> None:
    section = opened(a_word_file(tmp_path, a_reference(letterhead))).sections[0]
    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))
    assert (section.left_margin, section.header_distance) == (Inches(1.25), Inches(0.4))
    asked = opened(a_word_file(tmp_path, a_reference(letterhead), paper_asked=True)).sections[0]
    assert (round(asked.page_width.mm), round(asked.page_height.mm)) == (210, 297)


def test_only_the_command_goes_before_the_designer() -> None:
    assert settle(a_session(), Wishes()).paper_asked is False
    assert settle(a_session(event=an_event(paper="A5")), Wishes()).paper_asked is False
    assert settle(a_session(), Wishes(paper="A5")).paper_asked is True


def test_narrower_paper_has_narrower_columns(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_reference(two_sections), paper_asked=True)
    body = part(data, "word/document.xml")
    assert '<w:cols w:space="567" w:num="2"/>' in body
    width = (Mm(210) - Mm(210) * 2.5 / 8.5) / 2
    grid = re.search(r"<w:tblGrid>(.*?)</w:tblGrid>", body)
    assert grid
    assert sum(map(int, re.findall(r'w:w="(\d+)"', grid[1]))) * 635 < width


def test_columns_of_a_right_to_left_language_begin_at_the_right(tmp_path: Path) -> None:
    look = a_look(a_theme_with(a_reference(two_sections), tmp_path / "theme"))
    data = render(a_document(a_session("نص قصير.", language="ar")), look)
    assert re.search(r"<w:cols [^>]*/>.*<w:bidi/>.*</w:sectPr>", part(data, "word/document.xml"))
    assert errors_of(data, tmp_path) == []


def test_the_last_section_counts_with_the_letterhead_it_takes_from_the_first(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_reference(two_sections))
    assert len(opened(data).sections) == 1
    assert opened(data).sections[0].header.paragraphs[0].text == "Letterhead of the cover"


def test_first_and_even_letterheads_stay_switched_on(tmp_path: Path) -> None:
    word = opened(a_word_file(tmp_path, a_reference(first_and_even)))
    section = word.sections[0]
    assert (section.different_first_page_header_footer, word.settings.odd_and_even_pages_header_footer) == (True, True)
    assert section.first_page_header.paragraphs[0].text == "First letterhead"
    assert section.even_page_header.paragraphs[0].text == "Even letterhead"
    feet = (section.first_page_footer, section.even_page_footer)
    assert [foot.paragraphs[0].text for foot in feet] == ["First foot", "Even foot"]
    assert [foot.tables[0].rows[0].cells[0].text for foot in feet] == [DISCLAIMER, DISCLAIMER]


def test_letterheads_that_are_switched_off_stay_behind(tmp_path: Path) -> None:
    def off(word: Word) -> None:
        first_and_even(word)
        word.sections[0].header.paragraphs[0].text = "Seen"
        word.sections[0].different_first_page_header_footer = False
        word.settings.odd_and_even_pages_header_footer = False

    data = a_word_file(tmp_path, a_reference(off))
    with zipfile.ZipFile(BytesIO(data)) as package:
        everything = b"".join(map(package.read, package.namelist()))
    assert b"Seen" in everything
    assert b"First letterhead" not in everything
    assert b"Even foot" not in everything


def test_pages_are_not_numbered_twice(tmp_path: Path) -> None:
    def page_fields(data: bytes) -> int:
        return part(data, "word/footer1.xml").count(" PAGE ")

    assert page_fields(a_word_file(tmp_path / "ours", a_reference(letterhead))) == 1
    assert page_fields(a_word_file(tmp_path / "theirs", a_reference(letterhead, numbered))) == 1


def test_a_file_without_letterhead_gets_that_of_reportkit(tmp_path: Path) -> None:
    word = opened(a_word_file(tmp_path, a_reference()))
    assert word.sections[0].header.paragraphs[0].text == "\t".join(a_document(a_session()).running)


def test_a_title_in_the_letterhead_is_that_of_the_session(tmp_path: Path) -> None:
    header = part(a_word_file(tmp_path, a_reference(titled)), "word/header1.xml")
    assert "Who Keeps the Light?" in header
    assert "Sample title" not in header


def test_bullets_are_the_designers_as_deep_as_they_go(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_reference(lists))
    first, nested = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', part(data, "word/document.xml"))[:2]
    assert first == ("0", "6")
    assert nested[0] == "1"
    assert nested[1] != "6"


def test_nothing_private_of_the_designer_leaves(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_reference(letterhead, watermark, nosy))
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    everything = b"".join(members.values()) + "".join(members).encode()
    secrets = (CANARY, CANARY.replace(" ", ""), "CAFE42", "tracker.example", "Normal.dotm", "docVar", "rsid", "people")
    assert [secret for secret in secrets if secret.encode() in everything] == []
    strays = re.compile(r"custom|comments|people|printer|thumbnail|app\.xml|webSettings|WithEffects")
    assert [name for name in members if strays.search(name)] == []
    header = members["word/header1.xml"].decode()
    assert "Kept word. " in header
    assert "Bound word." in header
    assert "tides.example" in header
    assert "updateFields" not in members["word/settings.xml"].decode()


def test_drawings_have_numbers_of_their_own_and_a_description(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_reference(letterhead))
    found = re.findall(r"<wp:docPr [^>]*>", part(data, "word/header1.xml") + part(data, "word/document.xml"))
    assert [re.findall(r' (id|descr)="([^"]*)"', one) for one in found] == [[("id", "1"), ("descr", "O")]]


def test_the_nearest_theme_that_has_one_counts(tmp_path: Path) -> None:
    a_theme_with(a_reference(letterhead), tmp_path / "ours")
    for name, below in (("child", "ours"), ("grandchild", "child")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.toml").write_text(f'extends = "{below}"\n')
    assert theme(str(tmp_path / "grandchild")).reference() == tmp_path / "ours/reference.docx"
    a_theme_with(a_reference(), tmp_path / "nearer", 'extends = "ours"\n')
    assert theme(str(tmp_path / "nearer")).reference() == tmp_path / "nearer/reference.docx"
    assert theme("institute").reference() is None


def strict(data: bytes) -> bytes:
    def renamed(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    return changed(data, word__document=renamed)


def a_template(data: bytes) -> bytes:
    """A .dotx under the name of a .docx."""

    def renamed(part: bytes) -> bytes:
        return part.replace(b"document.main+xml", b"template.main+xml")

    return changed(data, **{"[Content_Types]": renamed})


def test_a_template_of_word_is_as_good(tmp_path: Path) -> None:
    data = a_word_file(tmp_path, a_template(a_reference(letterhead)))
    assert proof(data, DISCLAIMER) == []


def with_object(word: Word) -> None:
    word.sections[0].header.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:object/></w:r>"))


def with_linked_picture(word: Word) -> None:
    letterhead(word)
    header = word.sections[0].header
    key = header.part.relate_to("https://tracker.example/p.png", f"{RELATIONS}/image", is_external=True)
    for blip in header._element.xpath(".//a:blip"):
        blip.attrib.clear()
        blip.set(f"{{{RELATIONS}}}link", key)


def with_another_label(word: Word) -> None:
    word.styles.add_style("Label", WD_STYLE_TYPE.PARAGRAPH)


def with_wide_margins(word: Word) -> None:
    word.sections[0].left_margin = word.sections[0].right_margin = Inches(4)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (b"", "not a Word file (damaged or cut short)"),
        (strict(a_reference()), "is saved as Strict Open XML, which cannot be taken over"),
        (a_reference(with_object), "has an embedded object in a header"),
        (a_reference(with_linked_picture), "has a linked picture in a header"),
        (
            a_reference(with_another_label),
            'has the style "Label" as a paragraph style, and it is wanted as a character style',
        ),
        (a_reference(with_wide_margins), "leaves no room for text"),
        (changed(a_reference(), word__document=lambda part: b"<none/>"), "not a Word file (it has no document)"),
        (changed(a_reference(), word__styles=lambda part: b"<broken"), "not a Word file (word/styles.xml is no XML)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reference_that_cannot_be_used_is_refused_by_name(tmp_path: Path, reference: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        a_word_file(tmp_path, reference)
    assert refused.value.message == f"{tmp_path / 'theme/reference.docx'}: {message}"
    assert refused.value.hint


def test_the_command_says_what_is_wrong_with_the_reference(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text(
        'schema: reportkit/1\nid: "1"\ntitle: T\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'
    )
    name = a_theme_with(b"Dear colleagues", tmp_path / "theme")
    arguments = ["render", str(tmp_path / "1.yaml"), "-o", str(tmp_path), "--theme", name, "-f"]
    with pytest.raises(Refused) as refused:
        group.main([*arguments, "docx"], standalone_mode=False)
    assert refused.value.exit_code == 4
    assert str(refused.value).splitlines() == [
        f"error: {name}/reference.docx: not a Word file (damaged or cut short)",
        "  hint: save it as .docx again, or ask for it again",
    ]
    assert CliRunner().invoke(group, [*arguments, "pdf"]).exit_code == 0


def test_fractions_of_lengths_are_rounded(tmp_path: Path) -> None:
    def fractions(part: bytes) -> bytes:
        return re.sub(rb'w:(left|before|w)="(\d+)"', rb'w:\1="\2.0000000000002"', part)

    reference = changed(a_reference(letterhead), word__document=fractions, word__styles=fractions)
    data = a_word_file(tmp_path, reference)
    assert proof(data, DISCLAIMER) == []
    assert ".0000000000002" not in part(data, "word/document.xml") + part(data, "word/styles.xml")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme/reference.docx").mkdir(parents=True)
    (tmp_path / "theme/theme.toml").write_text("")
    with pytest.raises(Refused, match=r"reference\.docx: cannot be read"):
        render(a_document(a_session("Text.")), a_look(str(tmp_path / "theme")))


def test_a_link_out_of_the_theme_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.docx").write_bytes(a_reference())
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/theme.toml").write_text("")
    (tmp_path / "theme/reference.docx").symlink_to(tmp_path / "elsewhere.docx")
    session = a_session("Text.")
    with pytest.raises(Exception, match="leads out of"):
        render(a_document(session), a_look(str(tmp_path / "theme")))


def test_a_footer_that_nobody_can_see_is_caught(tmp_path: Path) -> None:
    def white(word: Word) -> None:
        word.styles["Footer"].font.color.rgb = RGBColor(255, 255, 255)

    findings = proof(a_word_file(tmp_path, a_reference(letterhead, white)), DISCLAIMER)
    assert [finding.message for finding in findings] == [
        "section 1, footer: the disclaimer is there but cannot be seen: text the colour of the paper (contrast 1.0:1)"
    ]


def test_a_file_with_hardly_anything_in_it_is_completed(tmp_path: Path) -> None:
    bare = saved(docx.Document())
    bare = changed(
        bare,
        word__document=lambda part: re.sub(rb"<w:sectPr.*</w:sectPr>", b"", part, flags=re.DOTALL),
        word__styles=lambda part: re.sub(rb"<w:docDefaults.*</w:style>", b"", part, flags=re.DOTALL),
    )
    data = a_word_file(tmp_path, bare)
    assert proof(data, DISCLAIMER) == []
    assert errors_of(data, tmp_path) == []
