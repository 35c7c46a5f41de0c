"""Drafts and reminders leave, each of them once: who gets what, and the log that is written before anything goes.

Letters are made in `lettering.py`, handed in by `deliver/smtp.py`; what the lines of the log mean is in `outbox.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep
from typing import Literal

from reportkit.addresses import mailbox
from reportkit.counting import plural
from reportkit.deliver.eml import unsent
from reportkit.deliver.password import password
from reportkit.deliver.smtp import Answer, Line, NoAnswer, Server, TurnedAway
from reportkit.errors import BadRecord, Finding, InDoubt, Misused, Severity, Unsent, Unwritten, visible
from reportkit.letters import Per
from reportkit.records import Session
from reportkit.reviewing.finding import Held, held, meant, sessions, with_records
from reportkit.reviewing.lettering import Letter, guarded, letters
from reportkit.reviewing.outbox import AS_FILE, EVENTS, Kind, Known, clock, day, known, settled
from reportkit.reviewing.standing import can
from reportkit.reviews import Former, How, Review, Sending, moment
from reportkit.write import whole
from reportkit.write.ledger import Ledger

PAUSES = (30.0, 120.0, 480.0)
"""How many seconds pass before letters are tried again that the server does not want yet (greylisting)."""

PER = {"s": 1, "min": 60, "h": 3600}

State = Literal[
    "due", "sent", "answered", "closed", "reminded", "drafted", "pending", "bounced", "unknown", "no letter"
]
"""What is to become of a letter, or became of it: it is `due`, or there is a reason for leaving it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One letter, or some reviews that get none, and why; `remark` is what whoever sends should know."""

    reviews: tuple[Held, ...]
    state: State
    said: str = ""
    letter: Letter | None = None
    to: str = ""
    remark: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.review.id for one in self.reviews)

    @property
    def words(self) -> str:
        """How it stands, as a terminal may show it: `sent 2026-04-20 18:30`."""
        return visible(" ".join(filter(None, [self.state, self.said])))

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the drafts beside the letter."""
        parts = self.letter.message.iter_attachments() if self.letter else ()
        return tuple(part.get_filename() or "" for part in parts)

    @property
    def size(self) -> int:
        """How many bytes travel; 0 where nothing does."""
        return len(self.letter.message.as_bytes()) if self.letter else 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Which letters are asked for: of which records, to whom, and what is to leave although the log speaks against it.

    `again` are the reviews that are sent once more, and no others then; `reminders` tells whether a second reminder may
    leave on one day.
    """

    paths: tuple[Path, ...] = ()
    kind: Kind = "review"
    per: Per = "session"
    speakers: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    reminders: bool = False
    event: Path | None = None


@dataclass(frozen=True, slots=True)
class Outbox:
    """All rows of a wish, and what keeps letters from being made or is to be seen.

    `unread` are the records that cannot be read, of which there are no rows.
    """

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    unread: tuple[Path, ...] = ()

    @property
    def due(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.state == "due")


# --- who gets what ----------------------------------------------------------------------------------------------


def planned(wish: Wish) -> Outbox:
    """Return who would get what; nothing is touched.

    A record or a review that cannot be read keeps no other from leaving. Raises Misused where nothing is drafted, or a
    review cannot be sent once more; BadRecord where the event or its contacts cannot be read, or none of the records.
    """
    return _planned(wish, _asked(wish))


@contextmanager
def held_outbox(wish: Wish) -> Iterator[Outbox]:
    """Yield who gets what, while no other run can change the reviews; raise Busy when one is about it."""
    with ExitStack() as stack:
        asked = _asked(wish)
        # A record that cannot be read may be mended in that moment.
        unread = [ledger for ledger in asked.faults if ledger.folder.is_dir()]
        for ledger in dict.fromkeys([*(one.ledger for one in asked.reviews), *unread]):
            stack.enter_context(ledger.held())
        # What was read before the reviews were held may be old.
        outbox = _planned(wish, _asked(wish))
        for row in outbox.rows:
            _mend(row)
        yield outbox


def _mend(row: Row) -> None:
    """Put down as sent what only the log has as sent, since a run was killed between the two."""
    for one in row.reviews:
        if row.state == "sent" and one.review.sent is None:
            fact = known(one)
            if fact.fate != "sent":
                one.ledger.note("sent", one.review.id, message_id=fact.message_id, message=fact.message, to=fact.to)
            one.ledger.put(replace(one.review, sent=Sending(fact.at, fact.how, fact.message_id)))


@dataclass(slots=True)
class _Asked:
    """The latest review of each speaker who is meant, as far as it can be read.

    `damage` is what is wrong with the others, by their speakers; `faults` what is wrong with records, by their ledgers.
    """

    reviews: list[Held] = field(default_factory=list)
    damage: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[Ledger, list[Finding]] = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        return [finding for found in (self.faults, self.damage) for several in found.values() for finding in several]


def _asked(wish: Wish) -> _Asked:
    """Return what is to be sent, as far as it can be read."""
    records, faults = _records(wish)
    asked = _Asked(faults={ledger: findings for ledger, findings in faults.items() if _concerned(ledger, wish)})
    if faults and not records:
        raise BadRecord(asked.findings)
    for session, ledger in records:
        latest, damage = _latest(session, ledger)
        asked.reviews += latest
        for speaker, findings in damage.items():
            asked.damage[speaker] += findings
    hidden = [review for ledger in asked.faults for review in ledger.legible()[0]]
    if wish.again:
        asked.reviews = [one for one in asked.reviews if one.review.id in wish.again]
        for id in wish.again - {one.review.id for one in asked.reviews} - {review.id for review in hidden}:
            _explain(id, wish)
        asked.damage.clear()
    elif not asked.reviews and not asked.findings:
        raise Misused("nothing is drafted yet", "begin with: reportkit review draft REC")
    speakers = {one.review.speaker for one in asked.reviews} | {*asked.damage} | {review.speaker for review in hidden}
    if lost := wish.speakers - speakers:
        raise Misused(f'nothing is drafted for "{min(lost)}"', f"reportkit review draft REC --speaker {min(lost)}")
    if wish.speakers:
        asked.reviews = [one for one in asked.reviews if one.review.speaker in wish.speakers]
        asked.damage = {speaker: several for speaker, several in asked.damage.items() if speaker in wish.speakers}
    return asked


def _concerned(ledger: Ledger, wish: Wish) -> bool:
    """Tell whether a record that cannot be read keeps somebody from a letter who is meant."""
    if not (wish.again or wish.speakers):
        return True
    return any(one.id in wish.again or one.speaker in wish.speakers for one in ledger.legible()[0])


def _records(wish: Wish) -> tuple[list[tuple[Session, Ledger]], dict[Ledger, list[Finding]]]:
    """Return the records that are meant, each once, and why others cannot be read; of reviews alone, their records."""
    if wish.paths:
        found, faults = sessions(wish.paths)
    else:
        found, faults = [(one.session, one.ledger) for one in (held(id, wish.event) for id in sorted(wish.again))], {}
    return list({ledger.record.resolve(): (session, ledger) for session, ledger in found}.values()), faults


def _latest(session: Session, ledger: Ledger) -> tuple[list[Held], dict[str, list[Finding]]]:
    """Return the last round of each speaker; of whom one cannot be read, nobody knows which is the last."""
    reviews, damage = ledger.legible()
    unread: dict[str, list[Finding]] = defaultdict(list)
    for folder, error in damage.items():
        unread[folder.rpartition(".")[0]] += error.findings
    latest = {review.speaker: review for review in reviews if review.speaker not in unread}
    return [Held(review, ledger, session) for review in latest.values()], unread


def _explain(id: str, wish: Wish) -> None:
    """Raise why the review `id` cannot be sent once more."""
    if wish.paths:
        raise Misused(f'there is no review "{id}", or there is a later round', "`reportkit review status` lists them")
    review = held(id, wish.event).review
    raise Misused(f"{review.id} is not the last round of {review.speaker}", "send the last one")


def _planned(wish: Wish, meant: _Asked) -> Outbox:
    asked = meant.reviews
    facts = dict(zip(map(_place, asked), settled(known(one, wish.kind) for one in asked), strict=True))
    kept = {_place(one): row for one in asked if (row := _kept(one, facts[_place(one)], wish))}
    made = letters([one for one in asked if _place(one) not in kept], wish.kind, wish.per)
    written = {_place(one) for letter in made.letters for one in letter.reviews}
    rows = [
        *kept.values(),
        *(_row(letter, facts, wish) for letter in made.letters),
        *(Row((one,), "no letter") for one in asked if _place(one) not in kept and _place(one) not in written),
    ]
    order = {_place(one): number for number, one in enumerate(asked)}
    return Outbox(
        tuple(sorted(rows, key=lambda row: order[_place(row.reviews[0])])),
        (*meant.findings, *made.findings),
        tuple(ledger.record for ledger in meant.faults),
    )


def _place(one: Held) -> Path:
    """Return what tells a review from that of the same name in another event."""
    return one.ledger.path(one.review, "").resolve()


def _kept(one: Held, fact: Known, wish: Wish) -> Row | None:
    """Return why a review gets no letter, whatever it would say; None where it may get one."""
    review = one.review
    if review.state in ("returned", "closed"):
        if review.id in wish.again:
            raise Misused(f"{review.id} is {review.state}, and not sent again", "a new round: reportkit review draft")
        reason = review.closed.reason if review.closed else f"since {day(review.returns[-1].at, one)}"
        return Row((one,), "closed" if review.closed else "answered", reason, to=fact.to)
    return _kept_reminder(one, fact, wish) if wish.kind == "reminder" else _kept_draft(one, fact, wish)


def _kept_draft(one: Held, fact: Known, wish: Wish) -> Row | None:
    review = one.review
    if review.id in wish.again:
        return None
    if review.sent or fact.fate == "sent":
        return Row((one,), "sent", clock(review.sent.at if review.sent else fact.at, one), to=fact.to)
    return Row((one,), "unknown", f"since {clock(fact.at, one)}", to=fact.to) if fact.fate == "unknown" else None


def _kept_reminder(one: Held, fact: Known, wish: Wish) -> Row | None:
    if one.review.state == "drafted":
        return Row((one,), "drafted", "not sent yet")
    if one.ledger.replies(one.review):
        return Row((one,), "answered", "without a file", to=fact.to)
    today = day(moment(), one)
    if wish.reminders:
        return None
    # Of a day to come where the clock was set back.
    if fact.fate == "sent" and day(fact.at, one) >= today:
        return Row((one,), "reminded", clock(fact.at, one), to=fact.to)
    if fact.fate == "unknown" and day(fact.at, one) >= today:
        return Row((one,), "unknown", f"since {clock(fact.at, one)}", to=fact.to)
    if fact.file and day(fact.file, one) >= today:
        return Row((one,), "reminded", f"{clock(fact.file, one)}, as a file", to=fact.to)
    return None


def _row(letter: Letter, facts: dict[Path, Known], wish: Wish) -> Row:
    """Return a letter that may leave; an address that was refused once is not tried again before somebody says so."""
    its = [facts[_place(one)] for one in letter.reviews]
    forced = wish.reminders or any(one.review.id in wish.again for one in letter.reviews)
    refused = [one for one in its if one.fate == "bounced" and one.to.casefold() == letter.to.casefold()]
    if refused and not forced:
        return Row(letter.reviews, "bounced", refused[-1].said, letter, letter.to)
    pending = [one for one in its if one.fate == "pending"]
    said = f"again, after {pending[-1].said}" if pending else ""
    file = next((one.file for one in its if one.file and wish.kind == "review"), "")
    remark = f"a message file of it was written on {clock(file, letter.reviews[0])}" if file else ""
    return Row(letter.reviews, "due", said, letter, letter.to, remark)


# --- by SMTP ----------------------------------------------------------------------------------------------------


def send(
    outbox: Outbox,
    rate: str = "",
    tell: Callable[[Row], None] = lambda row: None,
    pause: Callable[[float], None] = sleep,
) -> list[Row]:
    """Hand in all letters that are due, and return what became of each; `tell` is called as soon as that is known.

    What the server does not want yet is tried again after `PAUSES`. Raises Misused where the event does not say how
    mail leaves, Unsent where the server cannot be used, InDoubt where a letter left that could not be noted.
    """
    posts = {_place(row.reviews[0]): _post(row.reviews[0].session) for row in outbox.due}
    words = {server: password(server.host, server.user) for server, _, _ in posts.values() if server.user}
    became: list[Row] = []

    def done(row: Row) -> None:
        became.append(row)
        tell(row)

    for (server, sender, usual), rows in groupby(outbox.due, key=lambda row: posts[_place(row.reviews[0])]):
        with Line(server, sender, words.get(server)) as line:
            _Postman(line, _interval(rate or usual), pause).deliver(list(rows), done)
    return became


def _post(session: Session) -> tuple[Server, str, str]:
    """Return through which server the mail of an event leaves, from whom, and how fast."""
    mail = session.event.mail if session.event else None
    if mail is None or not mail.host or not mail.from_:
        where = session.event_file or "the event file"
        hint = "mail: {host: smtp.example.org, from: pubs@example.org, user: pubs}; or write message files: --eml DIR"
        raise Misused(f"{where} does not say how mail leaves: mail.host and mail.from", hint)
    port = mail.port or {"starttls": 587, "implicit": 465, "none": 25}[mail.tls]
    cafile = (session.folder or Path()) / mail.cafile if mail.cafile else None
    return Server(mail.host, port, mail.tls, mail.user or "", cafile), mailbox(mail.from_)[1], mail.rate or ""


def _interval(rate: str) -> float:
    """Return how many seconds lie between two letters at `20/min`; none without a rate."""
    if not rate:
        return 0
    number, _, unit = rate.partition("/")
    return PER[unit] / int(number)


class _Postman:
    """Hands in letters over one line, not faster than one every `interval` seconds."""

    def __init__(self, line: Line, interval: float, pause: Callable[[float], None]) -> None:
        self.line, self.interval, self.pause = line, interval, pause
        self.last = float("-inf")

    def deliver(self, rows: list[Row], done: Callable[[Row], None]) -> None:
        waiting = rows
        for wait in (0.0, *PAUSES):
            if wait:
                self.pause(wait * SystemRandom().uniform(1, 1.2))
            waiting = self._round(waiting, done, last=wait == PAUSES[-1])
            if not waiting:
                return

    def _round(self, rows: list[Row], done: Callable[[Row], None], *, last: bool) -> list[Row]:
        """Try each letter once; return those that the server does not want yet, unless it was the `last` time."""
        waiting: list[Row] = []
        for number, row in enumerate(rows):
            became = self._try(row)
            if became is None:
                # There is no connection; the next letter would have none either.
                waiting += rows[number:]
                break
            if became.state == "pending":
                waiting.append(replace(row, said=became.said))
            else:
                done(became)
        if last:
            for row in waiting:
                done(replace(row, state="pending", said=row.said or "no connection"))
            return []
        return waiting

    def _try(self, row: Row) -> Row | None:
        """Hand in one letter and note it; return what became of it, or None where there is no connection."""
        assert row.letter
        self._keep_to_the_rate()
        noted = _Noted(row.letter)
        try:
            answer = self.line.hand_in(noted.data, row.letter.to, noted.leaving)
        except TurnedAway as error:
            if error.adrift:
                return None
            noted.failed(error.code, error.text, again=error.again)
            return replace(row, state="pending" if error.again else "bounced", said=f"{error.code} {error.text}")
        except NoAnswer as error:
            return replace(row, state="unknown", said=f"the server did not answer at the end: {error}")
        noted.sent(answer)
        return replace(row, state="sent", said=f"{answer.code} {answer.text}")

    def _keep_to_the_rate(self) -> None:
        left = self.last + self.interval - monotonic()
        if left > 0:
            self.pause(left)
        self.last = monotonic()


class _Noted:
    """A letter as it leaves, and its lines in the log of each of its reviews."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        message = _dated(letter.message)
        guarded(replace(letter, message=message))
        # In ASCII any server takes it; an address that is not ASCII needs a server that knows such ones.
        self.data = message.as_bytes(policy=(SMTP if letter.to.isascii() else SMTPUTF8).clone(cte_type="7bit"))
        self.facts = {
            "message_id": str(message["Message-ID"] or ""),
            "to": letter.to,
            "message": sha256(self.data).hexdigest(),
        }

    def leaving(self) -> None:
        """Note in every log that the letter leaves; where one cannot, it does not leave, and the others say so."""
        done: list[Held] = []
        try:
            for one in self.letter.reviews:
                docx = one.ledger.sent(one.review).sha256
                self._note(one, 0, round=one.review.round, docx=docx)
                done.append(one)
        except Unwritten as error:
            with suppress(Unwritten):
                for one in done:
                    self._note(one, 2, code=0, text=error.message, again=True)
            raise

    def failed(self, code: int, text: str, *, again: bool) -> None:
        for one in self.letter.reviews:
            self._note(one, 2, code=code, text=text, again=again)

    def sent(self, answer: Answer) -> None:
        """Note that the server has it; raise InDoubt where that cannot be noted."""
        ids = " ".join(one.review.id for one in self.letter.reviews)
        try:
            for one in self.letter.reviews:
                self._note(one, 1, how="smtp", answer=f"{answer.code} {answer.text}")
            for one in self.letter.reviews:
                if self.letter.kind == "review":
                    one.ledger.put(replace(one.review, sent=Sending(moment(), "smtp", self.facts["message_id"])))
        except Unwritten as error:
            what = f"{ids}: the server has the letter ({answer.code} {answer.text}), and this cannot be noted"
            raise InDoubt(f"{what}: {error.message}", f"{error.hint}; then: reportkit review sent {ids}") from None

    def _note(self, one: Held, which: int, **facts: object) -> None:
        one.ledger.note(EVENTS[self.letter.kind][which], one.review.id, **{**self.facts, **facts})


def _dated(message: EmailMessage) -> EmailMessage:
    """Return a message with the date of now, which letters lack."""
    dated = EmailMessage(policy=SMTP)
    for name, value in message.raw_items():
        dated.set_raw(name, value)
    dated.set_payload(message.get_payload())
    del dated["Date"]
    dated["Date"] = format_datetime(datetime.now(UTC))
    return dated


# --- as message files -------------------------------------------------------------------------------------------


def write_files(outbox: Outbox, folder: Path, tell: Callable[[Path], None] = lambda path: None) -> list[Path]:
    """Write all letters that are due as message files into `folder` and return them.

    Whether somebody sends them is not seen from here: their reviews stay as they are.
    """
    written = []
    for row in outbox.due:
        assert row.letter
        path = folder / _file_name(row)
        whole.write(path, unsent(row.letter.message))
        for one in row.reviews:
            docx = one.ledger.sent(one.review).sha256
            one.ledger.note(AS_FILE[row.letter.kind], one.review.id, file=path.name, to=row.to, docx=docx)
        written.append(path)
        tell(path)
    return written


def _file_name(row: Row) -> str:
    """Return `3-1.kuik.1.eml`, `reminder-3-1.kuik.1.eml`, or `3-1.kuik.1+2.eml` of three reviews."""
    assert row.letter
    more = f"+{len(row.ids) - 1}" if len(row.ids) > 1 else ""
    return f"{'reminder-' * (row.letter.kind == 'reminder')}{row.ids[0]}{more}.eml"


# --- by hand ----------------------------------------------------------------------------------------------------


def mark_sent(
    names: Collection[str],
    on: date | None = None,
    event: Path | None = None,
    tell: Callable[[Review, Former | None], None] = lambda review, former: None,
) -> list[Review]:
    """Put down as sent what somebody sent, on a day or now, and return the reviews; `tell` is called with each.

    An event or a record stands for its drafts that were written as message files. Where another draft was made since
    the message file, the one in the file is what was sent, and `tell` gets it. Raises Misused, and changes nothing,
    where a review is not waiting for it.
    """
    with ExitStack() as stack:
        for ledger in dict.fromkeys(one.ledger for one in _to_mark(names, event)):
            stack.enter_context(ledger.held())
        # What was read before the reviews were held may be old.
        asked = [(one, _in_its_file(one)) for one in _to_mark(names, event)]
        marks = [(one, former, _by_hand(one, former, on)) for one, former in asked]
        reviews = []
        for one, former, sending in marks:
            reviews.append(_marked(one, former, sending))
            tell(reviews[-1], former)
        return reviews


def _to_mark(names: Collection[str], event: Path | None) -> list[Held]:
    found: dict[Path, Held] = {}
    for name in names:
        reviews = with_records(meant([name], event))
        if Path(name).exists() and not Path(name, "review.json").is_file():
            reviews = [one for one in reviews if _waits(one)]
            if not reviews:
                hint = f"write them: reportkit review send {name} --eml DIR; or name the reviews that you have sent"
                raise Misused(f"no message files of {name} are waiting to be sent", hint)
        found |= {one.ledger.path(one.review, ""): one for one in reviews}
    return list(found.values())


def _waits(one: Held) -> bool:
    """Tell whether somebody has the message file of this very draft, and nobody wonders where it is."""
    fact = known(one)
    this = fact.file >= one.review.drafted and _in_its_file(one) is None
    return one.review.state == "drafted" and this and fact.fate != "unknown"


def _in_its_file(one: Held) -> Former | None:
    """Return the draft in the last message file of a review, where another was made since."""
    draft = known(one).draft
    former = next((one for one in one.ledger.formers(one.review) if one.sent.sha256 == draft), None)
    return former if former and one.ledger.sent(one.review).sha256 != draft else None


def _by_hand(one: Held, former: Former | None, on: date | None) -> Sending:
    review = one.review
    if not can(review, "sent"):
        raise Misused(f"{review.id} is {review.state} already", "only a draft can be marked as sent")
    fact = known(one)
    one = replace(one, review=former.review) if former else one
    how: How = "smtp" if fact.fate == "unknown" else "eml" if fact.file else "hand"
    return Sending(_moment_of(one, on), how, fact.message_id if how == "smtp" else "")


def _moment_of(one: Held, on: date | None) -> str:
    """Return the time that stands for a day: noon where the event is, but not before the draft and not to come."""
    now = moment()
    if on is None:
        return now
    today, drafted = day(now, one), day(one.review.drafted, one)
    if not drafted <= on.isoformat() <= today:
        raise Misused(
            f"{one.review.id} was not sent on {on}: it was drafted on {drafted}, and today is {today}",
            f"name a day that is neither earlier nor later: --on {today}",
        )
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=one.session.zone or UTC)
    return min(max(moment(noon), one.review.drafted), now)


def _marked(one: Held, former: Former | None, sending: Sending) -> Review:
    review = replace(former.review if former else one.review, sent=sending)
    if former:
        word = one.ledger.sent_word(one.review, former.sent.sha256)
        one.ledger.set_aside(one.review)
        one.ledger.keep_sent(review, word, former.sent)
    one.ledger.note("sent", review.id, how=sending.how, on=sending.at, message_id=sending.message_id, by="hand")
    one.ledger.put(review)
    return review


# --- what is to be done about it --------------------------------------------------------------------------------


def remedy(row: Row, kind: Kind = "review") -> str:
    """Return what somebody can do about a letter that did not leave as it should; nothing where all is well."""
    resend = f"reportkit review send --smtp {' '.join(f'--resend {id}' for id in row.ids)}"
    again = "reportkit review remind REC --smtp --again"
    match row.state:
        case "unknown" if kind == "review":
            return f"if it arrived: reportkit review sent {' '.join(row.ids)}; if it did not: {resend}"
        case "unknown":
            return f"if it did not arrive: {again}"
        case "bounced":
            again = resend if kind == "review" else again
            return f"mend the address in contacts.yaml, or have the same tried again: {again}"
        case "pending":
            return "run the command again later"
    return ""


def judged(rows: Iterable[Row], findings: Iterable[Finding], unread: Collection[Path] = ()) -> None:
    """Raise InDoubt where nobody knows whether a letter left, Unsent where some did not, or a record was `unread`."""
    states = Counter(row.state for row in rows)
    records = {str(path) for path in unread}
    faults = sum(one.severity == Severity.ERROR and one.where.record not in records for one in findings)
    failed = states["pending"] + states["bounced"] + faults
    unsent = [f"{plural(failed, 'letter')} did not leave"] * bool(failed)
    unsent += [f"{plural(len(records), 'record')} cannot be read"] * bool(records)
    if states["unknown"]:
        what = ", and ".join([f"nobody knows whether {plural(states['unknown'], 'letter')} left", *unsent])
        raise InDoubt(what, "nothing of this is sent again before you decide; how is said above")
    if unsent:
        raise Unsent(", and ".join(unsent), "what to do about each is said above")
