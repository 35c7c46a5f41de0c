"""Measures everything, or the parts that are named, and prints what came out: `make bench`.

With `--sessions 40` it is a try of some minutes; `--only volumes` is one part of it; `--write-docs` also puts what came
out into docs/speed.md.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks import report
from benchmarks.clock import Failed
from benchmarks.results import Results
from benchmarks.scene import FULL, Scene

PARTS = ("documents", "batches", "commands", "volumes", "records")
BUSY = 0.5
"""The load of a machine on which figures of the wall tell little."""


def main() -> None:
    asked = arguments()
    if (load := os.getloadavg()[0]) > BUSY:
        print(f"warning: this machine is busy (load {load:.1f}); what clocks show will be too much", file=sys.stderr)
    results, failed = Results(), False
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), asked.sessions)
        for part in asked.only or PARTS:
            print(f"measuring {part} …", file=sys.stderr)
            try:
                results += import_module(f"benchmarks.{part}").measure(scene)
            except Failed as error:
                failed = True
                print(f"{part} cannot be measured: {error}", file=sys.stderr)
    print(report.as_text(results, asked.sessions))
    if asked.write_docs and not failed:
        report.write_docs(results, asked.sessions)
    sys.exit(failed)


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure reportkit beside others.")
    options.add_argument("--sessions", type=int, default=FULL, help=f"of the largest event; targets are for {FULL}")
    options.add_argument("--only", action="append", choices=PARTS, help="one part; may be given again")
    options.add_argument("--write-docs", action="store_true", help="put the result into docs/speed.md")
    asked = options.parse_args()
    if asked.sessions < 10:
        options.error("an event of fewer than 10 sessions tells nothing")
    if asked.write_docs and asked.only:
        options.error("docs/speed.md shows one run of everything")
    return asked


if __name__ == "__main__":
    main()
