"""The words before a colon by which rapporteurs say what follows: `Speakers:`, `Date/Time:`, `Panel Description:`.

English in the wordings that institutes have used; for every other language the words that our own pages print.
"""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from reportkit.records import ROLES
from reportkit.resources import room

ENGLISH = {
    "session": "session, session title, session name, panel, panel title, plenary, session no, session number",
    "title": "title, topic, theme, subject",
    "subtitle": "subtitle, sub-title",
    "when": "date/time, date and time, date & time, date, time, time/date, time and date, when, date / time",
    "room": "location, venue, room, place, where, hall",
    "rapporteurs": "rapporteur, rapporteurs, reporter, reporters, note-taker, note taker, notetaker, prepared by",
    "moderators": "moderator, moderators, chair, chairs, chairperson, chairman, chairwoman, session chair, moderated "
    "by, co-moderators, co-chairs, facilitator",
    "speakers": "speaker, speakers, panelist, panelists, panellist, panellists, presenter, presenters, panel members, "
    "keynote speaker, keynote speakers, participants, lecturer, lecturers",
    "discussants": "discussant, discussants, commentator, commentators, respondent, respondents",
    "description": "panel description, session description, description, abstract, background",
    "sketch": "session sketch, session summary, panel sketch, panel summary, summary, sketch, session report, "
    "summary of discussion, summary of the session, key points",
    "discussion": "discussion, q&a, q & a, questions and answers, q&a session, discussion and q&a, open discussion",
}

FOREIGN = {"session": "session", "when": "when", "where": "room", "sketch": "sketch", "discussion": "discussion"}
"""What a label of our own pages is called here, beside the roles."""

SECTIONS = ("description", "sketch", "discussion")
"""Labels below which there is prose."""

LONGEST = 80
"""Within how many characters of a line its label ends."""


CODE = r"(?:[A-Z]{0,3}\d{1,3}(?:[-‑–.]\d{1,3})*[A-Za-z]?|[IVX]+|[A-Z]\d*)"

CODED = re.compile(
    rf"(?P<kind>(?:[^\W\d_]+[\s-]+){{0,4}}?[^\W\d_]+)\s+(?P<id>{CODE})(?:\s+/\s+(?P<room>[^:：]+?))?"
    r"(?:\s*[:：]\s*(?P<title>.+)|\s+[-–—|]\s+(?P<after>.+)|\.\s+(?P<dotted>.+))?"
)
"""What stands behind `Session:`, or above a title: `Concurrent Session 3-1: An Asian NATO?`, `Session 2 / Room 3`."""

KINDS = re.compile(
    r"\b(?:session|panel|plenary|round ?table|workshop|keynote|dialogue|forum|track|meeting|talk)\b", re.IGNORECASE
)


class Label(NamedTuple):
    """What a label stands for, whether it is for one, and what follows it on its line."""

    kind: str
    value: str
    several: bool = False


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Return what each label may stand for; in a few languages one word is a role and a heading."""
    found: dict[str, tuple[str, ...]] = {}
    words = [(word.strip(), kind) for kind, listed in ENGLISH.items() for word in listed.split(",")]
    for word, kind in [*words, *_foreign()]:
        found[_plain(word)] = tuple(dict.fromkeys((*found.get(_plain(word), ()), kind)))
    return found


def _foreign() -> list[tuple[str, str]]:
    found = []
    for labels in _labels().values():
        found += [(labels[name], kind) for name, kind in FOREIGN.items()]
        found += [(word, role) for role in ROLES for word in labels[role]]
    return found


@cache
def _labels() -> dict[str, dict[str, str]]:
    return tomllib.loads((room("styles") / "labels.toml").read_text(encoding="utf-8"))


@cache
def heads() -> frozenset[str]:
    """Return the heads of the columns of a table of people, in all languages."""
    words = [labels[name] for labels in _labels().values() for name in ("role", "name", "affiliation")]
    return frozenset(map(_plain, [*words, "affiliations", "institution", "organisation", "organization", "position"]))


@cache
def page_numbers() -> re.Pattern[str]:
    """Return what the number of a page looks like, alone on its line."""
    forms = [re.escape(labels["page"]) for labels in _labels().values()]
    ours = [form.replace(r"\{page\}", r"\d+").replace(r"\{pages\}", r"\d+").replace(r"\ ", r"\s*") for form in forms]
    return re.compile(
        "|".join([*ours, r"p(?:age|\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?", r"[-–—]\s*\d+\s*[-–—]"]), re.IGNORECASE
    )


@cache
def _passage_labels() -> re.Pattern[str]:
    forms = [re.escape(labels["passage"]) for labels in _labels().values()]
    numbered = [form.replace(r"\{number\}", r"\d+").replace(r"\{count\}", r"\d+") for form in forms]
    requests = "|".join(re.escape(labels["review"]) for labels in _labels().values())
    return re.compile(rf"(?:{'|'.join(numbered)})(?: · (?!(?:{requests})$)(?P<whose>.+?))?(?: · (?:{requests}))?")


def passage_label(words: str) -> str | None:
    """Return whose a passage is by the label that a draft of ours has before it; None where this is none."""
    match = _passage_labels().fullmatch(words[:LONGEST])
    return (match["whose"] or "") if match else None


def label(words: str, cells: tuple[str, ...] = (), *, within: bool = False) -> Label | None:
    """Return the label that a line begins with; `within` tells that prose has begun, where fewer words are labels."""
    match = _LABELLED.match(words[:LONGEST])
    if match and (kind := _kind(match["label"], within=within)):
        return Label(kind, words[match.end() :].strip(" *"), _several(match["label"]))
    if cells and (kind := _kind(cells[0], within=within)):
        return Label(kind, " ".join(cells[1:]), _several(cells[0]))
    if not cells and len(words) <= LONGEST and (kind := _kind(words, within=within)) and kind != "title":
        return Label(kind, "", _several(words))
    return None


def _kind(words: str, *, within: bool) -> str | None:
    found = kinds().get(_plain(words), ())
    sections = [kind for kind in found if kind in SECTIONS]
    facts = [kind for kind in found if kind not in SECTIONS]
    return next(iter(sections + facts if within else facts + sections), None)


def _several(words: str) -> bool:
    return _plain(words).endswith("s") or _plain(words) in ("participants", "panel members")


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[*_#•·:：]|\(s\)", " ", words.replace("(s)", "s")).casefold().split())


_LABELLED = re.compile(r"^[\s*_#•·]*(?P<label>[^:：]{2,40}?)[\s*_]*[:：]")
