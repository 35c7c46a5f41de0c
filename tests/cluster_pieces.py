"""Work for the cluster of test_cluster.py that goes wrong; its workers find this module beside the tests."""

import os
import signal
import time
from pathlib import Path


def echo(words: str) -> str:
    return words


def break_a_library(words: str) -> str:
    raise ValueError(f"odd {words}")


def die_once(mark: str) -> int:
    """Kill the worker unless the file `mark` says that this was done already; return the worker that came after."""
    path = Path(mark)
    if not path.exists():
        path.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def behave(words: str) -> str:
    """Do what `words` say: hang, die or answer."""
    while words == "hang":
        sum(range(1000))
    if words == "die":
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    return words
