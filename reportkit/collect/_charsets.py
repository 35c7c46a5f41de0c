"""Text out of bytes whose encoding is told wrongly, or not at all."""

WIDER = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""Encodings that are named where one with more characters is meant."""

KOREAN = {"cp949", *(name for name, wide in WIDER.items() if wide == "cp949")}

NARROW = {"", "cp1252", "utf-8", "unknown-8bit", "x-unknown", "default_charset", "binary"}
"""What is named by programs that do not know."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """Return the text of `data`; where no encoding fits, each byte is a letter, since none may be lost."""
    named = (charset or "").strip("\"' ").lower()
    wide = WIDER.get(named, named)
    likely = (
        ["utf-8", "cp949", wide]
        if wide in NARROW or wide.startswith(("iso-8859", "windows-125"))
        else [wide, "utf-8", "cp949"]
    )
    for one in (*likely, "cp1252", "latin-1"):
        try:
            if one and (one != "cp949" or named in KOREAN or _is_korean(data)):
                return data.decode(one).removeprefix("\ufeff")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _is_korean(data: bytes) -> bool:
    """Tell whether bytes are Hangul in the encoding of Korean Windows: nearly all of them lie where syllables do."""
    foreign = [byte for byte in data if byte > 127]
    leads = sum(0xB0 <= byte <= 0xC8 for byte in foreign[::2])
    return len(foreign) >= 4 and len(foreign) % 2 == 0 and leads > 0.9 * len(foreign[::2])
