"""The files that travel with the package, and the pictures beside a record.

Everything that is read by name goes through here, so that no name leads out of its folder.
Records are read in `load`; finished files are written in `write`.
"""

import warnings
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from reportkit.pictures import bare, upright

PICTURE_LIMIT = 50_000_000
"""The largest picture file that is read, in bytes."""

PIXEL_LIMIT = 100_000_000
"""The largest picture that is decoded, in pixels: A2 at 500 dpi."""

PICTURE_FORMATS = ("PNG", "JPEG")
"""What both PDF and Word show without a converter."""


class Unusable(Exception):
    """A named file that cannot be used: `args` are what is wrong and what to do next."""


def room(name: str) -> Path:
    """Return the folder `templates` or `styles`, installed, editable or in a bare checkout."""
    try:
        return Path(import_module(f"reportkit.{name}").__path__[0])
    except ModuleNotFoundError:
        return Path(__file__).parent.parent / name


@cache
def modules(package: str) -> tuple[ModuleType, ...]:
    """Import and return the modules of a room in the order of their names, without its own furniture (`_name`)."""
    names = (found.name for found in iter_modules(import_module(package).__path__))
    return tuple(import_module(f"{package}.{name}") for name in sorted(names) if not name.startswith("_"))


def inside(folder: Path, name: str) -> Path:
    """Return the path of `name` in `folder`; raise Unusable when it leads out of it, by dots or by links."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Unusable(f'"{name}" leads out of its folder', "put the file there, too")
    return path


def picture(folder: Path | None, name: str) -> bytes:
    """Return the PNG or JPEG `name` below `folder`, upright and bare of what it tells of its making.

    Raises Unusable when it is not one.
    """
    if folder is None:
        raise Unusable(f'there is no folder to find the picture "{name}" in', "save the record as a file first")
    if ":" in name.split("/", maxsplit=1)[0]:
        raise Unusable(f'the picture "{name}" is not in the event folder', "save it there and name the file")
    path = inside(folder, name)
    if not path.is_file():
        raise Unusable(f'there is no picture "{name}"', f"names count from the event folder, {folder}")
    if path.stat().st_size > PICTURE_LIMIT:
        raise Unusable(f'the picture "{name}" is larger than {PICTURE_LIMIT // 1_000_000} MB', "save it smaller")
    data = path.read_bytes()
    _verify(data, name)
    return bare(upright(data))


def _verify(data: bytes, name: str) -> None:
    # Pillow takes a tenth of a second to import, and most records have no picture.
    from PIL import Image, ImageFile, UnidentifiedImageError

    too_large = Unusable(f'the picture "{name}" has more than {PIXEL_LIMIT // 1_000_000} megapixels', "scale it down")
    # WeasyPrint has Pillow take pictures that were cut short for whole ones, as long as the process lives.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        # Pillow has a limit of its own below ours, at which it warns.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=PICTURE_FORMATS) as image:
            if image.width * image.height > PIXEL_LIMIT:
                raise too_large
            image.load()
    except Image.DecompressionBombError:
        raise too_large from None
    except UnidentifiedImageError:
        raise Unusable(f'"{name}" is not a PNG or JPEG picture', "save it as PNG or JPEG") from None
    except (OSError, ValueError, SyntaxError) as error:
        raise Unusable(f'the picture "{name}" is damaged: {error}', "save it again as PNG or JPEG") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
