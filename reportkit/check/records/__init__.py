"""Does an event with its sessions make sense? One question per file, each `check(event) -> findings`.

What is no record at all was told by `load`; finished files are questioned in `check/pages/`. Questions that say `FIRM`
guard what is printed: the house style of an event cannot make less of their errors. Those that say `ACROSS` compare
sessions, and are asked only where all of them are there.
"""

from dataclasses import replace
from types import ModuleType

from reportkit.check.records._judgement import judged
from reportkit.errors import Finding
from reportkit.records import Event
from reportkit.resources import modules


def check(event: Event, *, whole: bool = False) -> list[Finding]:
    """Return what all questions find, each finding with the name of its question as rule.

    What the house style of `event` lets stand is left out. An event that is `whole` has all its sessions.
    """
    every = modules("reportkit.check.records")
    asked = [module for module in every if whole or not getattr(module, "ACROSS", False)]
    findings = [replace(finding, rule=_rule(module)) for module in asked for finding in module.check(event)]
    firm = frozenset(_rule(module) for module in asked if getattr(module, "FIRM", False))
    return judged(findings, event, firm, whole=whole)


def questions() -> dict[str, str]:
    """Return the question that each rule asks."""
    return {_rule(module): (module.__doc__ or "").partition("\n")[0] for module in modules("reportkit.check.records")}


def _rule(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", "-")
