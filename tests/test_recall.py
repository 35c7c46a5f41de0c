"""Rules find what is wrong and leave alone what is not: measured as docs/checks.md shows it."""

from pathlib import Path

import pytest

from benchmarks import recall
from benchmarks.defects import DEFECTS
from reportkit.check.records import questions

DOCS = Path(__file__).parent.parent / "docs/checks.md"


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, recall.Score]:
    quiet = recall.quiet(tmp_path_factory.mktemp("quiet") / "event")
    return {score.rule: score for score in recall.scores(quiet)}


def test_every_rule_finds_nine_of_ten_defects(scores: dict[str, recall.Score]) -> None:
    assert {rule: f"{score.recall:.2f}" for rule, score in scores.items() if score.recall < recall.LEAST} == {}


def test_no_rule_cries_wolf_in_more_than_one_of_twenty_sessions(scores: dict[str, recall.Score]) -> None:
    assert {rule: score.alarms for rule, score in scores.items() if score.alarms > recall.MOST * score.texts} == {}


def test_every_defect_is_planted_at_least_three_times(scores: dict[str, recall.Score]) -> None:
    assert {rule: score.planted for rule, score in scores.items() if score.planted < 3} == {}


def test_defects_are_those_of_rules_that_there_are() -> None:
    assert set(DEFECTS) <= set(questions())


def test_the_docs_show_what_was_measured(scores: dict[str, recall.Score]) -> None:
    shown = DOCS.read_text(encoding="utf-8").partition(recall.BEGIN)[2].partition(recall.END)[0]
    assert shown.strip().splitlines() == list(recall.table(list(scores.values())))
