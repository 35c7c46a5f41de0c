"""The real session, published with its faults: each is found once and at its place, and nothing else.

The copy that an editor has been through has neither errors nor warnings.
"""

import re
import shutil
from pathlib import Path

import pytest
from builders import INPUTS

from reportkit.errors import Finding, Severity
from reportkit.pipeline import receive

EVENT = INPUTS / "asan-plenum-2026"
NAME = "sessions/3-1-an-asian-nato.yaml"

FAULTS = (
    # People
    ("unlisted", "Prime Minister Ishiba", "In response to these discussions, Prime Minister Ishiba noted"),
    ("pronouns", "he", "treaty framework soon, he advocated"),
    ("name-order", "Yuichi Yoshida", "- name: Yuichi Yoshida"),
    ("moderators", "Lee Shin-wha", "name: Lee Shin-wha"),
    ("honorifics", "Lee Shin-wha", "name: Lee Shin-wha"),
    ("third-parties", "Trump", "Trump’s skepticism"),
    ("affiliations", "United States Studies Centre", "at the United States Studies Centre"),
    (
        "affiliations",
        "University of Denver’s Josef Korbel School of Global and Public Affairs",
        "at the University of Denver",
    ),
    ("affiliations", "Asia Group", "at the Asia Group"),
    ("institutions", "the Asan institute of Policy Studies", "the Asan institute of Policy Studies"),
    ("articles", "the", "[the International House of Japan"),
    ("articles", "the", ", the Asan institute of Policy Studies"),
    ("position-capitals", "professor", "a professor of International Relations"),
    ("position-capitals", "senior research fellow", "a senior research fellow"),
    # Words
    ("sentence-ends", "” Speaking", "alliance plus” Speaking"),
    ("parallel-lists", "expand", "hub-and-spokes system, expand"),
    ("expansions", "Acquisition and Cost-servicing Agreements", "sign Acquisition and Cost-servicing Agreements"),
    ("expansion-capitals", "reciprocal access agreements", "reciprocal access agreements (RAA)"),
    ("spellings", "hub-and-spoke", "existing hub-and-spoke system"),
    ("spellings", "US", "based on the US alliance"),
    ("unused-abbreviations", "UKM", "(UKM)"),
    ("unused-abbreviations", "USSC", "(USSC)"),
    ("unused-abbreviations", "RIPS", "(RIPS)"),
    ("unused-abbreviations", "RAA", "(RAA)"),
    ("unused-abbreviations", "ACSA", "(ACSA)"),
    ("undefined-abbreviations", "NATO", "a formal Asian NATO"),
    ("undefined-abbreviations", "AI", "economic security, AI"),
    ("undefined-abbreviations", "GSOMIA", "such as GSOMIA"),
    ("dashes", "Korea-Japan", "Korea-Japan historical"),
    ("ranges", "2022-2023", "(2022-2023)"),
    ("quoted-terms", "“Asian NATO”", "“Asian NATO” actually"),
    ("reporting-verbs", "pointed out", "He pointed out"),
    ("reporting-verbs", "noted", "Ishiba noted"),
    ("opening-adverbs", "Instead", "Instead he suggested"),
    ("context-words", "similarly", "similarly rejected"),
    ("context-words", "In response to these discussions", "In response to these discussions"),
)
"""Each fault: its rule, its words, and words around them that the record has once."""

SILENT = (
    "coverage", "namesakes", "joined", "privacy", "titles", "double-booking", "rooms", "duplicates", "days", "speakers",
    "quotation-marks", "cut-sentences", "disclaimer-in-prose", "disclaimer-marks", "spaces", "repeated-words", "terms",
)  # fmt: skip
"""Rules that have nothing to find here: every speaker has a passage, all quotation marks are curly and in pairs."""

CORRECTIONS = (
    ("[the International House of Japan, the Asan institute of Policy Studies]",
     "[International House of Japan, Asan Institute for Policy Studies]"),
    ("name: Yuichi Yoshida", "name: Yoshida Yuichi"),
    ("name: Lee Shin-wha, family: Lee,", "name: Lee Shin-wha, family: Lee, honorific: Prof.,"),
    ("affiliations: [University of Sydney]", "affiliations: [United States Studies Centre, University of Sydney]"),
    ("affiliations: [Asia New Zealand Foundation]",
     "affiliations: [Asia New Zealand Foundation, Josef Korbel School of Global and Public Affairs]"),
    ("University of Denver’s Josef Korbel School", "Josef Korbel School"),
    ("affiliations: [Brookings Institution]", "affiliations: [Brookings Institution, Asia Group]"),
    ("a professor of International Relations", "a Professor of International Relations"),
    ("alliance plus” Speaking", "alliance plus.” Speaking"),
    ("deeper unilateral cooperation", "deeper minilateral cooperation"),
    ("similarly rejected", "rejected"),
    ("a network of alliances, multilaterals, bilateral agreements, and reciprocal access arrangements",
     "a network of alliances, minilateral groups, bilateral agreements, and reciprocal access agreements"),
    ("he advocated an", "she advocated an"),
    ("Because America is", "Because the United States is"),
    ("a senior research fellow at the Sejong Institute and was the former Vice Minister of",
     "a Senior Research Fellow at the Sejong Institute and former Vice Minister of"),
    ("(2022-2023)", "(2022–2023)"),
    ("existing hub-and-spoke system", "existing hub-and-spokes system"),
    ("Trump’s skepticism", "President Trump’s skepticism"),
    ("Korea-Japan historical", "Korea–Japan historical"),
    ("Instead he suggested", "Instead, he suggested"),
    ("strengthening the hub-and-spokes system, expand", "strengthening the hub-and-spokes system, expanding"),
    ("reciprocal access agreements (RAA), sign Acquisition and Cost-servicing Agreements (ACSA), and conclude",
     "reciprocal access agreements, signing acquisition and cross-servicing agreements, and concluding"),
    ("agreements such as GSOMIA", "agreements"),
    ("based on the US alliance", "based on the U.S. alliance"),
    ("In response to these discussions, Prime Minister Ishiba noted", "In the discussion, a participant observed"),
)  # fmt: skip


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return tuple(one for one in receive(EVENT).findings if one.where.record.endswith(NAME))


def place_of(words: str, around: str) -> tuple[int, int]:
    """Return the line and the column of `words` within `around`, which the record has once, perhaps over two lines."""
    text = (EVENT / NAME).read_text(encoding="utf-8")
    (match,) = re.finditer(r"\s+".join(map(re.escape, around.split())), text)
    inner = re.search(r"\s+".join(map(re.escape, words.split())), text[match.start() :])
    assert inner
    at = match.start() + inner.start()
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(("rule", "words", "around"), FAULTS)
def test_each_fault_is_found_once_at_its_place(
    rule: str, words: str, around: str, findings: tuple[Finding, ...]
) -> None:
    places = [(one.place.line, one.place.column) for one in findings if one.rule == rule and one.place]
    assert places.count(place_of(words, around)) == 1


def test_these_rules_find_nothing_else(findings: tuple[Finding, ...]) -> None:
    rules = {rule for rule, _, _ in FAULTS}
    found = sorted((one.rule, " ".join(one.words.split())) for one in findings if one.rule in rules)
    assert found == sorted((rule, words) for rule, words, _ in FAULTS)


def test_what_is_right_is_let_pass(findings: tuple[Finding, ...]) -> None:
    assert [one for one in findings if one.rule in SILENT] == []
    assert [one for one in findings if "Defence" in one.words or "favored" in one.words] == []


def test_no_fault_keeps_the_session_from_being_printed(findings: tuple[Finding, ...]) -> None:
    assert [one for one in findings if one.severity == Severity.ERROR] == []


def test_a_corrected_copy_has_neither_errors_nor_warnings(tmp_path: Path) -> None:
    shutil.copytree(EVENT, tmp_path / "event")
    record = tmp_path / "event" / NAME
    text = record.read_text(encoding="utf-8")
    for wrong, right in CORRECTIONS:
        pattern = r"\s+".join(map(re.escape, wrong.split()))
        assert len(re.findall(pattern, text)) == 1, wrong
        text = re.sub(pattern, right, text)
    record.write_text(text, encoding="utf-8")
    assert [str(one) for one in receive(tmp_path / "event").findings if one.severity != Severity.INFO] == []
