"""Commands that print nothing on paper do not load the printing press."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import INPUTS

REPORT = """
import json, sys
from reportkit.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""

PRESS = {"weasyprint", "docx", "jinja2", "PIL", "pikepdf", "pypdfium2", "fontTools", "lxml"}
"""What makes files and reads them back."""

RECORDS = {"pydantic", "babel", "ruamel", "markdown_it", "rich"}


def modules_after(*arguments: str) -> set[str]:
    """Return the modules that `reportkit ARGUMENTS` has loaded when it ends."""
    command = [sys.executable, "-c", REPORT, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["export", "--help"]])
def test_help_loads_nothing_but_click(arguments: list[str]) -> None:
    assert modules_after(*arguments) & (PRESS | RECORDS) == set()


@pytest.mark.parametrize(
    "arguments", [["check", str(INPUTS / "asan-plenum-2026")], ["schema"]], ids=["check", "schema"]
)
def test_commands_that_print_nothing_load_no_press(arguments: list[str]) -> None:
    assert modules_after(*arguments) & PRESS == set()


def test_the_package_loads_nothing_before_its_verbs_are_called() -> None:
    code = "import json, sys, reportkit; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(json.loads(run.stdout)) & (PRESS | RECORDS) == set()


def test_render_loads_it(tmp_path: Path) -> None:
    """The probe would notice: rendering does load it."""
    session = next((INPUTS / "asan-plenum-2026/sessions").glob("*.yaml"))
    assert modules_after("render", "-q", str(session), "-o", str(tmp_path)) >= {"weasyprint"}
