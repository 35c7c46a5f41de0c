"""Whose is this paragraph? One that opens with somebody listed is theirs; the discussion is its own.

Nothing is guessed: what is nobody's for certain stays nobody's, and is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportkit.errors import Finding, Severity
from reportkit.intake import _labels, _people, remark
from reportkit.intake._paragraphs import Paragraph
from reportkit.records import Passage, Person

TITLES = _people.ADDRESSES | _people.OFFICES

DISCUSSION = re.compile(
    r"(?:in (?:the|response|reaction|answer|reply)|during|after|following|responding|turning|throughout|when|at the "
    r"end|the (?:ensuing |subsequent |following |open )?(?:discussion|floor|audience|q ?& ?a|panel discussion))\b",
    re.IGNORECASE,
)
"""How a paragraph about the discussion opens, if it speaks of one in its first words."""

SPEAKS_OF_IT = re.compile(r"\b(?:discussions?|questions?|q ?& ?a|floor|audience)\b", re.IGNORECASE)

SAYS = re.compile(
    r"(?:['’]s?)?(?:,|:|\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)*(?:\w{2,}ed|said|says|began|spoke|drew|saw|"
    r"held|gave|made|took|put|laid|set|led|felt|found|thought|told|\w+(?:gues|tains|serts|lieves|sees|notes|tends))\b)"
)
"""What follows a family name that a paragraph opens with, where it is no ordinary word."""

GOES_ON = re.compile(r"(?:he|she|they|his|her|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the session, by what their name is made of."""

    id: str
    name: str
    parts: tuple[str, ...]
    family: str

    @property
    def ends(self) -> set[str]:
        """By what a text may call the person alone: the family name, or either end of the name if it may be that."""
        longer = {"".join(self.parts[at:]) for at in range(1, len(self.parts) - 1)}
        return longer | ({self.family} if self.family else {self.parts[0], self.parts[-1]})


def everybody(people: Sequence[Person]) -> list[Somebody]:
    return [
        Somebody(person.id, person.name, tuple(_people.parts(person.name)), _people.folded(person.family or ""))
        for person in people
        if person.id
    ]


@dataclass(frozen=True, slots=True)
class Opening:
    """Whom a paragraph opens with: `who` if that is certain, else why not; `title` stands before the name."""

    who: Somebody | None = None
    title: str = ""
    doubt: str = ""
    alone: bool = False


def opening(words: str, people: Sequence[Somebody]) -> Opening:
    """Return whom `words` open with."""
    tokens = words[:400].split()[:16]
    count = 0
    while count < len(tokens) - 1 and tokens[count].rstrip(",") in TITLES:
        count += 1
    title, rest = " ".join(tokens[:count]), tokens[count:]
    matches = {one.id: length for one in people if (length := _whole(rest, one))}
    if matches:
        longest = max(matches.values())
        best = [one for one in people if matches.get(one.id) == longest]
        if len(best) > 1:
            return Opening(None, title, _either(best))
        return _unless_two(best[0], title, rest, longest, people)
    return _by_family(rest, title, people)


def _whole(tokens: Sequence[str], one: Somebody) -> int:
    """Return how many words of the opening are the whole name, the family name first or last; 0 if they are not."""
    orders = {"".join((*one.parts[at:], *one.parts[:at])) for at in range(len(one.parts))}
    for length in range(1, min(len(tokens), len(one.parts) + 4) + 1):
        said = [part for token in tokens[:length] if len(part := _people.folded(_bare(token))) > 1]
        if "".join(said) in {*orders, "".join(reversed(one.parts))}:
            return length
    return 0


def _bare(token: str) -> str:
    return re.sub(r"['’]s?[,:]?$", "", token)


def _unless_two(who: Somebody, title: str, rest: Sequence[str], length: int, people: Sequence[Somebody]) -> Opening:
    """Return that a paragraph is of `who`, unless a second one is named in the same breath."""
    after = rest[length:]
    if after[:1] and after[0] in ("and", "&") and not rest[length - 1].endswith(","):
        other = opening(" ".join(after[1:]), [one for one in people if one.id != who.id])
        if other.who:
            return Opening(None, title, f"it opens with both {who.name} and {other.who.name}")
    return Opening(who, title, alone=length == len(rest))


def _by_family(rest: Sequence[str], title: str, people: Sequence[Somebody]) -> Opening:
    """Return who is called by the family name alone, of one word or several: `Prof. van der Berg`."""
    for length in range(min(4, len(rest)), 0, -1):
        said = _people.folded("".join(map(_bare, rest[:length])))
        found = [one for one in people if said in one.ends]
        if not found or len(said) < 2 or not (rest[0][:1].isupper() or title):
            continue
        if len(found) > 1:
            return Opening(None, title, _either(found))
        last, after = rest[length - 1], rest[length:]
        if after and after[0][:1].isupper() and not re.search(r"[,:.]$|['’]s$", last):
            return Opening(None, title, f"it opens with a name that is like {found[0].name}, but not the same")
        follows = " ".join(rest)[len(" ".join(rest[:length]).rstrip(",:").removesuffix("’s").removesuffix("'s")) :]
        return _unless_two(found[0], title, rest, length, people) if title or SAYS.match(follows) else Opening()
    unknown = rest and title not in ("", "The", "the", "His", "Her") and rest[0][:1].isupper()
    return Opening(None, title, f"it opens with {title} {rest[0].strip(',')}, who is not listed" if unknown else "")


def _either(people: Sequence[Somebody]) -> str:
    return f"it may be of {' or '.join(one.name for one in people)}"


def passages(
    groups: Sequence[tuple[str, Sequence[Paragraph]]], people: Sequence[Somebody], name: str
) -> tuple[list[Passage], list[int], list[Finding]]:
    """Return the passages of `groups` of paragraphs, each behind the section it stands in; their lines; and remarks."""
    teller = _Teller(people, name)
    every = [(section, paragraph) for section, found in groups for paragraph in found]
    for number, (section, paragraph) in enumerate(every, 1):
        teller.take(section, paragraph, last=number == len(every))
    teller.end()
    return teller.passages, teller.lines, teller.remarks


class _Teller:
    """Goes through the paragraphs in their order; whose a paragraph is depends on what was before it."""

    def __init__(self, people: Sequence[Somebody], name: str) -> None:
        self.people = people
        self.name = name
        self.passages: list[Passage] = []
        self.lines: list[int] = []
        self.remarks: list[Finding] = []
        self.heading: Somebody | None = None
        self.pending: list[Paragraph] = []
        self.label: Passage | None = None
        self.fresh = True

    def take(self, section: str, paragraph: Paragraph, *, last: bool) -> None:
        found = Opening() if paragraph.block not in ("", "heading") else opening(paragraph.words, self.people)
        if (whose := _labels.passage_label(paragraph.words)) is not None:
            self.take_label(whose)
        elif found.who and found.alone:
            # A line that is a name and no more says whose the next paragraphs are.
            self.heading = found.who
        elif paragraph.block == "heading":
            self.heading = None
            self.pending.append(paragraph)
        elif self.label:
            self.put(paragraph, speaker=self.label.speaker, discussion=self.label.discussion)
        elif section == "discussion":
            self.put(paragraph, discussion=True)
        elif found.who:
            self.heading = None
            self.put(paragraph, speaker=found.who.id)
        elif self.heading:
            self.put(paragraph, speaker=self.heading.id)
        elif self.spoken and DISCUSSION.match(paragraph.words) and self.speaks_of_it(paragraph) and not found.doubt:
            self.put(paragraph, discussion=True)
        else:
            self.doubt(paragraph, found, last=last)
            self.put(paragraph)

    def take_label(self, whose: str) -> None:
        """Begin the passage that a draft of ours has announced, which is whose it says."""
        one = next((one for one in self.people if one.name == whose), None)
        discussion = one is None and bool(whose)
        self.label = Passage(id="next", speaker=one.id if one else None, discussion=discussion, text="")
        self.fresh = True

    @property
    def spoken(self) -> bool:
        return any(passage.speaker for passage in self.passages)

    def speaks_of_it(self, paragraph: Paragraph) -> bool:
        return bool(SPEAKS_OF_IT.search(" ".join(paragraph.words[:400].split()[:14])))

    def put(self, paragraph: Paragraph, *, speaker: str | None = None, discussion: bool = False) -> None:
        """Note a passage; headings before it go with it, and a list goes with the paragraph that it stands under."""
        goes_on = paragraph.block not in ("", "heading") or (self.label and not self.fresh)
        self.fresh = False
        if goes_on and self.passages and not self.pending:
            before = self.passages[-1]
            self.passages[-1] = before.model_copy(update={"text": f"{before.text}\n\n{paragraph.prose}"})
            return
        text = "\n\n".join([*(heading.prose for heading in self.pending), paragraph.prose])
        line = (self.pending or [paragraph])[0].line
        self.pending = []
        self.lines.append(line)
        id = f"p{len(self.passages) + 1:02}"
        self.passages.append(Passage(id=id, speaker=speaker, discussion=discussion, text=text))

    def doubt(self, paragraph: Paragraph, found: Opening, *, last: bool) -> None:
        if paragraph.block:
            return
        id = f"p{len(self.passages) + 1:02}"
        if not self.spoken and not found.doubt:
            self.say(
                paragraph,
                f"{id} is taken for an introduction: it opens with nobody who is listed",
                severity=Severity.INFO,
            )
            return
        before = self.passages[-1].speaker if self.passages else None
        hint = "write `speaker:` and an id, or `discussion: true`, if it is anybody's"
        if before and GOES_ON.match(paragraph.words):
            hint = f"write `speaker: {before}` if it goes on with the one before"
        elif last:
            hint = "write `discussion: true` if it sums up the discussion"
        self.say(
            paragraph, f"whose {id} is, is not certain: {found.doubt or 'it opens with nobody who is listed'}", hint
        )

    def say(self, paragraph: Paragraph, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        field = f"sketch.{len(self.passages)}"
        self.remarks.append(remark(self.name, paragraph.line, message, hint, severity=severity, field=field))

    def end(self) -> None:
        """Keep headings that nothing followed."""
        if self.pending:
            pending, self.pending = self.pending, []
            text = "\n\n".join(heading.prose for heading in pending)
            self.put(Paragraph(text, text, pending[0].line))
