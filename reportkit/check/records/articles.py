"""Do affiliations begin without an article?"""

from collections.abc import Iterator

from reportkit.check.records._institutions import spelled
from reportkit.check.records._people import listed
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    official = {spelled(name) for name in event.institutions if not name.startswith("The ")}
    for session in event.sessions:
        every = [(one, at, name) for one in listed(session) for at, name in enumerate(one.person.affiliations)]
        usual = any(not name.startswith(("the ", "The ")) for _, _, name in every)
        for one, index, name in every:
            if (name.startswith("the ") and usual) or (name.startswith("The ") and spelled(name) in official):
                yield Finding(
                    Severity.WARNING,
                    one.place(f"affiliations.{index}"),
                    f'the affiliation "{name}" begins with an article, others do not',
                    f"write {name[4:]}",
                    words=name[:3],
                )
