"""One piece of work, as a worker of the cluster does it: after any other, within its time, telling when it begins."""

import ctypes
import faulthandler
import io
import pickle
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportkit.cluster._parcel import Dress, Parcel, made
from reportkit.cluster._there import outfit
from reportkit.errors import ReportkitError
from reportkit.workers._piece import broken, late

STARTED = "reportkit-started"
"""The topic under which workers say that they begin a piece."""

LAST = 10
"""The seconds after which a worker ends that does not hear that the time of its piece is over."""


@dataclass(frozen=True, slots=True)
class Lacks:
    """The answer of a worker that has not seen this theme yet."""

    worker: str
    dress: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """The answer of a worker that came late and is not as this machine is."""

    worker: str
    outfit: dict[str, str]


_ONE_AT_A_TIME = threading.Lock()
"""Neither Pango nor PDFium stands two threads at once, and a worker may have many."""

_DRESSES: dict[str, Dress] = {}
"""The themes that this worker was sent, each once."""


def do(
    data: bytes, dress: Dress | None, label: dict[str, object], wanted: dict[str, str], timeout: float | None
) -> object:
    """Do the work on the item that `data` holds, if this worker is as `wanted`."""
    from distributed import get_worker

    if outfit() != wanted:
        return Stranger(get_worker().address, outfit())
    with _ONE_AT_A_TIME:
        if dress:
            _DRESSES[dress.digest] = dress
        try:
            work, item = _Unpacker(io.BytesIO(data)).load()
        except _Unseen as unseen:
            return Lacks(get_worker().address, str(unseen))
        _say_begun(label)
        return _in_time(work, item, timeout)


def _say_begun(label: dict[str, object]) -> None:
    """Let the one who asked know that his piece is begun, and let the answer before go out, too.

    Both leave while this thread sleeps; once it works, it may keep the others from speaking.
    """
    from distributed import get_worker

    worker = get_worker()
    worker.log_event(STARTED, label | {"worker": worker.address})
    time.sleep(0.005)


class _Unseen(Exception):
    """A theme that was not sent to this worker yet."""


class _Unpacker(pickle.Unpickler):
    """Puts themes that were left out where they belong."""

    def persistent_load(self, digest: str) -> Dress:
        if digest not in _DRESSES:
            raise _Unseen(digest)
        return _DRESSES[digest]


def make(parcel: Parcel) -> bytes | ReportkitError:
    """Return what `parcel` asks for; a worker's own folder, which Dask removes with it, takes the themes."""
    from distributed import get_worker

    return made(parcel, Path(get_worker().local_directory))


def _in_time(work: Callable[[Any], object], item: object, timeout: float | None) -> object:
    """Return the answer of `work`, or that it took too long or failed.

    Where it does not hear that its time is over, the worker ends, and says in its log what it was doing.
    """
    if timeout is None:
        return _answer(work, item)
    watch = _Watch(timeout)
    faulthandler.dump_traceback_later(timeout + LAST, exit=True)
    try:
        try:
            return _answer(work, item)
        finally:
            watch.end()
    except _TooLong:
        watch.end()
        return late(timeout)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _answer(work: Callable[[Any], object], item: object) -> object:
    try:
        return work(item)
    except SystemExit as error:
        return broken(RuntimeError(f"it would leave with {error}"))
    except Exception as error:  # As in `workers.py`: what breaks a library costs one piece.
        return broken(error)


class _TooLong(BaseException):
    """Raised in the thread of a piece whose time is over; no library takes it for an error of its own."""


class _Watch:
    """Stops by `_TooLong` what the thread that made it does after `timeout` seconds; it is told each second.

    Threads cannot be killed, and the thread of a worker is needed again.
    """

    def __init__(self, timeout: float) -> None:
        self.thread = ctypes.c_ulong(threading.get_ident())
        self.over = threading.Event()
        self.turn = threading.Lock()
        threading.Thread(target=self._keep, args=(timeout,), daemon=True).start()

    def _keep(self, timeout: float) -> None:
        wait = timeout
        while not self.over.wait(wait):
            with self.turn:
                if not self.over.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(self.thread, ctypes.py_object(_TooLong))
            wait = 1

    def end(self) -> None:
        with self.turn:
            self.over.set()
            # What was raised and not heard yet must not be heard by whoever uses this thread next.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self.thread, None)
