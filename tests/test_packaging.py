"""The wheel and the sdist hold all that is needed; the wheel works in an empty environment, far from the checkout."""

import configparser
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from builders import DISCLAIMER
from readers import folded

from reportkit import proof
from reportkit.records import DISCLAIMER as USUAL

HOME = Path(__file__).parent.parent

LONE_SESSION = """schema: reportkit/1
id: "7"
title: A Session without an Event
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
speakers: [{id: a, name: Müller-Lüdenscheidt Ångström}]
sketch: [{id: p01, speaker: a, text: "Some prose with a note^[Below.] in it."}]
"""


def run(*command: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    # A copy, since two builds at a time would trip over each other in the checkout.
    source = tmp_path_factory.mktemp("source") / "reportkit"
    shutil.copytree(HOME, source, ignore=shutil.ignore_patterns(".*", "outputs", "*.egg-info", "build", "dist"))
    result = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source)
    assert result.returncode == 0, result.stderr
    return out


def test_every_package_is_listed() -> None:
    """A new package goes into the list in setup.cfg; a wheel without it breaks at a user's."""
    config = configparser.ConfigParser()
    config.read(HOME / "setup.cfg")
    listed = set(config["options"]["packages"].split())
    found = {str(path.parent.relative_to(HOME)).replace("/", ".") for path in HOME.glob("reportkit/**/__init__.py")}
    assert listed == found | {"reportkit.templates", "reportkit.styles"}


def files_of(folder: str) -> set[str]:
    """Return the files of a folder at the top that must travel, as git knows them."""
    listing = run("git", "ls-files", "--cached", "--others", "--exclude-standard", folder, cwd=HOME).stdout.split("\n")
    return {name for name in listing if name}


def test_the_wheel_holds_all_templates_and_styles(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    for folder in ("templates", "styles"):
        assert files_of(folder)
        assert {f"reportkit/{name}" for name in files_of(folder)} - names == set()


def test_the_sdist_holds_all_templates_and_styles(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert (files_of("templates") | files_of("styles") | files_of("reportkit")) - names == set()


def test_the_wheel_renders_a_lone_session_in_an_empty_environment(built: Path, tmp_path: Path) -> None:
    if run(sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", tmp_path / "probe", "click").returncode:
        pytest.skip("no package registry can be reached to fill an empty environment")
    venv.create(tmp_path / "empty")
    programs = tmp_path / "empty/bin"
    # By our pip, and nothing compiled: little of what is installed is ever loaded.
    pip = [sys.executable, "-m", "pip", "--python", programs / "python"]
    result = run(*pip, "install", "-q", "--no-compile", next(built.glob("*.whl")))
    assert result.returncode == 0, result.stderr
    elsewhere = tmp_path / "else/where"
    elsewhere.mkdir(parents=True)
    (elsewhere / "talk.yaml").write_text(LONE_SESSION)
    result = run(programs / "reportkit", "render", "talk.yaml", "-f", "pdf", "-f", "docx", "-f", "html", cwd=elsewhere)
    assert (result.returncode, result.stderr) == (0, "")
    for form in ("pdf", "docx", "html"):
        data = (elsewhere / f"7-a-session-without-an-event.{form}").read_bytes()
        assert proof(data, USUAL) == []
        assert proof(data, folded(DISCLAIMER)) != []
