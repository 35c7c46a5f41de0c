"""reportkit in processes of its own that start at once, as copies of one that has loaded everything.

They have arguments, a folder, an environment, output and an exit code of their own, like `python -m reportkit`. What
shows only when Python starts, such as a hash seed, a locale, or what is loaded, needs a real start instead.
"""

import atexit
import os
import subprocess
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

CLI = "from reportkit.cli import main; main()"

COPIES = get_context("forkserver")
COPIES.set_forkserver_preload(
    [
        *("reportkit.cli", "reportkit.batch", "reportkit.book", "reportkit.imposition", "reportkit.proofreading"),
        *("reportkit.brand", "reportkit.diagnosis", "reportkit.reviewing.drafting", "reportkit.reviewing.redline"),
        *("reportkit.render.pdf", "reportkit.render.docx", "reportkit.deliver.smtp", "reportkit.imported"),
    ]
)


def run(
    *arguments: object, program: str = CLI, cwd: Path | None = None, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run `reportkit ARGUMENTS`, or what else the Python text `program` does with them, to its end."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = started(*arguments, program=program, cwd=cwd, out=out, err=err, **environment)
        process.join(120)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{arguments} did not end")
        return subprocess.CompletedProcess(
            arguments, process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        )


def started(
    *arguments: object,
    program: str = CLI,
    cwd: Path | None = None,
    out: Path = Path(os.devnull),
    err: Path = Path(os.devnull),
    **environment: str,
) -> ForkServerProcess:
    """Begin what `run` does; the output goes into the files `out` and `err`."""
    facts = (program, list(map(str, arguments)), cwd or Path.cwd(), {**os.environ, **environment}, out, err)
    process = COPIES.Process(target=_begin, args=facts)
    process.start()
    return process


def _begin(program: str, arguments: list[str], cwd: Path, environment: dict[str, str], out: Path, err: Path) -> None:
    """Be a process like one that was started by `python -c PROGRAM ARGUMENTS`."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    for number, file in enumerate((Path(os.devnull), out, err)):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
    sys.argv = ["-c", *arguments]
    try:
        exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
    finally:
        # A copy ends without what Python does at its end.
        atexit._run_exitfuncs()
