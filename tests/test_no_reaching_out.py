"""Promise 7: rendering opens no connection and reads no file outside the event and theme folders, whatever is asked."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from builders import a_session, an_event

from reportkit import render
from reportkit.errors import BadPage, BadRecord, BadTheme, ReportkitError
from reportkit.resources import room

SECRET = "the secret of the house"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Note every attempt to open a connection, and fail the test for it."""
    attempts: list[object] = []

    def refuse(_: socket.socket, address: object) -> None:
        attempts.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: attempts.append(address))
    yield attempts
    assert attempts == []


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def test_a_page_for_screens_asks_for_nothing_either(tmp_path: Path) -> None:
    for number, css in enumerate(("h1 { background: url(https://example.org/x.png) }", "@import 'x.css';")):
        with pytest.raises(BadPage, match="the page asks for"):
            render(a_session("Text."), "html", theme=a_theme(tmp_path / str(number), css))
    theme = a_theme(tmp_path / "template", template="<img alt='x' src='http://example.org/x.png'>")
    with pytest.raises(BadPage, match=r"the page asks for http://example\.org/x\.png"):
        render(a_session("Text."), "html", theme=theme)
    assert render(a_session("A [link](https://example.org)."), "html")


@pytest.mark.parametrize("name", ["extra.css", "templates/document.html.j2"])
def test_a_theme_whose_files_lead_out_of_it_shows_nothing_of_them(tmp_path: Path, secret: Path, name: str) -> None:
    folder = Path(a_theme(tmp_path))
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    with suppress(BadTheme):
        assert SECRET.encode() not in render(a_session("Text."), "html", theme=str(folder))


def test_an_import_behind_our_rules_is_left_out(tmp_path: Path) -> None:
    assert render(a_session("Text."), theme=a_theme(tmp_path, "@import url(http://example.org/x.css);"))


def a_theme(folder: Path, css: str = "", template: str = "") -> str:
    (folder / "theme/templates").mkdir(parents=True)
    (folder / "theme/theme.toml").write_text("")
    (folder / "theme/extra.css").write_text(css)
    if template:
        text = (room("templates") / "document.html.j2").read_text()
        (folder / "theme/templates/document.html.j2").write_text(text.replace("<main>", f"<main>{template}"))
    return str(folder / "theme")


@pytest.mark.parametrize(
    "css",
    [
        "h1 {{ background: url(https://example.org/x.png) }}",
        "h1 {{ background: url(file://{secret}) }}",
        "h1::before {{ content: url(../../../etc/passwd) }}",
        "@font-face {{ font-family: X; src: url(http://example.org/x.ttf) }} h1 {{ font-family: X }}",
        "h1 {{ background: url(font:../theme.toml) }}",
    ],
)
def test_a_style_sheet_that_asks_for_more_is_refused(tmp_path: Path, secret: Path, css: str) -> None:
    with pytest.raises(BadPage):
        render(a_session("Text."), theme=a_theme(tmp_path, css.format(secret=secret)))


def test_a_file_that_markup_would_attach_is_left_out(tmp_path: Path, secret: Path) -> None:
    pdf = render(
        a_session("Text."), theme=a_theme(tmp_path, template=f"<link rel='attachment' href='file://{secret}'>")
    )
    with pikepdf.open(BytesIO(pdf)) as file:
        assert dict(file.attachments) == {}


@pytest.mark.parametrize(
    "template",
    [
        "<img alt='x' src='http://example.org/x.png'>",
        "<img alt='x' src='file://{secret}'>",
        "<link rel='stylesheet' href='http://example.org/x.css'>",
        "<object data='file://{secret}'></object>",
    ],
)
def test_markup_that_asks_for_more_is_refused(tmp_path: Path, secret: Path, template: str) -> None:
    with pytest.raises(BadPage):
        render(a_session("Text."), theme=a_theme(tmp_path, template=template.format(secret=secret)))


@pytest.mark.parametrize(
    "template",
    [
        "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
        "{{{{ document.__init__.__globals__ }}}}",
        "{{% include '{secret}' %}}",
        "{{% include '../../secret.txt' %}}",
        "{{{{ document.blocks.append(1) }}}}",
    ],
)
def test_a_template_that_leaves_its_sandbox_is_refused(tmp_path: Path, secret: Path, template: str) -> None:
    with pytest.raises(BadTheme) as caught:
        render(a_session("Text."), theme=a_theme(tmp_path, template=template.format(secret=secret)))
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "![x](../secret.txt)",
        "![x](http://example.org/x.png)",
        "![x](file:///etc/hostname)",
        "![x](//example.org/x.png)",
        "![x](link.png)",
    ],
)
def test_a_record_that_asks_for_more_is_refused(tmp_path: Path, secret: Path, text: str) -> None:
    home = tmp_path / "event"
    home.mkdir()
    (home / "link.png").symlink_to(secret)
    with pytest.raises(BadRecord):
        render(a_session(text, folder=home))


def test_a_theme_named_by_an_event_lies_inside_it(tmp_path: Path) -> None:
    a_theme(tmp_path)
    home = tmp_path / "event"
    home.mkdir()
    with pytest.raises(ReportkitError, match="there is no theme"):
        render(a_session("Text.", folder=home, event=an_event(theme="../theme")))


def test_markup_in_prose_stays_text() -> None:
    html = render(a_session("<img src=http://example.org/x.png> <script>alert(1)</script>"), "html").decode()
    assert "<script>" not in html
    assert "&lt;img src=http://example.org/x.png&gt;" in html
