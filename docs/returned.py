"""Makes the draft that a speaker sent back, for docs/review.md: our own draft, with what Word would have put into it.

Run by `make pictures`. It takes no clock: the same draft gives the same file.
"""

import shutil
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from reportkit.load import load
from reportkit.reviewing.drafting import draft
from reportkit.write.ledger import Ledger

EVENT = Path(__file__).parent.parent / "inputs/asan-plenum-2026"
SESSION = "sessions/3-1-an-asian-nato.yaml"
RETURNED = EVENT / "received/returned/3-1-lee-l-LL.docx"

SPEAKER, AUTHOR, DATE = "lee-l", "Lavina Lee", "2026-04-22T10:15:00Z"
CHANGES = (
    ("Lavina Lee, the Director of", "the ", ""),
    ("deeper unilateral cooperation", "unilateral", "minilateral"),
)
"""Where, which words, and what she put there."""

REMARKED, REMARK = "(USSC)", "Please keep the abbreviation, it is how we are known."

DEADLINE = "2026-05-04T18:00"

DAY = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    RETURNED.parent.mkdir(exist_ok=True)
    RETURNED.write_bytes(returned(sent()))


def sent() -> bytes:
    """Return the draft that the speaker was sent."""
    with tempfile.TemporaryDirectory() as folder:
        event = Path(shutil.copytree(EVENT, Path(folder) / EVENT.name))
        session = load(event / SESSION).event.sessions[0]
        ledger = Ledger(Path(session.file))
        return ledger.sent_word(draft(session, ledger, [SPEAKER], DEADLINE)[0])


def returned(word: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(word)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    text = parts["word/document.xml"]
    for number, (place, before, after) in enumerate(CHANGES, 100):
        text = in_run(text, place, before, deleted(before, number) + (inserted(after, number + 50) if after else ""))
    here = '<w:{}="1"/>'.format
    reference = f"<w:r>{here('commentReference w:id')}</w:r>"
    marked = f"{here('commentRangeStart w:id')}{run(REMARKED)}{here('commentRangeEnd w:id')}{reference}"
    parts["word/document.xml"] = in_run(text, REMARKED, REMARKED, marked)
    comment = f'<w:comment w:id="1" {by()} w:initials="LL"><w:p>{run(REMARK)}</w:p></w:comment></w:comments>'
    parts["word/comments.xml"] = parts["word/comments.xml"].replace("</w:comments>", comment)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, DAY), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def in_run(text: str, place: str, words: str, instead: str) -> str:
    """Return `text` with the run that has `place` parted, and other elements where `words` of it were."""
    assert text.count(place) == 1, place
    before, after = place.split(words, 1)
    parted = text.replace(place, f"{before}</w:t></w:r>{instead}<w:r><w:t>{after}")
    return parted.replace("<w:t>", '<w:t xml:space="preserve">')


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def deleted(words: str, id: int) -> str:
    return f'<w:del w:id="{id}" {by()}>{run(words, "delText")}</w:del>'


def inserted(words: str, id: int) -> str:
    return f'<w:ins w:id="{id}" {by()}>{run(words)}</w:ins>'


def by() -> str:
    return f'w:author="{AUTHOR}" w:date="{DATE}"'


if __name__ == "__main__":
    main()
