"""The names of pages are remembered, and stay the same."""

import pydyf
import pytest

from reportkit.render._quicker.pages import know_pages


def named(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    return tuple(f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3])


def test_names_of_pages_are_those_that_pydyf_gives_also_of_pages_that_come_later() -> None:
    know_pages()
    pdf, other = pydyf.PDF(), pydyf.PDF()
    other.add_page(pydyf.Dictionary())
    for number in range(3):
        pdf.add_page(pydyf.Dictionary())
        pdf.add_object(pydyf.Dictionary())
        assert pdf.page_references == named(pdf)
        assert len(pdf.page_references) == number + 1
    assert other.page_references == named(other)


def test_pages_are_not_counted_again_for_every_tag() -> None:
    know_pages()
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary())
    assert pdf.page_references is pdf.page_references


def test_where_pydyf_counts_in_another_way_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pydyf.PDF, "page_references", "something else")
    know_pages()
    assert pydyf.PDF.page_references == "something else"
