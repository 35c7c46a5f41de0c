"""Rules are asked of those only that they can be for, and every page stays the same, byte by byte."""

from pathlib import Path
from typing import Any

import pytest
from builders import a_document, a_look, a_session, long_text
from samples import everything
from weasyprint.css import StyleFor

from reportkit.pipeline import illustrated
from reportkit.records import Session
from reportkit.render import pdf
from reportkit.resources import room
from reportkit.settings import Settings, settle
from reportkit.wishes import Wishes

NOTES = """
aside, .kicker { float: footnote }
.kicker::footnote-call { content: "*"; color: red }
::footnote-marker { content: "(" counter(footnote) ") " }
"""
LISTED = ".kicker { display: list-item } ::marker { color: red } .subtitle { display: inherit }"
LISTED_BEFORE = '.kicker::before { content: "so"; display: list-item } ::marker { color: red }'
BY_A_VARIABLE = ":root { --where: footnote } .kicker { float: var(--where) } aside { float: inherit }"
MARGINS = '@page { @left-middle { content: "left" } } @page :first { @bottom-right-corner { content: "corner" } }'
WITHIN = f"<style>.subtitle {{ float: footnote }} {MARGINS}</style>"
LISTED_AT_ONE = '<p style="Display: list-item">One of some.</p>'
AT_ONE = '<p style="FLOAT: footnote">A note of its own.</p>'


def both(session: Session, look: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """Return the session printed by all rules and by those that it needs."""
    document = illustrated(a_document(session), session.folder)
    sparing = pdf.render(document, look)
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "has_sheets", lambda markup: True)
        return pdf.render(document, look), sparing


def house(folder: Path, sheet: str = "", body: str = "") -> Settings:
    """Return a theme that has a style sheet, and a template that puts `body` before what documents say."""
    (folder / "house/templates").mkdir(parents=True)
    (folder / "house/theme.toml").write_text('extends = "plain"\n')
    (folder / "house/extra.css").write_text(sheet)
    template, start = (room("templates") / "document.html.j2").read_text(), "{% block body %}"
    (folder / "house/templates/document.html.j2").write_text(template.replace(start, start + body))
    return settle(a_session("Text."), Wishes(theme=str(folder / "house")))


def test_a_session_with_all_that_there_is_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, ours = both(everything(), a_look(), monkeypatch)
    assert ours == alone


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (NOTES, ""),
        (BY_A_VARIABLE, ""),
        (MARGINS, ""),
        (NOTES + MARGINS, ""),
        (LISTED, ""),
        (LISTED_BEFORE, ""),
        ("", WITHIN),
        ("", AT_ONE),
        ("", LISTED_AT_ONE),
    ],
)
def test_what_a_theme_makes_a_note_or_puts_into_margins_stays_there(
    sheet: str, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = a_session(long_text(3))
    alone, ours = both(session, house(tmp_path / "dressed", sheet, body), monkeypatch)
    assert ours == alone
    assert ours != pdf.render(a_document(session), house(tmp_path / "bare"))


def test_half_of_what_would_be_found_out_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    found = [0]
    find = StyleFor.set_computed_styles

    def counted(*about: Any, **more: Any) -> None:
        found[0] += 1
        find(*about, **more)

    monkeypatch.setattr(StyleFor, "set_computed_styles", counted)
    session = a_session(long_text(20))
    pdf.render(a_document(session), a_look())
    ours, found[0] = found[0], 0
    monkeypatch.setattr(pdf, "has_sheets", lambda markup: True)
    pdf.render(a_document(session), a_look())
    assert ours < 0.5 * found[0]
