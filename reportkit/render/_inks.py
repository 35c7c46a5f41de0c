"""The colours of a screen turned into the inks of a press: no RGB is left in text, rules, gradients and pictures.

Greys become black ink alone, so that type is printed by one plate and stays sharp. What else a printer wants a file to
say is in `press.py`.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import cast

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    PdfImage,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)
from PIL import Image, ImageCms

INKED = {"rg": "k", "RG": "K"}
"""The operators that set a colour of a screen, and those that set inks."""

GREY = 0.02
"""How far the channels of a grey may lie apart."""

BLACK = 0.2
"""A grey darker than this is printed in full black: a screen of dots would fray its edges."""

RGB_SPACES = (Name.DeviceRGB, Name.CalRGB)

Instruction = ContentStreamInstruction | ContentStreamInlineImage

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, from 0 to 1."""


class Separator:
    """Turns colours into inks for the press that an ICC profile describes."""

    def __init__(self, profile: bytes) -> None:
        self.turn = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        self.inks = cache(self._inks)

    def separate(self, pdf: Pdf) -> None:
        """Have all of `pdf` printed in inks."""
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(self._printed(page))
        for part in list(pdf.objects):
            if isinstance(part, Stream):
                self._separate_stream(part)
            if isinstance(part, Dictionary | Stream):
                self._separate_parts(part)

    def _separate_stream(self, stream: Stream) -> None:
        if stream.get("/Subtype") == Name.Form or stream.get("/PatternType") == 1:
            stream.write(self._printed(stream))
        elif stream.get("/Subtype") == Name.Image and _in_colour(stream):
            self._separate_picture(stream)

    def _separate_parts(self, part: Object) -> None:
        """Have gradients be in inks, and the spaces in which colours are blended."""
        for holder in _within(part):
            if "/ShadingType" in holder and holder.get("/ColorSpace") == Name.DeviceRGB:
                holder.ColorSpace = Name.DeviceCMYK
                self._separate_function(holder.get("/Function"))
            if holder.get("/S") == Name.Transparency and holder.get("/CS") == Name.DeviceRGB:
                holder.CS = Name.DeviceCMYK

    def _separate_function(self, function: Object | None) -> None:
        for inner in function if isinstance(function, Array) else [function]:
            if not isinstance(inner, Dictionary):
                continue
            for key in ("/C0", "/C1"):
                if key in inner and len(cast("Array", inner[key])) == 3:
                    inner[key] = Array([*self._of(inner[key])])
            self._separate_function(inner.get("/Functions"))

    def _separate_picture(self, picture: Stream) -> None:
        image = PdfImage(picture).as_pil_image().convert("RGB")
        picture.write(ImageCms.applyTransform(image, self.turn).tobytes())  # type: ignore[union-attr]  # not in place
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceCMYK, 8
        for key in {"/Decode", "/Intent"} & set(picture.keys()):
            del picture[key]

    def _printed(self, content: Stream | Page) -> bytes:
        """Return the operators of a page or form with every colour in inks."""
        return unparse_content_stream([self._inked(one) for one in parse_content_stream(content)])

    def _inked(self, instruction: Instruction) -> Instruction:
        if isinstance(instruction, ContentStreamInlineImage):
            return instruction
        name, operands = str(instruction.operator), instruction.operands
        if name in INKED:
            return ContentStreamInstruction([*self._of(operands)], Operator(INKED[name]))
        if name in ("cs", "CS") and operands[0] == Name.DeviceRGB:
            return ContentStreamInstruction([Name.DeviceCMYK], Operator(name))
        if name in ("sc", "SC", "scn", "SCN") and len(operands) == 3:
            return ContentStreamInstruction([*self._of(operands)], Operator(name))
        return instruction

    def _of(self, colour: object) -> Inks:
        red, green, blue = (float(str(channel)) for channel in cast("Array", colour))
        return self.inks(red, green, blue)

    def _inks(self, red: float, green: float, blue: float) -> Inks:
        if max(red, green, blue) - min(red, green, blue) < GREY:
            grey = (red + green + blue) / 3
            return 0, 0, 0, 1 if grey < BLACK else round(1 - grey, 2)
        pixel = Image.new("RGB", (1, 1), (round(red * 255), round(green * 255), round(blue * 255)))
        inks = cast("Image.Image", ImageCms.applyTransform(pixel, self.turn)).getpixel((0, 0))
        return cast("Inks", tuple(round(ink / 255, 2) for ink in cast("tuple[int, ...]", inks)))


def _in_colour(picture: Stream) -> bool:
    """Tell whether a picture is in the colours of a screen, by itself or by the palette that it has."""
    space = picture.get("/ColorSpace")
    if isinstance(space, Array) and space[0] == Name.Indexed:
        space = space[1]
    if isinstance(space, Array) and space[0] == Name.ICCBased:
        return bool(space[1].get("/N") == 3)
    return (space[0] if isinstance(space, Array) else space) in RGB_SPACES


def _within(part: Object) -> Iterator[Object]:
    """Yield a dictionary and all that lie directly within it."""
    if isinstance(part, Dictionary | Stream):
        yield part
    inner = part if isinstance(part, Array) else [value for _, value in part.items()]
    for value in inner:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _within(value)
