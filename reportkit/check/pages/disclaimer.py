"""Can a reader see the whole disclaimer on every page?"""

from collections.abc import Iterator

from reportkit.check.pages._leaf import plain
from reportkit.check.pages._leaves import leaves


def check(data: bytes, kind: str, disclaimer: str) -> Iterator[tuple[str, str]]:
    hint = (
        "see the theme: templates/, extra.css and colours"
        if kind != "docx"
        else "see the footers of every section, and whether first or even pages differ"
    )
    for leaf in leaves(data, kind, disclaimer):
        if plain(disclaimer) in plain(leaf.words):
            continue
        if plain(disclaimer) in plain(leaf.words + leaf.hidden):
            yield f"{leaf.place}: the disclaimer is there but cannot be seen: {leaf.reason}", hint
        else:
            yield f"{leaf.place}: the disclaimer is missing", hint
