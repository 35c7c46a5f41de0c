"""How many of what, as messages tell it."""


def plural(number: int, one: str) -> str:
    """Return `1 file`, `2 files`, `1,000 files`."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"
