"""The same work on other machines: a real scheduler and two real workers, started as docs/cluster.md says."""

import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import INPUTS, a_session
from cluster_pieces import behave, break_a_library, die_once, echo
from test_privacy import laid_bare

from reportkit import cluster, tasks
from reportkit.cluster import _parcel, _run, _there
from reportkit.errors import (
    BadPage,
    BadRecord,
    BadTheme,
    Finding,
    MachineLacks,
    Misused,
    Origin,
    Place,
    Refused,
    ReportkitError,
    Severity,
    Unwritten,
)
from reportkit.pieces import Made, Order
from reportkit.pipeline import receive
from reportkit.resources import room
from reportkit.settings import settle
from reportkit.theme import theme
from reportkit.wishes import Wishes

HERE = Path(__file__).parent

pytestmark = [
    # Dask leaves sockets of workers that were killed to the collector.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


def dask(*arguments: str, folder: Path, **environment: str) -> "subprocess.Popen[bytes]":
    """Start a command of Dask in a new working folder of its own, where its temporary files lie, too."""
    folder.mkdir()
    own = {"TMPDIR": str(folder), "PYTHONPATH": str(HERE), "DASK_TEMPORARY_DIRECTORY": str(folder), **environment}
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=folder,
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def documented(program: str, address: str) -> list[str]:
    """Return the arguments by which docs/cluster.md starts `scheduler` or `worker`, for one process on this machine."""
    page = (HERE.parent / "docs/cluster.md").read_text()
    line = re.search(rf"^dask ({program} [^#\n]+)", page, re.MULTILINE)
    assert line
    host, port = address.removeprefix("tcp://").split(":")
    words = line[1].replace("tcp://192.0.2.1:8786", address).replace("192.0.2.1", host).replace("8786", port)
    return [*re.sub(r"--nworkers \d+", "--nworkers 1", words).split(), "--no-dashboard"]


def need_dask() -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'reportkit[cluster]'")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers, each in a folder of its own; a piece is given up when two workers died of it."""
    need_dask()
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    home = tmp_path_factory.mktemp("cluster")
    few = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    started = [dask(*documented("scheduler", place), folder=home / "scheduler", **few)]
    started += [dask(*documented("worker", place), folder=home / name) for name in ("one", "two")]
    workers_at(home, 2)
    yield place
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def workers_at(home: Path, number: int) -> None:
    """Wait until so many workers have found their scheduler."""
    deadline = time.monotonic() + 30
    while sum("Registered to" in (home / f"{name}.log").read_text() for name in ("one", "two")) < number:
        assert time.monotonic() < deadline, (home / "scheduler.log").read_text()
        time.sleep(0.1)


def orders() -> list[Order]:
    """Return a session of an event with a theme of its own and one of an event without, in every format."""
    lantern, asan = (receive(INPUTS / event).event for event in ("lantern-forum-2031", "asan-plenum-2026"))
    assert (lantern.theme, asan.theme) == ("lantern", "institute")
    small = min(lantern.sessions, key=lambda session: len(session.model_dump_json()))
    return [
        Order(session, form, Wishes(attach_record=True))
        for form in ("pdf", "docx", "html")
        for session in (small, asan.sessions[0])
    ]


def test_a_killed_worker_costs_no_document_and_no_byte(address: str, tmp_path: Path) -> None:
    """Between the answers to the documents, a piece kills the worker that does it."""
    wanted = orders()
    here = [tasks.make(order) for order in wanted]
    there: dict[int, Made | cluster.Lost] = {}
    for number, made in cluster.made(wanted, address, timeout=60):
        if not there:
            ((_, survivor),) = cluster.each(die_once, [str(tmp_path / "killed")], address)
            assert str(survivor) != (tmp_path / "killed").read_text()
        there[number] = made
    assert [there[number] for number in range(len(wanted))] == here
    assert [made.failure for made in here] == [""] * len(wanted)
    bare = b"".join(laid_bare(made.data) for made in here)
    assert [word for word in ("dask", str(HERE.parent), "/tmp/") if word.encode() in bare] == []


def test_what_hangs_or_dies_or_breaks_costs_nothing_but_itself(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A worker is to stop what hangs by itself, and not to be given up from here.
    monkeypatch.setattr(_run, "GRACE", 100)
    items = ["one", "hang", "two", "die", "three"]
    answers = dict(cluster.each(behave, items, address, timeout=2))
    assert answers == {
        0: "one",
        1: cluster.Lost("took longer than 2 s"),
        2: "two",
        3: cluster.Lost("its worker died 2 times, as when memory runs out"),
        4: "three",
    }
    assert list(cluster.each(break_a_library, ["book"], address)) == [
        (0, cluster.Lost("cannot be made: ValueError: odd book"))
    ]


def test_findings_name_the_files_of_those_who_ask(address: str, tmp_path: Path) -> None:
    (tmp_path / "house/templates").mkdir(parents=True)
    (tmp_path / "house/theme.toml").write_text("")
    page = (room("templates") / "document.html.j2").read_text()
    (tmp_path / "house/templates/document.html.j2").write_text(f"{page}{{{{ 1 / 0 }}}}")
    strange = a_session("A strange \u0378 here.", file="forum/1.yaml")
    asked = [
        Order(a_session("Text.", file="forum/2.yaml"), "pdf", Wishes(theme=str(tmp_path / "house"))),
        Order(strange, "pdf", Wishes()),
        Order(a_session("Text.", file="forum/3.yaml"), "pdf", Wishes(theme="nowhere")),
    ]
    there = dict(cluster.made(asked, address))
    assert [told(there[number]) for number in range(3)] == [told(tasks.make(order)) for order in asked]
    assert f"error: {tmp_path}/house/templates/document.html.j2:" in told(there[0])


def told(made: Made | cluster.Lost) -> str:
    assert isinstance(made, Made)
    return made.failure or str(made.unable)


def test_a_parcel_tells_nothing_of_the_machine_it_comes_from() -> None:
    home = INPUTS / "lantern-forum-2031"
    session = receive(home).event.sessions[0]
    data = pickle.dumps(_parcel.parcel(session, "pdf", settle(session, Wishes())))
    assert [word for word in (str(home), home.name, "contacts") if word.encode() in data] == []
    assert b"theme.toml" in data


def test_a_theme_is_unpacked_once_and_is_what_it_was(tmp_path: Path) -> None:
    lantern = theme(str(INPUTS / "lantern-forum-2031/lantern"))
    dress = pickle.loads(pickle.dumps(_parcel.packed(lantern)))
    assert dress.folders[1:] == tuple(folder.name for folder in lantern.folders[1:])
    folders = _parcel.unpacked(dress, tmp_path)
    again = _parcel.theme_of(folders)
    assert (again.tokens, again.logo()) == (lantern.tokens, lantern.logo())
    written = (folders[0] / "theme.toml").stat().st_mtime_ns
    assert _parcel.unpacked(dress, tmp_path) == folders
    assert (folders[0] / "theme.toml").stat().st_mtime_ns == written


def test_bytes_that_came_back_are_proven_again() -> None:
    session = a_session("Text.", file="forum/1.yaml")
    with pytest.raises(BadPage) as error:
        _parcel.accepted(b"<html lang='en'>No disclaimer.", session, settle(session, Wishes()))
    assert error.value.findings[0].where == Origin("forum/1.yaml")


FINDING = Finding(Severity.ERROR, Origin("a.yaml", "title"), "odd", "mend it", "glyph", Place("a.yaml", 3, 4), "x")


@pytest.mark.parametrize("kind", [BadRecord, BadPage, BadTheme])
def test_findings_survive_the_journey(kind: type[BadRecord]) -> None:
    error = pickle.loads(pickle.dumps(kind([FINDING, replace(FINDING, place=None)])))
    assert (type(error), error.findings) == (kind, (FINDING, replace(FINDING, place=None)))


@pytest.mark.parametrize("kind", [ReportkitError, Misused, MachineLacks, Refused, Unwritten])
def test_errors_survive_the_journey(kind: type[ReportkitError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what", "next")))
    assert (type(error), error.message, error.hint, str(error)) == (kind, "what", "next", "error: what\n  hint: next")


ASK = """
import sys
from cluster_pieces import echo
from reportkit import cluster
from reportkit.errors import ReportkitError
try:
    print(list(cluster.each(echo, ["one"], sys.argv[1])))
except ReportkitError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def asked(address: str, **environment: str) -> tuple[int, str, str]:
    """Return the exit code of a program that asks at `address`, and all that it says."""
    own = {**os.environ, "PYTHONPATH": str(HERE), **environment}
    done = subprocess.run([sys.executable, "-c", ASK, address], env=own, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_wrong_address_is_told_at_once_and_dask_says_nothing(address: str) -> None:
    code, said, noise = asked("nowhere")
    assert (code, noise) == (3, "")
    assert said.startswith("error: no Dask scheduler at nowhere: ")
    assert asked(address) == (0, "[(0, 'one')]\n", "")


def test_workers_with_other_fonts_are_refused_before_the_first_piece(address: str, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/Own.ttf").write_bytes(b"a font that the workers have not")
    code, said, noise = asked(address, XDG_DATA_HOME=str(tmp_path))
    assert (code, noise) == (3, "")
    assert re.match(r"error: not all workers would .*: tcp://[^ ]+, tcp://[^ ]+: fonts \w+ \(here \w+\)\n", said)


def test_something_else_that_listens_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    need_dask()
    monkeypatch.setattr(_there, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(MachineLacks, match=f"nobody answers at {place} within 1 s"):
            list(cluster.each(echo, ["one"], place))


def test_a_machine_without_dask_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MachineLacks) as error:
        list(cluster.each(echo, ["one"], "tcp://127.0.0.1:8786"))
    assert (error.value.exit_code, error.value.hint) == (3, "pip install 'reportkit[cluster]'")
