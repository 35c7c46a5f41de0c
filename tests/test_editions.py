"""The kinds of copy that are made of a session: what they are called, what they say, and how large."""

import re
from pathlib import Path
from typing import get_args

import pypdfium2 as pdfium
import pytest
from builders import INPUTS, a_document, a_look, a_person, a_session, an_event
from click.testing import CliRunner

import reportkit
from reportkit.cli import group
from reportkit.document import Heading, Items, Paragraph, PassageLabel, Table, words
from reportkit.errors import BadTheme, Misused
from reportkit.records import Passage
from reportkit.theme import PAPERS, languages, names, theme
from reportkit.wishes import EDITIONS, EditionName
from reportkit.write.names import FOLDERS

SESSION = str(INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml")


# --- what they are called ---------------------------------------------------------------------------------------


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))


def test_editions_rendered_into_one_folder_lie_side_by_side(tmp_path: Path) -> None:
    for edition in EDITIONS:
        run = CliRunner().invoke(group, ["render", SESSION, "-f", "html", "-o", str(tmp_path), "--edition", edition])
        assert run.exit_code == 0
    assert files_below(tmp_path) == [
        "3-1-an-asian-nato-draft.html",
        "3-1-an-asian-nato-large-print.html",
        "3-1-an-asian-nato.html",
    ]


def test_editions_exported_have_a_folder_each(tmp_path: Path) -> None:
    for edition in EDITIONS:
        reportkit.export(INPUTS / "asan-plenum-2026", out=tmp_path, formats=["html"], edition=edition)
    assert files_below(tmp_path) == [
        "asan-plenum-2026/3-1-an-asian-nato.html",
        "asan-plenum-2026/drafts/3-1-an-asian-nato.html",
        "asan-plenum-2026/large-print/3-1-an-asian-nato.html",
        "asan-plenum-2026/manifest.json",
        "asan-plenum-2026/report.html",
    ]


def test_every_edition_has_its_place() -> None:
    assert list(FOLDERS) == list(EDITIONS) == ["handout", *get_args(EditionName)]


def test_an_unknown_edition_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Misused, match='there is no edition "folio"') as caught:
        reportkit.render(a_session("Text."), "html", edition="folio")
    assert caught.value.hint == "known: handout, draft, large-print"
    with pytest.raises(Misused):
        reportkit.export(SESSION, out=tmp_path, edition="folio")
    assert files_below(tmp_path) == []


# --- what a draft says ------------------------------------------------------------------------------------------


def test_a_draft_says_before_each_passage_which_it_is_and_whose() -> None:
    passages = (
        Passage(id="p01", text="An introduction."),
        Passage(id="p02", speaker="lee", text="A view."),
        Passage(id="p03", speaker="lee", text=""),
        Passage(id="p04", discussion=True, text="A question."),
    )
    session = a_session(sketch=passages, speakers=(a_person("Lavina Lee", id="lee", native="이"),))
    blocks = a_document(session, "draft").blocks
    labels = [block for block in blocks if isinstance(block, PassageLabel)]
    assert [(label.passage, words(label.inlines)) for label in labels] == [
        ("p01", "Passage 1 of 4"),
        ("p02", "Passage 2 of 4 · Lavina Lee"),
        ("p03", "Passage 3 of 4 · Lavina Lee"),
        ("p04", "Passage 4 of 4 · Discussion"),
    ]
    assert [label.origin.field for label in labels] == [f"sketch.{index}.text" for index in range(4)]
    assert [type(block) for block in blocks[-3:]] == [Heading, PassageLabel, Paragraph]


def test_a_draft_says_what_it_is_in_every_language_and_other_editions_do_not() -> None:
    for language, labels in languages().items():
        draft = a_document(a_session("Text.", language=language), "draft")
        assert (draft.notice, draft.watermark) == (labels["draft"], labels["watermark"])
        assert draft.title == f"{labels['draft']} · Who Keeps the Light?"
        for edition in ("handout", "large-print"):
            other = a_document(a_session("Text.", language=language), edition)
            assert (other.notice, other.watermark, other.title) == ("", "", "Who Keeps the Light?")


def test_all_languages_have_the_same_words() -> None:
    assert {language: sorted(labels) for language, labels in languages().items()} == {
        language: sorted(languages()["en"]) for language in languages()
    }


def test_a_theme_says_it_in_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[labels.en]\ndraft = "Embargoed"\npassage = "{count}/{number} {x}"\n')
    html = reportkit.render(a_session("Text."), "html", theme=str(tmp_path), edition="draft").decode()
    assert '<p class="notice header">Embargoed</p>' in html
    assert '<p class="label" id="passage-p01">1/1 {x}</p>' in html


# --- how large print looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names())
def test_in_large_print_no_type_is_small_or_slanted_in_any_theme(name: str) -> None:
    roles = theme(name).edition("large-print").tokens.roles
    assert roles["text"].size == roles["list"].size == roles["quote"].size == 18
    assert [role for role, dress in roles.items() if dress.size < 12] == []
    assert [role for role, dress in roles.items() if dress.italic] == []
    assert max(dress.size for dress in roles.values()) <= 30


def test_the_dress_of_an_edition_is_one_object_and_leaves_the_theme_alone() -> None:
    forum = theme("forum")
    assert forum.edition("large-print") is forum.edition("large-print")
    assert forum.edition("handout") is forum
    assert forum.role("text").size < 12
    assert forum.edition("large-print").tokens.colours == forum.tokens.colours


def test_facts_and_affiliations_stand_below_each_other_in_large_print() -> None:
    session = a_session("Text.", room="Hall", speakers=(a_person(),))
    large, usual = (
        reportkit.render(session, "html", edition=edition).decode() for edition in ("large-print", "handout")
    )
    assert '<dl class="facts fact stacked">' in large
    assert '<table class="people stacked' in large
    assert 'class="facts fact"' in usual
    assert "people stacked" not in usual


WIDE = "\n".join(["| Station | Opened |", "|---|---|", "| *Saint Brannoc* | 1881 |", "| Tern Island | 1926 |"])


def test_a_table_that_fits_stays_a_table_in_large_print() -> None:
    assert isinstance(a_document(a_session(WIDE), "large-print").blocks[-1], Table)


def test_a_table_too_wide_for_large_print_is_told_row_by_row() -> None:
    heads = [f"Considerable{number}" for number in range(6)]
    rows = [[f"{row}{number}" for number in range(6)] for row in "ab"]
    text = "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * 6, *rows))
    assert isinstance(a_document(a_session(text)).blocks[-1], Table)
    told = a_document(a_session(text), "large-print").blocks[-1]
    assert isinstance(told, Items)
    (first,), _ = told.items
    assert isinstance(first, Paragraph)
    assert words(first.inlines) == " ".join(f"Considerable{number}: a{number}" for number in range(6))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"| {' | '.join(row)} |" for row in ([f"Considerable{n}" for n in range(9)], ["---"] * 9)),
        "\n".join(
            f"| {' | '.join(row)} |" for row in ([f"Considerable{n}^[Note.]" for n in range(9)], ["---"] * 9, ["x"] * 9)
        ),
    ],
    ids=["no rows", "footnotes in the header"],
)
def test_a_table_that_a_list_would_spoil_stays_a_table(text: str) -> None:
    assert isinstance(a_document(a_session(text), "large-print").blocks[-1], Table)


def lowest_text_and_highest_footer(page: pdfium.PdfPage) -> tuple[float, float]:
    """Return how high above the lower edge the last word of the prose ends, and the disclaimer begins."""
    text = page.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    words = [(text.get_text_bounded(*box), box) for box in boxes]
    text.close()
    prose = min(box[1] for said, box in words if "prose" in said)
    return prose, max(box[3] for said, box in words if "binding" in said)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_longest_disclaimer_leaves_the_text_alone(edition: str, paper: str) -> None:
    event = an_event(disclaimer=("Nothing of it is binding on anybody. " * 14)[:500])
    pdf = reportkit.render(a_session("prose " * 900, event=event), paper=paper, edition=edition)
    document = pdfium.PdfDocument(pdf)
    prose, footer = lowest_text_and_highest_footer(document[1])
    assert prose > footer
    document.close()


# --- what a theme may say of an edition -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "line", "message"),
    [
        ("[editions.draft.roles]\ntext = { sise = 12 }\n", 2, 'unknown token "sise"'),
        (
            "[editions.large-print.roles]\nbody = { size = 12 }\n",
            2,
            'unknown role "body"',
        ),
        ("[editions.large-print.tables]\nabove = 900\n", 2, '"above": input should be less than or equal to 200'),
        ("[editions.large]\nemphasis = 'bold'\n", 1, 'unknown edition "large"'),
    ],
)
def test_what_is_wrong_with_an_edition_is_told_with_its_line(
    tmp_path: Path, toml: str, line: int, message: str
) -> None:
    (tmp_path / "theme.toml").write_text(toml)
    with pytest.raises(BadTheme) as caught:
        theme(str(tmp_path))
    (finding,) = caught.value.findings
    assert finding.place
    assert (finding.place.line, finding.message) == (line, message)


def test_a_theme_may_change_an_edition_and_keep_the_rest(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text("[editions.large-print.roles]\ntext = { size = 22, leading = 32 }\n")
    large = theme(str(tmp_path)).edition("large-print")
    assert (large.role("text").size, large.role("list").size) == (22, 18)
    css = reportkit.render(a_session("Text."), "html", theme=str(tmp_path), edition="large-print").decode()
    assert re.search(r"--text-size: 22(\.0)?pt", css)


def test_a_settings_object_names_its_edition() -> None:
    assert a_look(edition="draft").theme.tokens.line_numbers.every == 5
    assert a_look().theme.tokens.line_numbers.every == 0
