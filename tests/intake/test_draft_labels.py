"""The labels of our own drafts, which may come in as rapporteurs' files."""

import pytest

from reportkit.intake._labels import passage_label
from reportkit.theme import languages


@pytest.mark.parametrize("language", languages())
def test_a_label_tells_whose_a_passage_is_whether_it_asks_for_a_review_or_not(language: str) -> None:
    labels = languages()[language]
    label = labels["passage"].replace("{number}", "2").replace("{count}", "7")
    assert passage_label(label) == ""
    assert passage_label(f"{label} · {labels['review']}") == ""
    for ending in ("", f" · {labels['review']}"):
        assert passage_label(f"{label} · Lavina Lee{ending}") == "Lavina Lee"
