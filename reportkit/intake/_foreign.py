"""Files that are something else than what is read here, told by their first bytes, whatever they are called."""

from reportkit.intake._package import members

FOREIGN = (
    (b"%PDF-", "a PDF", "import the text or the Word file that it was made from, or the text copied out of it"),
    (b"\x89PNG", "a picture", "ask for the text"),
    (b"\xff\xd8\xff", "a picture", "ask for the text"),
    (b"GIF8", "a picture", "ask for the text"),
    (b"II*\x00", "a picture", "ask for the text"),
    (b"MM\x00*", "a picture", "ask for the text"),
    (b"RIFF", "a picture or a film", "ask for the text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password", "save it as .docx or .xlsx without password"),
    (rb"{\rtf", "an RTF file", "save it as .docx"),
    (b"\x1f\x8b", "a packed file", "unpack it, and import what is in it"),
    (b"7z\xbc\xaf", "a packed file", "unpack it, and import what is in it"),
    (b"Rar!", "a packed file", "unpack it, and import what is in it"),
    (b"\x7fELF", "a program", "do not open it"),
    (b"MZ\x90", "a program", "do not open it"),
)


def foreign(data: bytes) -> tuple[str, str] | None:
    """Return what `data` is and what to do next, where it is nothing that can be read here."""
    start = data[:64].lstrip()
    found = next(((what, hint) for mark, what, hint in FOREIGN if start.startswith(mark)), None)
    if found is None and start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page", "copy its words into a text file"
    if found is None and data.startswith(b"PK") and not members(data):
        return "a packed file that is damaged or cut short", "ask for it again"
    if found is None and b"\0" in data[:1000] and not data.startswith((b"PK", b"\xff\xfe", b"\xfe\xff")):
        return "not text in UTF-8", "save the file with the encoding UTF-8"
    return found
