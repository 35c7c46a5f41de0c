"""Lines are drawn at once, but for those in which something is rare."""

from types import SimpleNamespace as It

import pytest
from alone import its_own_way
from builders import a_document, a_look, a_session, long_text
from weasyprint import HTML
from weasyprint.draw import text
from weasyprint.text.ffi import ffi

from reportkit.render._quicker import drawn
from reportkit.render.pdf import render

BODIES = (
    "<p>one <b>two</b> one",
    "<p>a 灯 b 灯台 c المنارة d 🗼 e",
    "<p style='font-size: 0.5px'>small<p style='font-size: 30pt'>large",
    "<p style='letter-spacing: 1mm; font-kerning: none'>AVAVA Te fi<p style='word-spacing: 3mm'>a b c",
    "<p>A\u030a\u0323 e\u0301\u0302 \u0301 x\u20d7<p>\u200d\u200b.",
    "<p>one two<p style='overflow: hidden; text-overflow: ellipsis; width: 1mm; white-space: nowrap'>two one",
    "<p>\U000f0000 has no glyph<p>\U000f0000 again",
    "<svg width='99' height='20'><text y='9'>one <tspan rotate='9' dx='2'>two</tspan></text></svg>one",
)


@pytest.mark.parametrize("body", BODIES)
def test_letters_of_any_kind_are_drawn_as_by_weasyprint_alone(body: str) -> None:
    def made() -> bytes:
        # Each letter stands there again, and is known by then.
        return bytes(HTML(string=body * 3).write_pdf(uncompressed_pdf=True))

    with its_own_way():
        alone = made()
    assert made() == alone


def test_hardly_a_line_is_drawn_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    lines = {"all": 0, "letter by letter": 0}

    def counted(name: str, draw: drawn.Draw) -> drawn.Draw:
        def made(*args: object) -> list[object]:
            lines[name] += 1
            return draw(*args)

        return made

    at_once = drawn._at_once(counted("letter by letter", text.draw_first_line.__wrapped__))
    monkeypatch.setattr(text, "draw_first_line", counted("all", at_once))
    render(a_document(a_session(long_text(20))), a_look())
    assert lines["letter by letter"] < 0.4 * lines["all"]


@pytest.mark.parametrize("kind", ["bitmap", "svg", "png", "colr"])
def test_letters_that_are_pictures_are_left_to_weasyprint(kind: str) -> None:
    font = It(**{"bitmap": False, "svg": False, "png": False, "colr": False, kind: True})
    run = It(data=It(item=It(analysis=It(font=None))), next=ffi.NULL)
    with pytest.raises(drawn._Rare):
        drawn._pieces(It(add_font=lambda _: (font, 9)), It(runs=[run]))
