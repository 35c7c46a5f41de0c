"""May a theme dress a document? One question per file, each `check(theme) -> findings`.

What is no theme file at all is told by `theme.py`; whether pages made with it may leave the house is asked in
`check/pages/`.
"""

from dataclasses import replace

from reportkit.errors import Finding
from reportkit.resources import modules
from reportkit.theme import Theme


def check(theme: Theme) -> list[Finding]:
    """Return what all questions find, each finding with its rule and the line of the theme file."""
    return [
        replace(finding, rule=module.__name__.rpartition(".")[2], place=theme.place(finding.where.field))
        for module in modules("reportkit.check.themes")
        for finding in module.check(theme)
    ]
