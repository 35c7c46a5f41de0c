"""A file that somebody keeps by hand, with other lines in it: line ends, byte order mark and rights stay its own."""

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from reportkit.errors import Unwritten
from reportkit.write import whole

LINE_END = re.compile(r"\r\n|\r|\n")


def replace(path: Path, before: str, after: str) -> None:
    """Put the text `after` into the file `path`, whose text is `before`; raise Unwritten when it is not any more.

    In both, lines end in line feeds, whatever they end in on the disk.
    """
    target = path.resolve()
    raw = target.read_bytes().decode("utf-8")
    mark, text = (raw[:1], raw[1:]) if raw.startswith("\ufeff") else ("", raw)
    if "\n".join(LINE_END.split(text)) != before:
        raise Unwritten(f"{path}: changed while it was read", "run the command again")
    mode = target.stat().st_mode
    whole.write(target, (mark + _with_ends(after, text)).encode("utf-8"))
    target.chmod(mode)


def _with_ends(after: str, text: str) -> str:
    """Return `after` with the line ends that its lines have in `text`, new lines with those that most of them have."""
    ends = LINE_END.findall(text)
    most = Counter(ends).most_common(1)[0][0] if ends else "\n"
    old, new = LINE_END.split(text), after.split("\n")
    kept = [most] * len(new)
    if len(set(ends)) > 1:
        for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if end - start == new_end - new_start:
                kept[new_start:new_end] = [*ends, most][start:end]
    return "".join(line + end for line, end in zip(new, [*kept[:-1], ""], strict=True))
