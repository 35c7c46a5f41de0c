"""Style sheets for what a page has: rules for footnotes and marks of lists where there are some, for margins in use.

By itself WeasyPrint finds out for every element how it would look if it were a footnote or in a list, and for every
page how sixteen margin boxes would look. What is printed stays the same, byte by byte.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET

NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
"""The pseudo-elements of footnotes (CSS GCPM), and of the notes that WeasyPrint can gather elsewhere."""

MARKS = ("marker",)
"""The pseudo-element of the mark before something in a list (CSS Lists)."""

ASIDE = ("none", "left", "right")
"""Where an element floats that is no note."""

AREAS = (None, "@footnote", "@note-area")
"""What every page has, by the names of its rules: the page itself, and where notes go."""

Who = Callable[[Any], bool]
"""Tells whether an element is one of them."""

Rule = tuple[Who, Any, int, str | None, Any]
"""A rule as cssselect2 keeps it: who it is for, its weight and place, its pseudo-element, and what it declares."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The style sheets of the theme, and the rules of WeasyPrint itself."""

    sheets: tuple[CSS, ...]
    own: CSS = UA_STYLESHEET

    def sparing(self) -> "Rules":
        """Return the rules without those that no page needs which has no style sheet within."""
        every = (self.own, *self.sheets)
        may_be_note = _who(every, "float", lambda value: value not in ASIDE)
        may_be_listed = _who(every, "display", lambda value: not isinstance(value, tuple) or "list-item" in value)
        asked = {**dict.fromkeys(NOTES, may_be_note), **dict.fromkeys(MARKS, may_be_listed)}
        own, *sheets = (_asked_first(sheet, asked) for sheet in every)
        filled = {selector[1] for sheet in sheets for _, selectors, _ in sheet.page_rules for selector in selectors}
        own.page_rules = [
            (rule, selectors, declared)
            for rule, selectors, declared in own.page_rules
            if any(selector[1] in filled or selector[1] in AREAS for selector in selectors)
        ]
        return Rules(tuple(sheets), own)


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


def _who(sheets: Iterable[CSS], name: str, may_be: Callable[[Any], bool]) -> Who:
    """Return what tells whether an element may have such a value: by its name, a variable, or what its parent has."""
    every = [rule for sheet in sheets for rules in _kept(sheet) for rule in rules]
    tests = [test for test, _, _, _, (declared, _) in every if _declares(declared, name, may_be)]

    def told(element: Any) -> bool:
        return any(test(element) for test in tests) or name in element.etree_element.get("style", "").lower()

    return told


def _declares(declared: Iterable[tuple[str, Any, bool]], name: str, may_be: Callable[[Any], bool]) -> bool:
    return any(one == name and may_be(value) for one, value, _ in declared)


def _asked_first(sheet: CSS, asked: Mapping[str, Who]) -> CSS:
    """Return a copy of `sheet` whose rules for pseudo-elements of any element are for those only that may have them."""

    def narrowed(rule: Rule) -> Rule:
        test, *rest = rule
        may_have = asked.get(rule[3] or "")
        return (lambda element: may_have(element) and test(element), *rest) if may_have else rule

    made = copy(sheet)
    made.matcher = copy(sheet.matcher)
    made.matcher.other_selectors = [narrowed(rule) for rule in sheet.matcher.other_selectors]
    return made
