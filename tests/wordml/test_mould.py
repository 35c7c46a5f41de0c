"""A Word file that is read once and cast many times."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from builders import INPUTS, a_look
from docx.enum.style import WD_STYLE_TYPE

from reportkit.render._styles import empty
from reportkit.wordml.mould import Mould
from reportkit.wordml.packed import Deflated, deflated, packed, zipped


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_cast_is_what_the_mould_was_made_of() -> None:
    document = docx.Document()
    document.add_paragraph("Kept by hand", "Quote")
    assert members(packed(Mould(document).cast())) == members(packed(document))


def test_what_is_done_to_a_cast_is_not_in_the_next() -> None:
    mould = Mould(docx.Document())
    first = mould.cast()
    first.add_paragraph("Kept by hand")
    first.styles.add_style("Lamp", WD_STYLE_TYPE.PARAGRAPH)
    first.sections[0].footer.paragraphs[0].text = "At the foot"
    assert members(packed(mould.cast())) == members(packed(docx.Document()))


def test_styles_are_found_as_python_docx_finds_them() -> None:
    plain, cast = docx.Document(), Mould(docx.Document()).cast()
    for style in plain.styles:
        assert cast.styles[style.name].element.xml == style.element.xml
        assert cast.part.get_style_id(style.name, style.type) == plain.part.get_style_id(style.name, style.type)
        assert cast.part.get_style(style.style_id, style.type).name == style.name
    assert cast.part.get_style(None, WD_STYLE_TYPE.PARAGRAPH).name == "Normal"


def test_style_that_came_later_is_found() -> None:
    document = Mould(docx.Document()).cast()
    document.add_paragraph(style="Quote")
    document.styles.add_style("Lamp", WD_STYLE_TYPE.PARAGRAPH)
    assert document.add_paragraph("By hand", "Lamp").style.name == "Lamp"


def test_unknown_style_is_refused() -> None:
    document = Mould(docx.Document()).cast()
    with pytest.raises(KeyError, match="Lantern"):
        document.add_paragraph(style="Lantern")


def test_picture_of_the_mould_is_not_packed_twice() -> None:
    """python-docx knows a picture again, also when it came with the mould."""
    picture = str(INPUTS / "lantern-forum-2031/pictures/lantern-line.png")
    document = docx.Document()
    document.add_picture(picture)
    cast = Mould(document).cast()
    cast.add_picture(picture)
    assert sum(name.startswith("word/media/") for name in members(packed(cast))) == 1


def test_only_what_is_new_is_deflated(monkeypatch: pytest.MonkeyPatch) -> None:
    document = empty(a_look(), "en")
    document.add_paragraph("Kept by hand")
    pressed: list[bytes] = []

    def listening(data: bytes) -> Deflated:
        pressed.append(data)
        return deflated(data)

    monkeypatch.setattr("reportkit.wordml.packed.deflated", listening)
    names = [name for name, data in members(packed(document)).items() if data in pressed]
    assert [name for name in names if not name.endswith(".rels")] == ["[Content_Types].xml", "word/document.xml"]


def test_members_have_their_names_in_every_script() -> None:
    parts = {"word/등대.xml": b"<light/>" * 100, "word/empty.xml": b"", "word/lamp.xml": bytes(range(256)) * 40}
    assert members(zipped(parts)) == parts
