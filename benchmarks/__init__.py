"""What reportkit costs, measured side by side with what else there is: `make bench`, or `python -m benchmarks --help`.

Each part of the benchmark is one file: `commands.py`, `documents.py`, `batches.py`, `volumes.py`. The event that they
work on is made in `events.py`, how is measured stands in `clock.py`, and docs/speed.md says how to read the result.
"""

import sys

MIB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""What the system counts memory in: bytes on macOS, KiB elsewhere."""
