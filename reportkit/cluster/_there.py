"""Who is at an address: a scheduler, and workers that would make the same files as this machine."""

import asyncio
import logging
import platform
import warnings
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from reportkit.errors import MachineLacks
from reportkit.ground import fonts_digest, software

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 8
"""The seconds that a scheduler and its workers have to answer in, before the first piece."""

START = "`dask scheduler` starts one and `dask worker` its workers: see docs/cluster.md"


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """Give a client of the scheduler at `address`, all of whose workers are as this machine is."""
    try:
        from distributed import Client
    except ImportError:
        raise MachineLacks("Dask is not installed, which sends work to other machines", _INSTALL) from None
    with _silence():
        _find_scheduler(address)
        with unwarned():
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        with client, _still_there(address):
            _compare(client, address)
            yield client


_INSTALL = "pip install 'reportkit[cluster]'"

_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application", "asyncio")


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what Dask says of its connections from people, who are told what it comes to."""
    before = {name: logging.getLogger(name).level for name in _LOGGERS}
    try:
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def unwarned() -> warnings.catch_warnings:
    """Keep to ourselves that versions differ, which `_compare` tells, and that documents with pictures are large."""
    return warnings.catch_warnings(action="ignore")


@contextmanager
def _still_there(address: str) -> Iterator[None]:
    """Raise MachineLacks when the scheduler goes away."""
    try:
        yield
    except OSError as error:
        hint = "start it again and repeat the command: what is made stays, the rest is made then"
        raise MachineLacks(f"the scheduler at {address} does not answer any longer", hint) from error


def _find_scheduler(address: str) -> None:
    """Raise MachineLacks unless a scheduler answers at `address`, whatever else may."""
    try:
        # A thread of its own has no event loop yet, wherever we are called from.
        with ThreadPoolExecutor(1) as threads:
            kind, dask = threads.submit(asyncio.run, _identity(address)).result()
    except TimeoutError:
        raise MachineLacks(f"nobody answers at {address} within {PATIENCE} s", START) from None
    except Exception as error:  # Any program may answer there, and in any way.
        why = "something that is no Dask scheduler answers" if isinstance(error, MemoryError) else str(error)
        raise MachineLacks(f"no Dask scheduler at {address}: {why}", START) from None
    if kind != "Scheduler":
        raise MachineLacks(f"at {address} is no scheduler, but a {kind.lower()} of Dask", START)
    if dask != outfit()["Dask"]:
        # They would not understand each other well enough to compare more.
        raise would_differ({"the scheduler": f"Dask {dask} (here {outfit()['Dask']})"})


async def _identity(address: str) -> tuple[str, str]:
    """Return what of Dask answers at `address`, and its version."""
    from distributed import Security, rpc

    async def ask() -> tuple[str, str]:
        arguments = Security().get_connection_args("client")
        async with rpc(address, timeout=PATIENCE, connection_args=arguments) as scheduler:
            kind = (await scheduler.identity())["type"]
            return str(kind), str((await scheduler.versions())["packages"]["distributed"])

    return await asyncio.wait_for(ask(), PATIENCE)


def _compare(client: "Client", address: str) -> None:
    """Raise MachineLacks unless there are workers, all as this machine is."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        answers = client.run(outfit, on_error="return", callback_timeout=PATIENCE)
        answers["the scheduler"] = _scheduler(client)
    except TimeoutError:
        few = "its workers do not answer" if client.nthreads() else "has no workers"
        raise MachineLacks(f"the scheduler at {address} is there, but {few}", START) from None
    unlike = {worker: different for worker, answer in answers.items() if (different := differences(answer))}
    if unlike:
        raise would_differ(unlike)


def _scheduler(client: "Client") -> dict[str, str] | Exception:
    """Return what the scheduler has; it makes no files, and needs reportkit alone."""
    try:
        return outfit() | {"reportkit": client.run_on_scheduler(own)}
    except Exception as error:  # What it says without reportkit depends on Dask.
        return error


def would_differ(unlike: Mapping[str, str]) -> MachineLacks:
    """Return that some workers would make other bytes; those that lack the same are named together."""
    alike: dict[str, list[str]] = {}
    for worker, different in unlike.items():
        alike.setdefault(different, []).append(worker)
    told = "; ".join(f"{', '.join(workers)}: {different}" for different, workers in alike.items())
    return MachineLacks(f"not all workers would make the same files as this machine: {told}", "install the same there")


def differences(answer: dict[str, str] | Exception) -> str:
    """Return what a worker has otherwise than this machine, empty where all is the same."""
    if isinstance(answer, Exception):
        first, _, _ = str(answer).partition("\n")
        return f"cannot say what is installed: {type(answer).__name__}: {first}"
    here = outfit()
    return ", ".join(
        f"{part} {answer.get(part, 'missing')} (here {here.get(part, 'missing')})"
        for part in dict.fromkeys([*here, *answer])
        if answer.get(part) != here.get(part)
    )


# --- what must be the same --------------------------------------------------------------------------------------


@cache
def outfit() -> dict[str, str]:
    """Return all on this machine by which the bytes of a file may differ, with versions or hashes."""
    return {
        **dict(one.rsplit(" ", maxsplit=1) for one in software()),
        "fonts": fonts_digest()[:16],
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "Dask": version("distributed"),
    }


def own() -> str:
    """Return what stands for the files of reportkit itself."""
    return outfit()["reportkit"]
