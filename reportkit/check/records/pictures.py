"""Is every picture there, and has it a text for those who cannot see it?"""

from collections.abc import Iterator
from dataclasses import replace

from reportkit import prose
from reportkit.document import figures
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event
from reportkit.resources import Unusable, picture


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for index, passage in enumerate(session.sketch):
            if "![" not in passage.text:
                continue
            place = Origin(session.file or session.id, f"sketch.{index}.text")
            for figure in figures(prose.Reader(session.tongue).read(passage.text, place)):
                about = Finding(Severity.ERROR, place, "", words=f"({figure.source}")
                if not figure.alt.strip():
                    yield replace(
                        about,
                        message=f'the picture "{figure.source}" has no alternative text',
                        hint="write it between the brackets: ![what it shows](…)",
                    )
                try:
                    picture(session.folder, figure.source)
                except Unusable as error:
                    yield replace(about, message=error.args[0], hint=error.args[1])
