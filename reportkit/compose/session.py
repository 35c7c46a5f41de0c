"""One session as a document: head, when and where, people by role, the sketch."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from reportkit import prose
from reportkit.compose._kept import unbroken
from reportkit.compose._people import people
from reportkit.compose._when import when
from reportkit.document import Block, Document, Fact, Facts, Heading, Masthead, Origin, Text
from reportkit.records import Session
from reportkit.scripts import runs
from reportkit.theme import Labels, Theme, direction


def handout(session: Session, theme: Theme) -> Document:
    """Return the handout of `session`, its fixed words those of `theme` in the session's language."""
    origin = Origin(session.file or session.id)
    labels = theme.labels(session.tongue)
    host = session.event.organiser if session.event and session.event.organiser else ""
    event = session.event.title if session.event else ""
    return Document(
        title=session.title,
        language=session.tongue,
        direction=direction(session.tongue),
        disclaimer=_disclaimer(session),
        running=(event, _kicker(session, labels["session"])),
        page_label=labels["page"],
        notes_label=labels["notes"],
        author=host,
        made=session.starts.replace(tzinfo=session.zone or UTC).astimezone(UTC),
        blocks=tuple(_blocks(session, labels, origin)),
        origin=origin,
    )


def _disclaimer(session: Session) -> Text:
    """Return the disclaimer, told its language where that of the session is another one than the event's."""
    language = session.event.language if session.event else "en"
    return Text(session.disclaimer, "" if language == session.tongue else language)


def _kicker(session: Session, word: str) -> str:
    """Return what stands above the title: `Concurrent Session 3-1`.

    In writing from right to left, a mark has the id read as one piece, and not as `1-3`.
    """
    mark = "\u200e" if direction(session.tongue) == "rtl" else ""
    return f"{session.kind or word} {mark}{session.id}"


def _blocks(session: Session, labels: Labels, origin: Origin) -> Iterator[Block]:
    yield _masthead(session, labels, origin)
    yield _facts(session, labels, origin)
    if session.people:
        yield people(session, labels, origin)
    if session.sketch:
        yield Heading(2, (Text(labels["sketch"]),), replace(origin, field="sketch"))
        yield from _sketch(session, labels, origin)


def _masthead(session: Session, labels: Labels, origin: Origin) -> Masthead:
    hosts = [session.event.organiser, session.event.title] if session.event else []
    return Masthead(
        host=" · ".join(filter(None, hosts)),
        kicker=_kicker(session, labels["session"]),
        title=runs(session.title, session.tongue),
        subtitle=runs(session.subtitle or "", session.tongue),
        origin=replace(origin, field="title"),
    )


def _facts(session: Session, labels: Labels, origin: Origin) -> Facts:
    facts = [Fact(labels["when"], (Text(when(session)),))]
    if session.room:
        facts.append(Fact(labels["where"], runs(session.room, session.tongue)))
    return Facts(tuple(facts), replace(origin, field="starts"))


def _sketch(session: Session, labels: Labels, origin: Origin) -> Iterator[Block]:
    """Yield the passages in their order, with a heading where the discussion begins."""
    reader = prose.Reader(session.tongue, unbroken(session))
    discussing = False
    for index, passage in enumerate(session.sketch):
        place = replace(origin, field=f"sketch.{index}.text")
        if passage.discussion and not discussing:
            yield Heading(2, (Text(labels["discussion"]),), place)
        discussing = passage.discussion
        yield from reader.read(passage.text, place)
