"""Is every picture there, and has it a text for those who cannot see it?"""

from collections.abc import Iterator
from dataclasses import replace

from reportkit.check.records._passages import passages
from reportkit.document import figures
from reportkit.errors import Finding, Severity
from reportkit.records import Event
from reportkit.resources import Unusable, picture

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for figure in figures(said.blocks()) if "![" in said.text else ():
            about = Finding(Severity.ERROR, said.place, "", words=f"({figure.source}")
            if not figure.alt.strip():
                yield replace(
                    about,
                    message=f'the picture "{figure.source}" has no alternative text',
                    hint="write it between the brackets: ![what it shows](…)",
                )
            try:
                picture(said.session.folder, figure.source)
            except Unusable as error:
                yield replace(about, message=error.args[0], hint=error.args[1])
