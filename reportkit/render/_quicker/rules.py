"""Style sheets for what a page has: rules for footnotes where there are some, for margin boxes where they are filled.

By itself WeasyPrint finds out for every element how its footnote would look if it were one, and for every page how
sixteen margin boxes would look. What is printed stays the same, byte by byte.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET

NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
"""The pseudo-elements of footnotes (CSS GCPM), and of the notes that WeasyPrint can gather elsewhere."""

ASIDE = ("none", "left", "right")
"""Where an element floats that is no note."""

AREAS = (None, "@footnote", "@note-area")
"""What every page has, by the names of its rules: the page itself, and where notes go."""

Rule = tuple[Callable[[Any], bool], Any, int, str | None, Any]
"""A rule as cssselect2 keeps it: who it is for, its weight and place, its pseudo-element, and what it declares."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of WeasyPrint itself, and the style sheets of the theme."""

    own: CSS
    sheets: tuple[CSS, ...]

    def sparing(self) -> "Rules":
        """Return the rules without those that no page needs which has no style sheet within."""
        tests = [rule[0] for sheet in self.sheets for rules in _kept(sheet) for rule in rules if _may_float(rule)]

        def may_be_note(element: Any) -> bool:
            return any(test(element) for test in tests) or "float" in element.etree_element.get("style", "").lower()

        own, *sheets = (_for_notes(sheet, may_be_note) for sheet in (self.own, *self.sheets))
        filled = {selector[1] for sheet in sheets for _, selectors, _ in sheet.page_rules for selector in selectors}
        own.page_rules = [
            (rule, selectors, declared)
            for rule, selectors, declared in own.page_rules
            if any(selector[1] in filled or selector[1] in AREAS for selector in selectors)
        ]
        return Rules(own, tuple(sheets))


def whole(sheets: Sequence[CSS]) -> Rules:
    """Return `sheets` with all rules of WeasyPrint."""
    return Rules(UA_STYLESHEET, tuple(sheets))


class Page(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page for which WeasyPrint's own rules are those of `rules`."""

    def __init__(self, rules: Rules, **source: Any) -> None:
        super().__init__(**source)
        self.rules = rules

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [self.rules.own, *super()._ua_stylesheets(forms)[1:]]


def has_sheets(markup: str) -> bool:
    """Tell whether a page may have style sheets within."""
    return "<style" in (lower := markup.lower()) or "<link" in lower


def _kept(sheet: CSS) -> Iterator[list[Rule]]:
    for kept in vars(sheet.matcher).values():
        if isinstance(kept, dict):
            yield from kept.values()
        elif isinstance(kept, list):
            yield kept


def _may_float(rule: Rule) -> bool:
    """Tell whether a rule may make an element a note: by name, by a variable, or by what holds for its parent."""
    declared, _ = rule[4]
    return any(name == "float" and value not in ASIDE for name, value, _ in declared)


def _for_notes(sheet: CSS, may_be_note: Callable[[Any], bool]) -> CSS:
    """Return a copy of `sheet` whose rules for the notes of any element are for those only that may be one."""

    def asked_first(rule: Rule) -> Rule:
        test, *rest = rule
        return (lambda element: may_be_note(element) and test(element), *rest)

    made = copy(sheet)
    made.matcher = copy(sheet.matcher)
    rules = sheet.matcher.other_selectors
    made.matcher.other_selectors = [asked_first(rule) if rule[3] in NOTES else rule for rule in rules]
    return made
