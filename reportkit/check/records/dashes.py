"""Are dashes no hyphens, and the same between the names of countries?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import Said, by_session
from reportkit.errors import Finding, Mend, Severity
from reportkit.records import Event

HYPHEN = re.compile(
    r"(?<=[a-z,”’)] )-(?= [A-Za-z“‘(])|(?<=[a-z”’)])--(?=[A-Za-z“‘(])|(?<=[a-z,”’)] )--(?= [A-Za-z“‘(])"
)
"""A hyphen, or two, that stand for a dash."""

COUNTRIES = (
    r"(?:(?:North|South) )?(?:Korea|Japan|China|Russia|India|Pakistan|Taiwan|Vietnam|Philippines|Indonesia|Malaysia"
    r"|Singapore|Thailand|Myanmar|Australia|New Zealand|Ukraine|Belarus|Poland|Germany|France|Britain|Italy|Spain"
    r"|Greece|Turkey|Türkiye|Iran|Iraq|Israel|Palestine|Egypt|Syria|Canada|Mexico|Brazil|Cuba|America|Mongolia|Nepal"
    r"|Sri Lanka|U\.S\.|US|USA|UK|EU|ROK|DPRK|PRC|NATO|ASEAN|Beijing|Moscow|Pyongyang|Seoul|Tokyo|Washington|Taipei)"
)
PAIR = re.compile(rf"(?<![\w-]){COUNTRIES}(?:(?P<dash>[-–]){COUNTRIES})+(?![\w-])")


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        if sketch and sketch[0].english:
            for said in sketch:
                yield from _hyphens(said)
            yield from _pairs(sketch)


def _hyphens(said: Said) -> Iterator[Finding]:
    for match in HYPHEN.finditer(said.plain) if " - " in said.plain or "--" in said.plain else ():
        dash = "–" if match[0] == "-" or said.plain[match.start() - 1] == " " else "—"
        if said.text[said.text.rfind("\n", 0, match.start()) + 1 :].lstrip().startswith("|"):
            continue
        before = said.text.rfind(" ", 0, max(0, match.start() - 1)) + 1
        after = said.text.find(" ", match.end() + 1)
        yield said.about(
            before,
            after if after >= 0 else len(said.text),
            Severity.WARNING,
            "a hyphen stands for a dash",
            f"write {dash}; `--fix` does it",
            (Mend(*match.span(), dash),),
        )


def _pairs(sketch: tuple[Said, ...]) -> Iterator[Finding]:
    """Yield the names that are joined by hyphens where others are joined by en dashes."""
    if not any("–" in said.narration for said in sketch):
        return
    found = [(said, match) for said in sketch for match in PAIR.finditer(said.narration)]
    if any("–" in match[0] for _, match in found):
        for said, match in found:
            if "-" in match[0]:
                hyphens = [match.start() + at for at, letter in enumerate(match[0]) if letter == "-"]
                yield said.about(
                    *match.span(),
                    Severity.WARNING,
                    f'"{match[0]}" has a hyphen, where others have an en dash',
                    f"write {match[0].replace('-', '–')}; `--fix` does it",
                    tuple(Mend(at, at + 1, "–") for at in hyphens),
                )
