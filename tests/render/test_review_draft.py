"""What makes a Word file the draft of one speaker, and that it is there after somebody else has saved it."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from builders import a_look, a_person, a_session, an_event
from openxml_audit import OpenXmlValidator
from readers import WORD, needs_libreoffice, saved_again_by_libreoffice
from samples import PROSE

import reportkit
from reportkit import compose
from reportkit.collect.locate import passages
from reportkit.document import Document
from reportkit.records import Passage
from reportkit.render.docx import render
from reportkit.reviews import Review
from reportkit.wordml import write as wordml
from reportkit.wordml.revisions import Revised, revised

EVERYTHING = """Words *in* **many** [links](https://example.org), a note^[Of interest.].

- one
  1. nested
- two

> quoted

### Heading

| a | b |
|---|---|
| 1 | 2 |
"""


def a_draft(own: tuple[str, ...] = ("p01",), protect: str = "", language: str = "en", people: int = 1) -> Document:
    names = {"ko": "이신화", "ar": "ليلى", "ja": "徳地秀士"}
    speakers = [a_person(names.get(language, "Lee"), id="lee"), *(a_person(f"P{n}", id=f"p{n}") for n in range(people))]
    sketch = (
        Passage(id="p01", speaker="lee", text=f"{PROSE[language]}\n\n{EVERYTHING}"),
        Passage(id="h1", text="An id like that of a heading."),
        *(Passage(id=f"q{n}", speaker=f"p{n}", text=f"View {n}. {PROSE[language]}") for n in range(people)),
        Passage(id="p03", discussion=True, text=PROSE[language]),
    )
    event = an_event(organiser="아산정책연구원" if language == "ko" else "Institute", timezone="Asia/Seoul")
    session = a_session(sketch=sketch, speakers=tuple(speakers), language=language, event=event)
    review = Review(
        *("1-2.lee.1", "1-2", "x.yaml", "lee", "Lee", 1, own, "b" * 64, "2031-05-01T00:00:00Z", "2031-05-20T18:00"),
        protect=protect,
    )
    return compose.draft(session, a_look(edition="draft"), review)


def word(document: Document) -> bytes:
    return render(document, a_look(edition="draft"))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("own", [("p01",), ()])
def test_a_draft_of_a_speaker_is_valid_proven_and_the_same_each_time(
    own: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    document = a_draft(own, language=language)
    data = word(document)
    (tmp_path / "it.docx").write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "it.docx")).errors] == []
    assert reportkit.proof(data, document.disclaimer.words) == []
    assert data == word(document)


def test_the_review_is_a_property_of_the_file_as_others_know_them() -> None:
    data = word(a_draft())
    kinds = part(data, "[Content_Types].xml")
    assert 'PartName="/docProps/custom.xml"' in kinds
    properties = ElementTree.fromstring(part(data, "docProps/custom.xml"))
    assert [(one.get("name"), one.get("pid"), one[0].text) for one in properties] == [
        ("reportkit.review", "2", "1-2.lee.1"),
        ("reportkit.base", "3", "b" * 64),
    ]
    assert docx.Document(BytesIO(data)).part.package.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    )


def test_the_remark_stands_at_the_first_own_passage_and_has_the_date_of_the_record() -> None:
    data = word(a_draft(("p01", "q0")))
    (remark,) = docx.Document(BytesIO(data)).comments
    assert (remark.author, remark.initials) == ("Institute", "I")
    assert remark.timestamp
    assert remark.timestamp.isoformat() == "2031-05-06T00:30:00+00:00"
    (told,) = revised(data).remarks
    assert told.quote == "Passage 1 of 4 · Lee · please review"


def test_where_nothing_is_the_speakers_the_remark_stands_at_the_sketch() -> None:
    (told,) = revised(word(a_draft(()))).remarks
    assert told.quote == "Session Sketch"


@pytest.mark.parametrize(
    ("protect", "lock"),
    [("", None), ("tracked", "trackedChanges"), ("comments", "comments")],
)
def test_changes_are_tracked_and_the_text_is_locked_on_demand_only(protect: str, lock: str | None) -> None:
    settings = part(word(a_draft(protect=protect)), "word/settings.xml")
    assert "<w:trackRevisions/>" in settings
    found = re.search(r'<w:documentProtection w:edit="(\w+)" w:enforcement="1"/>', settings)
    assert (found[1] if found else None) == lock


def test_what_is_the_speakers_lies_on_the_shade_of_the_theme_tables_too() -> None:
    shaded: dict[str, bool] = {}
    for paragraph in ElementTree.fromstring(part(word(a_draft()), "word/document.xml")).iter(f"{WORD}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{WORD}t"))
        fill = paragraph.find(f"{WORD}pPr/{WORD}shd")
        shaded.setdefault(text, fill is not None and fill.get(f"{WORD}fill") == "eef1f5")
    own = ["Passage 1 of 4 · Lee · please review", PROSE["en"], "one", "nested", "quoted", "Heading"]
    assert [text for text in own if not shaded[text]] == []
    assert [text for text in shaded if shaded[text] and "View" in text] == []
    cells = re.findall(r"<w:tc>.*?</w:tc>", part(word(a_draft()), "word/document.xml"))
    assert ["eef1f5" in cell for cell in cells] == [False] * (len(cells) - 4) + [True] * 4


def test_a_passage_called_as_a_heading_is_told_from_one() -> None:
    names = re.findall(r'w:name="(_rk_\w+)"', part(word(a_draft()), "word/document.xml"))
    assert names == ["_rk_p01", wordml.bookmark_name("h1"), "_rk_q0", "_rk_h1", "_rk_p03"]
    assert len(set(names)) == len(names)


def test_a_draft_of_fifteen_speakers_has_them_all() -> None:
    data = word(a_draft(people=15))
    texts = passages(revised(data), ["p01", "h1", *(f"q{n}" for n in range(15)), "p03"])
    assert [texts[f"q{number}"].partition(".")[0] for number in range(15)] == [f"View {number}" for number in range(15)]


def told(data: Revised) -> dict[str, object]:
    """Return what a draft has to tell when it comes back."""
    ids = ["p01", "h1", "q0", "p03"]
    return {
        "texts": {id: text.split("\n") for id, text in passages(data, ids).items()},
        "labels": [
            "".join(span.text for span in one.spans)
            for one in data.body
            if any("_rk_" in name for name in one.bookmarks)
        ],
        "properties": {name: value for name, value in data.properties if name.startswith("reportkit")},
        "remarks": [(one.author, one.text, one.quote) for one in data.remarks],
        "tracking": data.tracking,
    }


@needs_libreoffice
def test_libreoffice_saves_all_that_a_draft_has_to_tell(tmp_path: Path) -> None:
    drafts = {
        f"{language}-{len(own)}": word(a_draft(own, protect, language))
        for language in ("en", "ko", "ar")
        for own, protect in ((("p01",), ""), ((), "comments"))
    }
    saved = saved_again_by_libreoffice(drafts, tmp_path)
    for name, data in drafts.items():
        assert told(revised(saved[name])) == told(revised(data)), name
