"""What the finisher of a PDF costs, and the proof of its pages, as shares of the time of the whole, in one run.

Each document is made again and again, the first time not counted; medians of the time of this process, since the wall
clock of a busy machine tells little.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from reportkit import compose
from reportkit.pipeline import illustrated, prove, receive
from reportkit.render import pdf as press
from reportkit.settings import settle
from reportkit.wishes import Wishes

INPUTS = Path(__file__).parent.parent / "inputs"
RECORDS = (
    "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml",
    "lantern-forum-2031/sessions/2-2-walking-the-lantern-line.yaml",
    "lantern-forum-2031/sessions/H1-assembly-of-testimonies.yaml",
)
ROUNDS = 5


def rounds(record: Path) -> Iterator[tuple[float, float, float]]:
    """Yield the seconds that laying out and printing, finishing, and proving take, round after round."""
    session = receive(record).event.sessions[0]
    look = settle(session, Wishes())
    document = illustrated(compose.document(session, look), session.folder)
    finish = press.finish
    for _ in range(ROUNDS + 1):
        finishing: list[float] = []
        press.finish = lambda *it, spent=finishing: spent.append(cost(lambda: finish(*it))[0])
        printing, data = cost(lambda: press.render(document, look))
        proving, _ = cost(lambda made=data: prove(made, document))
        yield printing - finishing[0], finishing[0], proving
    press.finish = finish


def cost(work: Callable[[], object]) -> tuple[float, object]:
    """Return the seconds that `work` takes, and what it gives."""
    start = process_time()
    result = work()
    return process_time() - start, result


def main() -> None:
    print(f"{'record':34}{'PDF ms':>8}{'finisher':>10}{'proof':>8}")
    for name in RECORDS:
        printing, finishing, proving = (median(one) for one in zip(*list(rounds(INPUTS / name))[1:], strict=True))
        whole = printing + finishing + proving
        print(f"{Path(name).stem:34}{whole * 1000:8.0f}{finishing / whole:10.1%}{proving / whole:8.1%}")


if __name__ == "__main__":
    main()
