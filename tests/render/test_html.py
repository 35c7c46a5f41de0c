"""The HTML page needs no other file and is whole in itself."""

import re
from pathlib import Path

from builders import DISCLAIMER, a_session
from PIL import Image

from reportkit import render


def test_an_html_page_refers_to_no_other_file(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), "navy").save(tmp_path / "a.png")
    html = render(a_session("![A bar](a.png)\n\n[out](https://example.org)", folder=tmp_path), "html").decode()
    assert re.findall(r'src="([^"]{1,22})', html) == ["data:image/png;base64,"]
    assert re.findall(r'href="([^"]*)"', html) == ["https://example.org"]
    assert "url(" not in html
    assert DISCLAIMER in html


def test_an_html_page_has_its_language_title_and_one_first_heading() -> None:
    html = render(a_session("Text.", language="ko"), "html").decode()
    assert '<html lang="ko" dir="ltr">' in html
    assert "<title>Who Keeps the Light?</title>" in html
    assert html.count("<h1 ") == 1


def test_footnotes_lead_there_and_back() -> None:
    html = render(a_session("a^[one] b^[two]"), "html").decode()
    assert re.findall(r'href="#(note-\d)"', html) == ["note-1", "note-2"]
    assert re.findall(r'id="(note-\d)"', html) == ["note-1", "note-2"]
    assert re.findall(r'href="#(mark-\d)"', html) == re.findall(r'id="(mark-\d)"', html) == ["mark-1", "mark-2"]
