"""Records in, documents out: all wording and all order is decided here.

What a document looks like is in `styles/`, `templates/` and `render/`; whether a record makes sense is in `check/`.
"""

from reportkit.compose.blank import blank
from reportkit.compose.draft import draft, redraft
from reportkit.compose.session import document
from reportkit.compose.volume import volume

__all__ = ["blank", "document", "draft", "redraft", "volume"]
