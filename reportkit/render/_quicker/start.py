"""What WeasyPrint does each time it starts, and need not: half of the time that it takes to load.

It has its declarations of Pango and other C libraries parsed anew, though they are always the same, and asks a compiler
where these libraries are: here, cffi is given what it once made of the declarations, which is in `declared.py`, and
takes the libraries by their names. WeasyPrint also loads what cuts fonts without HarfBuzz, which hardly anybody needs:
here, that comes when it is asked for. What is printed stays the same; and where WeasyPrint or cffi are not as they
were, all goes its usual way, which is only slower.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

Run = Callable[[], None]

DECLARING = "weasyprint.text.ffi"

LATER: dict[str, tuple[str, ...]] = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""Modules that can wait, with those of their functions that WeasyPrint takes out of them before it needs them."""


def quicken() -> None:
    """Make WeasyPrint load faster, if it is not loaded yet, where libraries are found by the names of their files."""
    if (
        sys.platform == "linux"
        and DECLARING not in sys.modules
        and not any(isinstance(one, _Finder) for one in sys.meta_path)
    ):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds some modules of WeasyPrint where they are, and has them run in another way."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in WAYS:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader, WAYS[name])
        return spec


class _Loader(Loader):
    def __init__(self, loader: Loader, way: Callable[[Run], None]) -> None:
        self.loader = loader
        self.way = way

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # Whoever asks the module later need not know.
        module.__loader__ = self.loader
        if module.__spec__:
            module.__spec__.loader = self.loader
        self.way(lambda: self.loader.exec_module(module))


# --- declarations -------------------------------------------------------------------------------------------------


class Unlike(Exception):
    """WeasyPrint declares something else than is known."""


def _declared(run: Run) -> None:
    try:
        known = _known()
    except Exception:  # This cffi takes no such thing.
        return run()
    try:
        with _given(known):
            run()
    except (Unlike, OSError):
        # Libraries may be where only the usual way looks for them.
        run()
    return None


def _known() -> Any:
    """Return what stands for the `FFI` that WeasyPrint would have made."""
    from _cffi_backend import FFI

    from reportkit.render._quicker.declared import DECLARATIONS, made

    class Known(FFI):  # type: ignore[misc]  # it has no types
        def cdef(self, declarations: str) -> None:
            if sha256(declarations.encode()).hexdigest() != DECLARATIONS:
                raise Unlike

    return made(Known)


@contextmanager
def _given(known: Any) -> Iterator[None]:
    """Let WeasyPrint, and nobody else meanwhile, be given `known` when it asks for an `FFI`."""
    import cffi

    usual = cffi.FFI

    def ffi(*args: Any, **options: Any) -> Any:
        weasyprint = sys._getframe(1).f_globals.get("__name__") == DECLARING
        return known if weasyprint and not args and not options else usual(*args, **options)

    cffi.FFI = ffi
    try:
        yield
    finally:
        cffi.FFI = usual


# --- what can wait ------------------------------------------------------------------------------------------------


def _later(run: Run) -> None:
    waiting = {name: _Waiting(name) for name in LATER if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        run()
    finally:
        for name, module in waiting.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _Waiting(ModuleType):
    """Stands for a module until something in it is wanted."""

    def __getattr__(self, wanted: str) -> Any:
        if wanted in LATER[self.__name__]:
            return partial(_called, self, wanted)
        if wanted.startswith("__"):
            # What the machinery of imports asks of every module.
            raise AttributeError(wanted)
        return getattr(_there(self), wanted)


def _called(waiting: _Waiting, function: str, *args: Any, **options: Any) -> Any:
    return getattr(_there(waiting), function)(*args, **options)


def _there(waiting: _Waiting) -> ModuleType:
    """Return the module itself, loaded now."""
    if sys.modules.get(waiting.__name__) is waiting:
        del sys.modules[waiting.__name__]
    return import_module(waiting.__name__)


WAYS: dict[str, Callable[[Run], None]] = {
    DECLARING: _declared,
    "weasyprint.text.fonts": _later,
    "weasyprint.pdf.fonts": _later,
}
"""How modules of WeasyPrint are run here."""
