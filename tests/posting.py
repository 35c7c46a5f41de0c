"""Events with drafts that are ready to leave, and runs that send them in processes of their own."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from mailservers import PASSWORD
from processes import run

from reportkit.deliver.smtp import Server
from reportkit.load import load
from reportkit.reviewing.drafting import draft
from reportkit.reviewing.finding import sessions
from reportkit.reviews import Review
from reportkit.write.ledger import Ledger

PEOPLE = {"abe": "Abe Ren", "han": "한서윤", "lu": "陆怀瑾", "oake": "Vandevelde-Oake Łucja"}

SESSION = """schema: reportkit/1
id: "{id}"
title: {title}
starts: 2031-05-06T09:30
ends: 2031-05-06T10:00
speakers:
{speakers}
sketch:
{sketch}
"""


@dataclass(frozen=True)
class Drafted:
    """An event whose speakers were drafted for; its mail goes to `server`, if there is one."""

    home: Path

    @property
    def ledgers(self) -> list[Ledger]:
        return [ledger for _, ledger in sessions([self.home])[0]]

    @property
    def states(self) -> dict[str, str]:
        return {one.id: one.state for ledger in self.ledgers for one in ledger.reviews()}

    def review(self, id: str) -> Review:
        return next(one for ledger in self.ledgers for one in ledger.reviews() if one.id == id)

    def events(self, id: str) -> list[str]:
        """Return what the log says of a review, but for its draft."""
        found = [str(line["event"]) for ledger in self.ledgers for line in ledger.log(id)]
        return [one for one in found if one != "drafted"]

    def address(self, **addresses: str) -> None:
        """Change where somebody is written to."""
        people = {**dict.fromkeys(PEOPLE, ""), **addresses}
        lines = [f"{id}: {{address: {address or id + '@example.org'}}}" for id, address in people.items()]
        (self.home / "contacts.yaml").write_text("\n".join(lines) + "\n")


def drafted(
    home: Path,
    server: Server | None = None,
    people: tuple[str, ...] = ("abe", "han"),
    sessions_: int = 1,
    mail: str = "",
) -> Drafted:
    """Make an event in which `people` speak in each session, and draft for all of them."""
    (home / "sessions").mkdir(parents=True)
    settings = f"mail: {{{_settings(server)}{mail}}}\n" if server else ""
    (home / "event.yaml").write_text(f"schema: reportkit/1\ntitle: Forum\ntimezone: Asia/Seoul\n{settings}")
    for number in range(1, sessions_ + 1):
        speakers = "\n".join(f"  - {{id: {id}, name: {PEOPLE[id]}}}" for id in people)
        sketch = "\n".join(f"  - {{id: p0{n}, speaker: {id}, text: Words {n}.}}" for n, id in enumerate(people, 1))
        record = SESSION.format(id=f"{number}-1", title=f"Talk {number}", speakers=speakers, sketch=sketch)
        (home / f"sessions/{number}-1.yaml").write_text(record)
    event = Drafted(home)
    event.address()
    for session in load(home).event.sessions:
        draft(session, Ledger(Path(session.file)), deadline="2031-06-01T18:00")
    return event


def _settings(server: Server) -> str:
    facts = {"host": server.host, "port": server.port, "tls": server.tls, "user": server.user, "cafile": server.cafile}
    stated = ", ".join(
        f'{name}: "{value}"' if name != "port" else f"port: {value}" for name, value in facts.items() if value
    )
    return f'from: "Forum <pubs@example.org>", {stated}'


def review(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `reportkit review ARGUMENTS` in a process of its own."""
    return run("review", *arguments, REPORTKIT_SMTP_PASSWORD=PASSWORD)
