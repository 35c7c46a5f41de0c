"""The pages of a PDF as pydyf names them: it counts all of them anew whenever one is wanted, and each tag wants one."""

from typing import Any

import pydyf


def know_pages() -> None:
    """Make pydyf remember the names, in this process and from now on; they stay the same."""
    count = pydyf.PDF.page_references
    if isinstance(count, property) and not isinstance(count, _Remembered):
        pydyf.PDF.page_references = _Remembered(count.fget)


class _Remembered(property):
    """Asks again when there are more pages."""

    def __get__(self, pdf: Any, kind: Any = None) -> Any:  # pydyf has no types
        if pdf is None:
            return self
        known = len(pdf.pages["Kids"])
        if getattr(pdf, "_counted", None) != known:
            pdf._counted, pdf._references = known, super().__get__(pdf, kind)
        return pdf._references
