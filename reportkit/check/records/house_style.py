"""Does the house style name rules that there are, and no term that it refuses itself?"""

from collections.abc import Iterator
from difflib import get_close_matches

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event
from reportkit.resources import modules


def check(event: Event) -> Iterator[Finding]:
    known = [module.__name__.rpartition(".")[2].replace("_", "-") for module in modules("reportkit.check.records")]
    for where, rule in _named(event):
        if rule not in known:
            close = get_close_matches(rule, known, n=1)
            yield Finding(
                Severity.WARNING,
                where,
                f'there is no rule "{rule}"',
                f'did you mean "{close[0]}"?' if close else "see `reportkit check --list`",
            )
    for preferred, refused in event.terms.items():
        for index, term in enumerate(refused):
            if term in event.terms:
                yield Finding(
                    Severity.WARNING,
                    Origin(event.file, f"terms.{preferred}.{index}"),
                    f'the term "{term}" is refused here and preferred elsewhere',
                    "keep one of the two",
                )


def _named(event: Event) -> Iterator[tuple[Origin, str]]:
    """Yield each rule that is named, and where."""
    for rule in event.rules:
        yield Origin(event.file, f"rules.{rule}"), rule
    for index, waiver in enumerate(event.waivers):
        yield Origin(event.file, f"waivers.{index}.rule"), waiver.rule
    for session in event.sessions:
        for index, waiver in enumerate(session.waivers):
            yield Origin(session.file or session.id, f"waivers.{index}.rule"), waiver.rule
