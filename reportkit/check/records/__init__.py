"""Does an event with its sessions make sense? One question per file, each `check(event) -> findings`.

What is no record at all was told by `load`; finished files are questioned in `check/pages/`.
"""

from dataclasses import replace

from reportkit.errors import Finding
from reportkit.records import Event
from reportkit.resources import modules


def check(event: Event) -> list[Finding]:
    """Return what all questions find, each finding with the name of its question as rule."""
    return [
        replace(finding, rule=module.__name__.rpartition(".")[2].replace("_", "-"))
        for module in modules("reportkit.check.records")
        for finding in module.check(event)
    ]


def questions() -> dict[str, str]:
    """Return the question that each rule asks."""
    found = modules("reportkit.check.records")
    return {
        module.__name__.rpartition(".")[2].replace("_", "-"): (module.__doc__ or "").partition("\n")[0]
        for module in found
    }
