"""Decisions on what came back: only recorded, never swept over what somebody has to look at."""

from pathlib import Path

import pytest
from reviews_made import an_event_with_a_record, returned

from reportkit.errors import Misused
from reportkit.reviewing.applying import apply
from reportkit.reviewing.deciding import Case, all_of, decide, numbered, opened, own, typography
from reportkit.reviewing.finding import Held, held
from reportkit.reviews import Closing, Verdict

WATER = "counted the [-water-]{+sea+} twice and wrote it down once[-,-]{+;+} because"


def a_case(home: Path, *marked: str) -> Case:
    return opened(returned(an_event_with_a_record(home), "kuik", *(marked or (WATER,))))


def again(case: Case) -> Case:
    return opened(held(case.held.review.id, case.held.ledger.record.parent.parent))


def verdicts(case: Case) -> dict[str, tuple[Verdict, str]]:
    return {
        change.number: (one.verdict, one.text) for change in case.proposal.changes if (one := case.decision(change))
    }


def test_decisions_are_kept_with_who_and_when_and_noted_in_the_log(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    case = decide(case, numbered(case, ["1.1"]), "accept", "Ann")
    case = decide(case, numbered(case, ["1.2"]), "edit", "Ben", "—")
    assert verdicts(again(case)) == {"1.1": ("accept", ""), "1.2": ("edit", "—")}
    first = again(case).decision(case.proposal.changes[0])
    assert first
    assert (first.by, first.at[-1], first.applied) == ("Ann", "Z", "")
    log = [
        (line["verdict"], line["changes"], line["by"]) for line in case.held.ledger.log() if line["event"] == "decided"
    ]
    assert log == [("accept", ["1.1"], "Ann"), ("edit", ["1.2"], "Ben")]


def test_nothing_but_the_ledger_changes(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    before = case.held.ledger.record.read_bytes()
    decide(case, case.proposal.changes, "accept", "Ann")
    assert case.held.ledger.record.read_bytes() == before


def test_deciding_again_replaces_until_the_record_has_it(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    for verdict in ("accept", "reject", "accept"):
        case = decide(case, numbered(case, ["1.1"]), verdict, "Ann")  # type: ignore[arg-type] # one of the three
    apply([case.held], "Ann")
    with pytest.raises(Misused) as error:
        decide(again(case), numbered(case, ["1.1"]), "reject", "Ben")
    assert str(error.value).startswith("error: 1.1: accepted by Ann, and in the record since 20")
    assert error.value.hint == "change the words in the record itself"


def test_decisions_survive_a_better_reader_that_numbers_otherwise(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    decide(case, numbered(case, ["1.2"]), "reject", "Ann")
    returned(case.held.ledger.record, "kuik", "once[-,-]{+;+} because")
    assert verdicts(again(case)) == {"1.1": ("reject", "")}


def test_an_unknown_number_names_those_that_are_near(tmp_path: Path) -> None:
    case = a_case(tmp_path, WATER, "asked [-who-]{+whom+} keeps")
    with pytest.raises(Misused) as error:
        numbered(case, ["1.1", "1.7"])
    assert str(error.value) == 'error: 3-1.kuik.1 has no change "1.7"\n  hint: there is 1.1, 1.2'
    with pytest.raises(Misused, match='no change "x"'):
        numbered(case, ["x"])


def test_a_sweep_takes_the_own_passage_and_leaves_what_others_said(tmp_path: Path) -> None:
    case = a_case(tmp_path, WATER, "Lee asked [-who-]{+whom+}", "Nobody [-answered-]{+did+}.")
    assert [change.number for change in own(case).changes] == ["1.1", "1.2"]
    with pytest.raises(Misused) as error:
        all_of(case, ["2"])
    assert error.value.hint == "name them: 2.1"
    assert [change.number for change in all_of(case, ["p01"]).changes] == ["1.1", "1.2"]


def test_a_sweep_decides_nothing_anew(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    case = decide(case, numbered(case, ["1.1"]), "reject", "Ann")
    assert [change.number for change in own(case).changes] == ["1.2"]


def test_a_sweep_leaves_what_meets_other_words_in_the_record(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    record = case.held.ledger.record
    record.write_text(record.read_text().replace("the water", "the waves"))
    sweep = own(again(case))
    assert [change.number for change in sweep.changes] == ["1.2"]
    assert [(change.number, why) for change, why in sweep.left] == [("1.1", "the record has other words there by now")]


def test_no_sweep_takes_a_whole_passage_out(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    case = opened(returned(record, "lee", "[-Lee asked who keeps the light.-]"))
    assert own(case).changes == ()
    assert own(case).left == ((case.proposal.changes[0], "takes the whole passage out"),)
    assert all_of(case, ["p02"]).changes == ()


def test_typography_goes_in_one(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    record.write_text(record.read_text().replace("keeps the light.", "keeps 'it' and the light."))
    case = opened(returned(record, "lee", "keeps [-'-]{+’+}it[-'-]{+’+} and the [-light-]{+dark+}"))
    assert [change.number for change in typography(case).changes] == ["2.1", "2.2"]


def test_what_has_not_come_back_cannot_be_decided(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    nothing = Held(_without_returns(case), case.held.ledger, case.held.session)
    with pytest.raises(Misused, match=r"nothing came back for 3-1.kuik.1 yet; it is sent"):
        opened(nothing)
    with pytest.raises(Misused, match=r"has no return 2"):
        opened(case.held, 2)


def test_what_is_closed_is_not_decided(tmp_path: Path) -> None:
    from dataclasses import replace

    case = a_case(tmp_path)
    closed = replace(case.held.review, closed=Closing("withdrawn", "2031-06-01T00:00:00Z", "Ann", ""))
    case.held.ledger.put(closed)
    with pytest.raises(Misused, match=r"3-1.kuik.1 is closed \(withdrawn"):
        decide(case, case.proposal.changes, "accept", "Ann")


def _without_returns(case: Case):  # type: ignore[no-untyped-def] # a Review
    from dataclasses import replace

    return replace(case.held.review, returns=())
