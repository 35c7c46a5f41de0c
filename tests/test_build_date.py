"""SOURCE_DATE_EPOCH is the date in the properties of files, instead of that of the record."""

from io import BytesIO

import docx
import pikepdf
import pytest
from builders import a_session

import reportkit
from reportkit.errors import Misused


def dates(data: bytes) -> set[str]:
    if data.startswith(b"PK"):
        properties = docx.Document(BytesIO(data)).core_properties
        return {str(properties.created)[:10], str(properties.modified)[:10]}
    with pikepdf.open(BytesIO(data)) as pdf:
        return {str(pdf.docinfo[name])[2:10] for name in ("/CreationDate", "/ModDate")}


def test_dates_are_those_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert dates(reportkit.render(a_session("Text."), "pdf")) == {"20310506"}
    assert dates(reportkit.render(a_session("Text."), "docx")) == {"2031-05-06"}


def test_the_environment_may_say_another_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert dates(reportkit.render(a_session("Text."), "pdf")) == {"20231114"}
    assert dates(reportkit.render(a_session("Text."), "docx")) == {"2023-11-14"}


@pytest.mark.parametrize("nonsense", ["yesterday", "9" * 30, "-1e3"])
def test_what_is_no_date_is_told(monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", nonsense)
    with pytest.raises(Misused, match="SOURCE_DATE_EPOCH is"):
        reportkit.render(a_session("Text."), "html")
