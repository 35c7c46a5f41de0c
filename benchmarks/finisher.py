"""What the finisher of a PDF costs, and the proof of its pages, as shares of the time of the whole, in one run.

Each document is made in turn with and without its finisher, round after round, the first round not counted; medians of
the time of this process, since the wall clock of a busy machine tells little.
"""

import statistics
from pathlib import Path
from time import process_time

from reportkit import compose
from reportkit.pipeline import illustrated, prove, receive
from reportkit.render import pdf as press
from reportkit.settings import Wishes, settle

INPUTS = Path(__file__).parent.parent / "inputs"
RECORDS = (
    "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml",
    "lantern-forum-2031/sessions/2-2-walking-the-lantern-line.yaml",
    "lantern-forum-2031/sessions/H1-assembly-of-testimonies.yaml",
)
ROUNDS = 5
FINISH = press.finish


def main() -> None:
    print(f"{'record':34}{'PDF ms':>8}{'finisher':>10}{'proof':>8}")
    for name in RECORDS:
        session = receive(INPUTS / name).event.sessions[0]
        look = settle(session, Wishes())
        document = illustrated(compose.handout(session, look.theme), session.folder)
        rounds = [
            (
                cost(lambda: press.render(document, look), FINISH),  # noqa: B023 - called before the next document
                cost(lambda: press.render(document, look), None),  # noqa: B023
                cost(lambda: prove(data, document), FINISH),  # noqa: B023
            )
            for data in [press.render(document, look)]
            for _ in range(ROUNDS + 1)
        ][1:]
        finished, plain, proof = map(statistics.median, zip(*rounds, strict=True))
        whole = finished + proof
        print(f"{Path(name).stem:34}{whole * 1000:8.0f}{(finished - plain) / whole:10.1%}{proof / whole:8.1%}")


def cost(work: object, finish: object) -> float:
    """Return the seconds that `work` takes with `finish` as the finisher."""
    press.finish = finish
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    main()
