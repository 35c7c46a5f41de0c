"""Finished files read back, whoever made them: what holds, what does not, and what is worth knowing.

What is asked is in `check/pages/`; that a file of ours is proven before it gets its place is in `pipeline.py`.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportkit.check import pages
from reportkit.errors import Misused, Refused, ReportkitError
from reportkit.pipeline import FORMATS
from reportkit.records import DISCLAIMER

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading one finished file back has shown: the disclaimer looked for, and the answer to each question.

    A file that could not be read has no answers but a `refusal`.
    """

    file: str
    disclaimer: str
    answers: tuple[tuple[str, pages.Answer], ...] = ()
    refusal: str = ""
    exit_code: int = 0

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the file may not leave the house."""
        failed = tuple(answer.message for _, answer in self.answers if answer.verdict == "no")
        return (self.refusal, *failed) if self.refusal else failed


def proof(paths: Sequence[Path], disclaimer: str | None) -> list[Proof]:
    """Read finished files back; without a `disclaimer`, look for the one a file declares, or the usual one.

    Files of one folder that have one name and different endings are compared, whether all are among `paths` or not.
    """
    every = dict.fromkeys([*paths, *(one for path in paths for one in _beside(path))])
    opened = {path: _opened(path, disclaimer) for path in every}
    return [_proof(path, opened) for path in paths]


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files in the folder of `path` that have its name and the endings of other formats."""
    yield from (other for form in FORMATS if (other := path.with_suffix(f".{form}")) != path and other.is_file())


def _opened(path: Path, disclaimer: str | None) -> pages.File | ReportkitError:
    try:
        data = read(path)
        return pages.File(data, pages.kind(data), disclaimer or pages.declared(data) or DISCLAIMER, str(path))
    except ReportkitError as error:
        return error
    except Exception as error:  # Files of others' making may break any reader, and must not stop the rest.
        return _unreadable(error)


def _proof(path: Path, opened: Mapping[Path, pages.File | ReportkitError]) -> Proof:
    file = opened[path]
    try:
        if isinstance(file, ReportkitError):
            raise file
        kin = [one for other, one in opened.items() if other.with_suffix("") == path.with_suffix("") and other != path]
        twins = tuple(one for one in kin if isinstance(one, pages.File))
        answers = tuple(pages.proof(replace(file, twins=twins)))
    except ReportkitError as error:
        return _refused(path, error)
    except Exception as error:  # As above: what breaks a question is told of this file alone.
        return _refused(path, _unreadable(error))
    failed = any(answer.verdict == pages.Verdict.NO for _, answer in answers)
    return Proof(str(path), file.disclaimer, answers, "", int(failed))


def _unreadable(error: Exception) -> Refused:
    LOG.debug("cannot be read", exc_info=error)
    return Refused(f"cannot be read: {type(error).__name__}: {error}", "make it again, or save it anew")


def _refused(path: Path, error: ReportkitError) -> Proof:
    return Proof(str(path), "", (), "; ".join(filter(None, [error.message, error.hint])), error.exit_code)


def read(path: Path) -> bytes:
    """Return the bytes of a finished file; raise Misused when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Misused(f"{path}: cannot be read: {error.strerror}", "see that the file is there") from None
