"""What the house style of an event makes of findings."""

from pathlib import Path
from typing import Any

from builders import a_session, an_event

from reportkit.check.records import check
from reportkit.pipeline import receive
from reportkit.records import Event, Waiver

HERE = "See [here](https://example.org) and [more](https://example.org)."


def told(text: str = HERE, own: tuple[Waiver, ...] = (), *, whole: bool = True, **style: Any) -> list[str]:
    """Return what is found in a session with waivers of its `own`, in an event of this style."""
    session = a_session(text, waivers=own)
    event = Event(**dict(an_event(**style)), file="event.yaml", sessions=(session,))
    return [f"{one.severity} {one.rule} {one.words}".strip() for one in check(event, whole=whole)]


def a_waiver(rule: str = "links", words: str | None = None) -> Waiver:
    return Waiver(rule=rule, words=words, reason="so it stands in the treaty")


def test_a_rule_is_as_bad_as_the_event_says() -> None:
    here, more = "links [here](https://example.org", "links [more](https://example.org"
    assert told() == [f"warning {here}", f"warning {more}"]
    assert told(rules={"links": "error"}) == [f"error {here}", f"error {more}"]
    assert told(rules={"links": "off"}) == []


def test_what_would_make_a_page_wrong_stays_an_error() -> None:
    picture = "![A lamp](nowhere.png)"
    assert told(picture, rules={"pictures": "off"}) == ["error pictures (nowhere.png"]
    assert told(picture, (a_waiver("pictures"),))[0] == "error pictures (nowhere.png"


def test_a_waiver_lets_findings_stand() -> None:
    more = ["warning links [more](https://example.org"]
    assert told(own=(a_waiver(),)) == []
    assert told(own=(a_waiver(words="[here]"),)) == more
    assert told(waivers=(a_waiver(),)) == []
    assert told(waivers=(a_waiver(words='the link "here"'),)) == more


def test_a_waiver_of_nothing_is_told_unless_it_may_be_for_another_session() -> None:
    assert told("Words.", (a_waiver(),)) == ["info house-style"]
    assert told("Words.", waivers=(a_waiver(),)) == ["info house-style"]
    assert told("Words.", waivers=(a_waiver(),), whole=False) == []


def test_a_waiver_of_the_event_is_told_where_all_of_it_is_checked(tmp_path: Path) -> None:
    head = "schema: reportkit/1\ntitle: Forum\n"
    (tmp_path / "sessions").mkdir()
    (tmp_path / "event.yaml").write_text(head + "waivers: [{rule: links, reason: see the treaty}]\n")
    session = tmp_path / "sessions/1.yaml"
    session.write_text(head + "id: '1'\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n")
    assert [one.rule for one in receive(tmp_path).findings] == ["house-style"]
    assert receive(session).findings == receive(tmp_path, only=[session]).findings == ()
