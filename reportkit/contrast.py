"""The contrast of two colours, as WCAG 2.2 reckons it: 1 for the same colour, 21 for black on white."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours given as `#rrggbb` or `rrggbb`."""
    return ratio(luminance(one), luminance(other))


def ratio(one: float, other: float) -> float:
    """Return the contrast ratio of two relative luminances."""
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of a colour given as `#rrggbb` or `rrggbb`."""
    digits = colour.lstrip("#")
    red, green, blue = (linear(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: int) -> float:
    """Return the light of a channel of sRGB, 0 to 255, as a part of the brightest."""
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
