"""What no line may break: a title and the name behind it, initials, and the names of the people of a session."""

import re

from reportkit.records import Session

TITLES = (
    *("Dr.", "Prof.", "Mr.", "Mrs.", "Ms.", "Amb.", "Gen.", "Adm.", "Col.", "Sen.", "Rep.", "Gov.", "H.E.", "St."),
    *("M.", "Mme", "Mlle", "Hr.", "Fr.", "Sr.", "Sra.", "Dra.", "ThS.", "TS.", "GS."),
)
"""How people are addressed, in the languages that put a blank behind it."""

LONGEST = 30
"""The most letters that are kept on one line; longer ones would leave gaps in the line before."""


def unbroken(session: Session) -> re.Pattern[str]:
    """Return the pattern of words in the prose of `session` that stay on one line."""
    titles = {*TITLES, *(person.honorific for _, person in session.people if person.honorific)}
    names = {person.name for _, person in session.people if 1 < len(person.name) <= LONGEST}
    title = "|".join(re.escape(one) for one in sorted(titles, key=len, reverse=True))
    name = "|".join([*(re.escape(one) for one in sorted(names, key=len, reverse=True)), r"[\w’'-]{1,20}"])
    listed = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True) if " " in one)
    pieces = [rf"\b(?:{title}) (?:{name})", r"\b(?:[A-Z]\. ?)+[A-Z][\w’'-]{1,20}"]
    return re.compile("|".join([*pieces, *([rf"\b(?:{listed})\b"] if listed else [])]))
