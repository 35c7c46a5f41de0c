"""The command line: one command, one file, found by its name and imported when it is called.

Commands parse, call one function of the package, print and exit. How they speak is in `_voice.py`.
"""

import gc
import os
import sys

import click

from reportkit.cli._commands import Commands

ORDER = (
    "init",
    "import",
    "check",
    "render",
    "export",
    "volume",
    "handout",
    "proof",
    "review",
    "theme",
    "schema",
    "doctor",
)
"""How `reportkit --help` lists what it finds; commands not named here follow."""


@click.group(
    cls=Commands,
    room=__name__,
    order=ORDER,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="reportkit")
def group() -> None:
    """Conference session records become branded PDFs and Word files, the disclaimer proven on every page.

    \b
    Begin with:
      reportkit init my-conference
      reportkit export my-conference -o out
    """


def main() -> None:
    """Run the command line and exit; a user's mistake ends with its message and never with a traceback."""
    from reportkit.errors import ReportkitError

    # What a command loads and reads lives as long as it does: looking for garbage is mostly in vain.
    gc.set_threshold(50_000, 20, 50)
    colour = False if "NO_COLOR" in os.environ else None
    try:
        sys.exit(group.main(prog_name="reportkit", standalone_mode=False, color=colour))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; every file that is there is whole", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has enough of it; say nothing when Python flushes at exit.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        if "-vv" in sys.argv:
            raise
        _drop_output()
        click.echo(f"error: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
        sys.exit(1)
    except ReportkitError as error:
        if "-vv" in sys.argv:
            raise
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)


def _drop_output() -> None:
    """Have what Python flushes at its end go nowhere, since standard output takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
