"""One session as a document: head, when and where, people by role, the sketch.

A draft says on every page what it is, and before each passage which one it is and whose. What the draft of one speaker
says beyond that is in `draft.py`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC

from reportkit import prose
from reportkit.compose._kept import unbroken
from reportkit.compose._people import people
from reportkit.compose._rows import row_by_row
from reportkit.compose._when import when
from reportkit.document import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Inline,
    Masthead,
    Origin,
    Own,
    PassageLabel,
    Strong,
    Text,
)
from reportkit.records import DISCLAIMER, Session
from reportkit.scripts import runs
from reportkit.settings import Settings
from reportkit.theme import Labels, direction


def document(session: Session, settings: Settings, own: Collection[str] = ()) -> Document:
    """Return `session` in the edition of `settings`, its fixed words those of the theme in the session's language.

    In a draft, the passages whose ids are `own` ask to be reviewed.
    """
    origin = Origin(session.file or session.id)
    labels = settings.theme.labels(session.tongue)
    draft = settings.edition == "draft"
    notice = labels["draft"] if draft else ""
    host = session.event.organiser if session.event and session.event.organiser else ""
    event = session.event.title if session.event else ""
    blocks = _blocks(session, labels, origin, own, draft=draft)
    if settings.edition == "large-print":
        blocks = row_by_row(blocks, settings.theme, labels)
    return Document(
        title=" · ".join(filter(None, [notice, session.title])),
        language=session.tongue,
        direction=direction(session.tongue),
        disclaimer=_disclaimer(session),
        running=(event, _kicker(session, labels["session"])),
        page_label=labels["page"],
        notes_label=labels["notes"],
        author=host,
        made=settings.made or session.starts.replace(tzinfo=session.zone or UTC).astimezone(UTC),
        blocks=tuple(blocks),
        origin=origin,
        notice=notice,
        watermark=labels["watermark"] if draft and settings.watermark else "",
    )


def _disclaimer(session: Session) -> Text:
    """Return the disclaimer, told its language where that is not the session's; the usual one is English everywhere."""
    usual = session.disclaimer == DISCLAIMER or session.event is None
    language = "en" if usual or session.event is None else session.event.language
    return Text(session.disclaimer, "" if language == session.tongue else language)


def _kicker(session: Session, word: str) -> str:
    """Return what stands above the title: `Concurrent Session 3-1`.

    In writing from right to left, a mark has the id read as one piece, and not as `1-3`.
    """
    mark = "\u200e" if direction(session.tongue) == "rtl" else ""
    return f"{session.kind or word} {mark}{session.id}"


def _blocks(session: Session, labels: Labels, origin: Origin, own: Collection[str], *, draft: bool) -> Iterator[Block]:
    yield _masthead(session, labels, origin)
    yield _facts(session, labels, origin)
    if session.people:
        yield people(session, labels, origin)
    if session.sketch:
        yield Heading(2, (Text(labels["sketch"]),), replace(origin, field="sketch"))
        yield from _sketch(session, labels, origin, own, draft=draft)


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


def _sketch(session: Session, labels: Labels, origin: Origin, own: Collection[str], *, draft: bool) -> Iterator[Block]:
    """Yield the passages in their order, with a heading where the discussion begins; in a draft each has its label."""
    # A draft comes back with the characters it had: those that hold words together would look like edits.
    reader = prose.Reader(session.tongue, None if draft else unbroken(session))
    discussing, headings = False, 0
    for index, passage in enumerate(session.sketch):
        place = replace(origin, field=f"sketch.{index}.text")
        if passage.discussion and not discussing:
            headings += draft
            yield Heading(2, (Text(labels["discussion"]),), place, headings)
        discussing = passage.discussion
        said = reader.read(passage.text, place)
        if not draft:
            yield from said
        elif passage.id in own:
            yield Own((_passage_label(session, index, labels, place, labels["review"]), *said), place)
        else:
            yield from (_passage_label(session, index, labels, place), *said)


def _passage_label(session: Session, index: int, labels: Labels, origin: Origin, request: str = "") -> PassageLabel:
    """Return what stands before a passage: `Passage 2 of 7 · Lavina Lee`, and a request to its speaker."""
    passage = session.sketch[index]
    words = labels["passage"].replace("{number}", f"{index + 1}").replace("{count}", f"{len(session.sketch)}")
    whose = (Text(labels["discussion"]),) if passage.discussion else _name(session, passage.speaker)
    parts = [(Text(words),), whose, (Strong((Text(request),)),) if request else ()]
    return PassageLabel(passage.id, _dotted(parts), origin)


def _dotted(parts: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return the parts that are there with a dot between each two."""
    first, *others = filter(None, parts)
    return (*first, *(inline for part in others for inline in (Text(" · "), *part)))


def _name(session: Session, id: str | None) -> tuple[Text, ...]:
    """Return the name of the person `id` as it is printed; nothing where a passage is nobody's."""
    person = next((person for _, person in session.people if id and person.id == id), None)
    return runs(person.name, session.tongue, person.native_language or "") if person else ()
