"""A piece of work that hangs or dies costs itself, and nothing else: on real processes, really killed."""

import gc
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import chores
import pytest
from builders import INPUTS

from reportkit import load
from reportkit.workers import Lost, _crew, _foreman, crew, each

SESSION = INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml"

HERE = 1
APART = 2

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def outcomes(work: Callable[[Any], Any], items: Sequence[Any], **settings: Any) -> list[Any]:
    """Return what becomes of each item, in the order of the items."""
    answers = dict(each(work, items, **settings))
    assert sorted(answers) == list(range(len(items)))
    return [answers[number] for number in sorted(answers)]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not stopped_being(process)


def stopped_being(process: int) -> bool:
    """Tell whether a process is dead and only waits to be counted, by whoever took it over from its dead parent."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def happens(question: Callable[[], bool], within: float = 5) -> bool:
    """Tell whether the answer becomes yes within so many seconds."""
    latest = time.monotonic() + within
    while not question():
        if time.monotonic() > latest:
            return False
        time.sleep(0.01)
    return True


def end_soon(processes: Iterable[int]) -> bool:
    """Tell whether all of `processes` are gone within a second."""
    return happens(lambda: not any(alive(process) for process in processes), within=1)


# What everybody gets


@pytest.mark.parametrize("jobs", [HERE, APART, 5])
def test_a_thousand_small_pieces_all_have_their_answers(jobs: int) -> None:
    assert outcomes(chores.double, range(1000), jobs=jobs) == [2 * number for number in range(1000)]


@pytest.mark.parametrize("jobs", [HERE, APART])
def test_no_items_need_no_worker(jobs: int) -> None:
    assert list(each(chores.double, [], jobs=jobs)) == []


@pytest.mark.parametrize(("pieces", "workers"), [(1, 1), (3, 1), (4, 2)])
def test_a_few_pieces_are_not_worth_another_worker(pieces: int, workers: int) -> None:
    with crew(chores.who, jobs=2, least=2) as hands:
        answers = [answer for _, answer in hands([0.2] * pieces)]
    assert len(answers) == pieces
    assert len({answer[0] for answer in answers if not isinstance(answer, Lost)}) == workers


def test_answers_come_as_they_are_ready() -> None:
    assert [number for number, _ in each(chores.sleep, [0.4, 0.0, 0.1], jobs=APART)] == [1, 2, 0]


def test_the_next_piece_begins_before_an_answer_is_taken(tmp_path: Path) -> None:
    pieces = each(chores.mark, [tmp_path / name for name in "abc"], jobs=APART)
    next(pieces)
    assert happens(lambda: len(list(tmp_path.iterdir())) == 3)
    pieces.close()


def test_large_items_and_large_answers_pass() -> None:
    items = [bytes([number]) * 5_000_000 + b"." for number in range(4)]
    assert outcomes(chores.weigh, items, jobs=APART) == [item[::-1] for item in items]


@pytest.mark.parametrize("jobs", [HERE, APART])
def test_an_exception_stops_its_piece_only(jobs: int) -> None:
    lost = Lost("cannot be made: ZeroDivisionError: division by zero")
    assert outcomes(chores.divide, [1, 0, 2], jobs=jobs) == [1.0, lost, 0.5]


def test_a_worker_that_lost_a_piece_is_replaced() -> None:
    """Whatever broke may have left things in disorder."""
    assert len({lost.reason for lost in outcomes(chores.fail, range(6), jobs=APART)}) == 6


@linux
def test_a_worker_is_replaced_after_enough_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_crew, "ENOUGH", 3)
    workers = [worker for worker, *_ in outcomes(chores.who, [0] * 20, jobs=APART)]
    assert len(set(workers)) >= 7
    assert max(workers.count(worker) for worker in workers) == 3


# Pieces that hang


@pytest.mark.parametrize("jobs", [HERE, APART])
@pytest.mark.parametrize("work", [chores.sleep, chores.sleep_through_anything])
def test_a_piece_that_hangs_is_lost_when_its_time_is_over(work: Callable[[float], float], jobs: int) -> None:
    began = time.monotonic()
    assert outcomes(work, [0, 60, 0], jobs=jobs, timeout=0.3) == [0, Lost("took longer than 0.3 s"), 0]
    assert time.monotonic() - began < 5


def test_a_piece_that_hangs_in_c_is_lost_too() -> None:
    assert outcomes(chores.sleep_in_c, [0, 60, 0], jobs=APART, timeout=0.3) == [0, Lost("took longer than 0.3 s"), 0]


def test_a_piece_that_overhears_the_bell_hears_it_again() -> None:
    assert outcomes(chores.sleep_through_one_bell, [60], timeout=0.2) == [Lost("took longer than 0.2 s")]


def test_beside_the_main_thread_pieces_take_the_time_they_take() -> None:
    with ThreadPoolExecutor() as threads:
        assert threads.submit(outcomes, chores.sleep, [0, 0.2], timeout=0.1).result() == [0, 0.2]


def test_time_counts_for_one_piece_not_for_all_of_them() -> None:
    assert outcomes(chores.sleep, [0.1] * 6, jobs=APART, timeout=0.25) == [0.1] * 6
    assert outcomes(chores.sleep, [0.1] * 3, jobs=HERE, timeout=0.25) == [0.1] * 3


def test_the_alarm_clock_of_others_is_left_as_it_was() -> None:
    former = signal.signal(signal.SIGALRM, lambda number, frame: None)
    try:
        ours = signal.getsignal(signal.SIGALRM)
        outcomes(chores.sleep, [0, 60], timeout=0.1)
        assert signal.getsignal(signal.SIGALRM) is ours
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    finally:
        signal.signal(signal.SIGALRM, former)


# Pieces that kill


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("abort", "its worker died (SIGABRT)"),
        ("segfault", "its worker died (SIGSEGV)"),
        ("exit", "its worker died (exit code 3)"),
        ("leave", "its worker died (exit code 1)"),
    ],
)
def test_a_piece_that_kills_its_worker_costs_itself(how: str, reason: str) -> None:
    assert outcomes(chores.end, ["a", how, "b", "c"], jobs=APART) == ["a", Lost(reason), "b", "c"]


def test_all_pieces_kill_their_workers() -> None:
    assert outcomes(chores.end, ["abort"] * 20, jobs=APART) == [Lost("its worker died (SIGABRT)")] * 20


@linux
@pytest.mark.parametrize("work", [chores.eat, chores.eat_in_c])
def test_a_piece_that_eats_memory_costs_itself(work: Callable[[int], int]) -> None:
    eaten = outcomes(work, [10, 1000, 20], jobs=APART, memory=300 << 20)
    assert eaten == [10, Lost("needs more than 300 MB of memory"), 20]


def test_workers_killed_at_random_cost_one_piece_each() -> None:
    chance = random.Random(4)
    kills, died, workers = 0, 0, set[int]()
    for _, answer in each(chores.who, [0.005] * 300, jobs=3):
        if isinstance(answer, Lost):
            assert answer == Lost("its worker died (SIGKILL)")
            died += 1
        else:
            workers.add(answer[0])
        if workers and chance.random() < 0.2:
            victim = chance.choice(sorted(workers))
            workers.discard(victim)
            if alive(victim):
                os.kill(victim, signal.SIGKILL)
                kills += 1
    assert kills > 20
    assert 0 < died <= kills


@linux
def test_a_foreman_who_is_killed_is_replaced_and_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    foremen, workers = list[int](), set[int]()
    for number, answer in each(chores.who, [0.02] * 60, jobs=APART):
        if isinstance(answer, Lost):
            assert answer == Lost("its worker died")
            continue
        worker, foreman, _ = answer
        workers.add(worker)
        if number == 10:
            foremen.append(foreman)
            os.kill(foreman, signal.SIGKILL)
        if number == 20:
            os.kill(worker, signal.SIGKILL)
    assert foremen
    assert len(workers) == 3
    assert end_soon(workers)
    assert list(tmp_path.iterdir()) == []


# What does not travel


@pytest.mark.parametrize("work", [chores.lock, chores.trap])
def test_an_answer_that_cannot_travel_is_lost(work: Callable[[int], Any]) -> None:
    first, lost, last = outcomes(work, [0, 1, 0], jobs=APART)
    assert (first, last) == (0, 0)
    assert lost.reason.startswith(("cannot be made: TypeError: ", "cannot be made: ValueError: "))


def test_an_item_that_cannot_travel_is_lost() -> None:
    first, lost, trapped, last = outcomes(chores.double, [1, chores.lock(1), chores.Trap(), 2], jobs=APART)
    assert (first, last) == (2, 4)
    assert lost.reason.startswith("cannot be made: TypeError: ")
    assert trapped.reason.startswith("cannot be made: ValueError: ")


def test_work_that_workers_do_not_find_is_told_for_each_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = ModuleType("nowhere")
    exec("def work(item): return item", nowhere.__dict__)
    monkeypatch.setitem(sys.modules, "nowhere", nowhere)
    lost = Lost("cannot be made: ModuleNotFoundError: No module named 'nowhere'")
    assert outcomes(nowhere.work, [1, 2], jobs=APART) == [lost] * 2


# How it ends


def test_closing_early_ends_workers_that_are_busy() -> None:
    pieces = each(chores.who, [0, 0, 60, 60], jobs=APART)
    processes = {process for _, answer in (next(pieces), next(pieces)) for process in answer[:2]}
    pieces.close()
    assert not any(alive(process) for process in processes)


SCRIPT = """
import fcntl, signal, sys, chores
from reportkit.workers import each
signal.signal(signal.SIGINT, signal.default_int_handler)
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
for number, answer in each(chores.who, [0, 0, 60, 60], jobs=2):
    print(*answer[:2], flush=True)
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], set[int]]]:
    """Another program with two workers busy for a minute, and the numbers of the workers and their foreman."""
    path = os.pathsep.join(sys.path)
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "lock")],
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stdout
    lines = [program.stdout.readline() for _ in range(2)]
    yield program, {int(word) for line in lines for word in line.split()}
    program.kill()
    program.communicate()


def test_an_interrupt_ends_all_processes_and_only_one_of_them_speaks(
    elsewhere: tuple[subprocess.Popen[str], set[int]],
) -> None:
    """As Ctrl-C does, it goes to every process of the group."""
    program, workers = elsewhere
    os.killpg(program.pid, signal.SIGINT)
    _, errors = program.communicate(timeout=5)
    assert not any(alive(worker) for worker in workers)
    assert errors.count("Traceback") == errors.count("KeyboardInterrupt") == 1


@linux
def test_workers_leave_interrupts_to_the_parent() -> None:
    answers = list[int]()
    for number, (worker, foreman, _) in each(chores.who, [0.05] * 8, jobs=APART):
        answers.append(number)
        os.kill(worker, signal.SIGINT)
        os.kill(foreman, signal.SIGINT)
    assert sorted(answers) == list(range(8))


@linux
def test_when_the_parent_is_killed_busy_workers_end_and_all_is_cleared_up(
    elsewhere: tuple[subprocess.Popen[str], set[int]], tmp_path: Path
) -> None:
    program, workers = elsewhere
    assert list(tmp_path.glob("reportkit-*")) != []
    program.kill()
    assert end_soon(workers)
    assert list(tmp_path.glob("reportkit-*")) == []


@linux
def test_no_worker_holds_a_file_of_the_parent(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        assert outcomes(chores.holds, [file.name] * 4, jobs=APART) == [False] * 4


@linux
def test_what_a_killed_worker_leaves_behind_is_cleared_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder, _ = outcomes(chores.leave_files, [0, 60], jobs=APART, timeout=0.2)
    assert Path(folder).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


# What is said meanwhile


def test_nothing_workers_say_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes(chores.chatter, [1, 2], jobs=APART) == [1, 2]
    assert capfd.readouterr() == ("", "")


def test_what_the_package_logs_arrives(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "reportkit"):
        outcomes(chores.chatter, [1, 2], jobs=APART)
    assert sorted(caplog.messages) == ["number “1” done", "number “2” done"]


# The real thing


@linux
def test_a_file_is_the_same_wherever_it_is_made() -> None:
    """And the foreman, having loaded all that it takes, has one thread: only then is it safe to fork."""
    work = partial(chores.printed, load(SESSION))
    warm = ["reportkit.pipeline", "reportkit.render.pdf", "reportkit.render.docx", "reportkit.check.pages"]
    here = outcomes(work, ["pdf", "docx"], jobs=HERE)
    apart = outcomes(work, ["pdf", "docx"], jobs=APART, warm=warm)
    assert [data for data, _ in apart] == [data for data, _ in here]
    assert [threads for _, threads in apart] == [1, 1]


# Workers that begin as a Python of their own, as on macOS


@pytest.fixture
def no_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_crew, "FORKS", False)


def test_fresh_workers_do_the_same(no_forks: None) -> None:
    items = ["a", "abort", "b", "segfault", "c"]
    assert outcomes(chores.end, items, jobs=APART) == [
        "a",
        Lost("its worker died (SIGABRT)"),
        "b",
        Lost("its worker died (SIGSEGV)"),
        "c",
    ]


def test_fresh_workers_that_hang_are_lost(no_forks: None) -> None:
    assert outcomes(chores.sleep, [0, 60, 0], jobs=APART, timeout=0.3) == [0, Lost("took longer than 0.3 s"), 0]


def test_what_the_first_piece_of_a_kind_leaves_is_not_looked_at_again() -> None:
    tidy = _foreman._Tidy()
    left: list[list[list[int]]] = []
    counts = []
    try:
        for kind in (int, int, str, str):
            left.append([[] for _ in range(10_000)])
            tidy(kind)
            counts.append(gc.get_freeze_count())
    finally:
        gc.unfreeze()
    assert [now - before > 5_000 for before, now in pairwise(counts)] == [False, True, False]
