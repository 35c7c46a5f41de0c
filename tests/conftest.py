"""Where the tests find each other's builders and readers, and the switch that writes golden pages anew."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden pages anew; look at each difference"
    )


@pytest.fixture(autouse=True, scope="session")
def nothing_kept() -> Iterator[None]:
    """Keep what tests make out of the folder in which reportkit keeps things for its user."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield
