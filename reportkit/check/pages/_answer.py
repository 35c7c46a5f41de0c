"""What reading a finished file back has shown about one question."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """It holds; it does not, and the file may not leave the house; or it is worth knowing."""

    OK = "ok"
    NO = "no"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    message: str
    hint: str = ""


def holds(message: str) -> Answer:
    return Answer(Verdict.OK, message)


def fails(message: str, hint: str) -> Answer:
    return Answer(Verdict.NO, message, hint)


def remark(message: str, hint: str = "") -> Answer:
    return Answer(Verdict.NOTE, message, hint)
