"""Records mended by machine: what `check` knows how to write instead is written, and nothing else of a file changes.

What can be mended is decided by the questions in `check/records/`; how a few characters of a file are changed is in
`load`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from reportkit.errors import Finding, Mend
from reportkit.load import Loaded
from reportkit.pipeline import Received, receive
from reportkit.write import replaced

ROUNDS = 5
"""How often what was mended is checked again, since one fault may hide another."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it was and as it is now."""

    file: str
    before: str
    after: str

    @property
    def difference(self) -> tuple[str, ...]:
        """The lines that changed, as `diff -u` shows them."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return tuple(unified_diff(before, after, self.file, self.file, lineterm="", n=0))


def mend(path: Path, rules: Collection[str] = ()) -> tuple[Mended, ...]:
    """Mend what can be mended at `path`, of `rules` only if they are named; return the files that changed.

    Raises Misused when there is no record, and Unwritten when a file cannot be written.
    """
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for _ in range(ROUNDS):
        changed = dict(_changed(receive(path), rules))
        for file, (before, after) in changed.items():
            replaced.replace(Path(file), before, after)
            first.setdefault(file, before)
            last[file] = after
        if not changed:
            break
    return tuple(Mended(file, before, last[file]) for file, before in first.items())


def _changed(received: Received, rules: Collection[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each file that can be mended, its text, and its text when that is done."""
    for file, contents in received.loaded.contents.items():
        findings = [one for one in received.findings_of(file) if one.mends and (not rules or one.rule in rules)]
        after = _mended(received.loaded, file, findings) if findings else None
        if after is not None and after != contents.text:
            yield file, (contents.text, after)


def _mended(loaded: Loaded, file: str, findings: Iterable[Finding]) -> str | None:
    """Return the text of a file with all fields mended that can be."""
    fields: dict[str, list[Mend]] = defaultdict(list)
    for finding in findings:
        fields[finding.where.field] += finding.mends
    apart = {field: _apart(mends) for field, mends in fields.items()}
    possible = {field: mends for field, mends in apart.items() if loaded.mended(file, {field: mends}) is not None}
    return loaded.mended(file, possible) if possible else None


def _apart(mends: Iterable[Mend]) -> list[Mend]:
    """Return those of `mends` that do not overlap, from the first on."""
    apart: list[Mend] = []
    for one in sorted(mends, key=lambda mend: (mend.start, mend.end)):
        if not apart or one.start > apart[-1].end or (one.start == apart[-1].end and one.end > one.start):
            apart.append(one)
    return apart
