"""Where the tests find each other's builders, which run together and first, and the switch for new golden pages."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mailservers import Post, serving  # it is found by the line above

from reportkit.deliver.smtp import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden pages anew; look at each difference"
    )


LONGEST = (
    "test_standards",
    "test_every_page",
    "test_docs",
    "test_killed",
    "test_lettering",
    "test_same_bytes",
    "test_twins",
)
"""What is begun first where tests run side by side, so that nobody waits for one of them at the end."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:  # xdist does not tell what a log is
    """Run the tests of a file in one process where they share something dear, and all others wherever there is room."""
    # xdist would begin with the files that have most tests.
    config.option.loadscopereorder = False
    from xdist.scheduler import LoadScopeScheduling

    @cache
    def shares(file: str) -> bool:
        text = (config.rootpath / file).read_text(encoding="utf-8")
        return 'scope="module"' in text or "\n@cache\n" in text

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if shares(file) else nodeid

    return Scheduling(config, log)


@pytest.fixture(autouse=True, scope="session")
def nothing_kept() -> Iterator[None]:
    """Keep what tests make out of the folder in which reportkit keeps things for its user."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield


@pytest.fixture
def post() -> Post:
    """Return what a mail server took in, and what it is to answer."""
    return Post()


@pytest.fixture
def server(post: Post) -> Iterator[Server]:
    """Run a mail server that asks for a password, and keeps what it takes in `post`."""
    with serving(post, login=True) as server:
        yield server
