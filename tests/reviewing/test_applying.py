"""Decided changes into the record: what it says by now stays, what does not go together is told, all else is kept."""

import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviews_made import RECORD, an_event_with_a_record, returned

from reportkit.errors import BadRecord, Unwritten
from reportkit.load import load
from reportkit.reviewing import applying
from reportkit.reviewing.applying import Applied, apply
from reportkit.reviewing.deciding import decide, numbered, opened
from reportkit.reviewing.finding import Held, held
from reportkit.reviews import Verdict
from reportkit.write.ledger import Ledger

WATER = "counted the [-water-]{+sea+} twice and wrote it down once"


def accepted(held: Held, *numbers: str, verdict: Verdict = "accept", text: str = "", over: bool = False) -> Held:
    case = opened(again(held))
    changes = numbered(case, numbers) if numbers else case.proposal.changes
    decide(case, changes, verdict, "Ann", text, over=over)
    return held


def again(old: Held) -> Held:
    return held(old.review.id, old.ledger.record.parent.parent)


def change(record: Path, before: str, after: str) -> None:
    text = record.read_text()
    assert before in text
    record.write_text(text.replace(before, after))


def texts(record: Path) -> dict[str, str]:
    (session,) = load(record).event.sessions
    return {one.id: one.text for one in session.sketch}


def told(applied: Applied) -> list[str]:
    return [str(clash) for _, clash in applied.clashes]


# --- the record -------------------------------------------------------------------------------------------------


def test_only_the_words_change(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    (applied,) = apply([accepted(returned(record, "kuik", WATER))], "Ann")
    assert record.read_text() == RECORD.replace("the water", "the sea")
    changed = [line for line in applied.difference if line[0] in "+-"][2:]
    assert [line[:29] for line in changed] == ["-      Kuik counted the water", "+      Kuik counted the sea t"]


def test_what_an_editor_wrote_stands_instead(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = returned(record, "kuik", WATER, "Nobody [-answered-]{+did+}.")
    accepted(there, "1.1", verdict="edit", text="*sea*")
    accepted(there, "3.1", verdict="reject")
    apply([there], "Ann")
    assert texts(record)["p01"].startswith(r"Kuik counted the \*sea\* twice and wrote it down once, because")
    assert texts(record)["p03"] == "Nobody answered."


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    (applied,) = apply([there], "Ann", dry=True)
    assert applied.after == RECORD.replace("the water", "the sea")
    assert record.read_text() == RECORD
    assert [one.applied for one in there.ledger.decisions(there.review).values()] == [""]


def test_a_second_time_does_nothing(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    apply([there], "Ann")
    written = record.stat().st_ino
    (applied,) = apply([again(there)], "Ann")
    assert (applied.made, applied.clashes, applied.difference) == ((), (), ())
    assert record.stat().st_ino == written
    assert [line["event"] for line in there.ledger.log()].count("applied") == 1


def test_a_split_makes_two_paragraphs_and_a_join_one(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    apply([accepted(returned(record, "kuik", "gone home.[- -]{+\n+}He did not"))], "Ann")
    assert texts(record)["p01"].endswith("gone home.\n\nHe did not say when.")
    assert record.read_text().count("#") == RECORD.count("#")


def test_an_entry_goes_when_somebody_decided_that_it_goes(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "lee", "[-Lee asked who keeps the light.-]"), "2.1")
    apply([there], "Ann")
    assert list(texts(record)) == ["p01", "p03"]
    assert "  # First the guest." in record.read_text()
    (applied,) = apply([again(there)], "Ann")
    assert applied.made == ()


def test_json_is_rewritten_and_toml_is_not(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path / "json", as_json(tmp_path), "3-1.json")
    before = record.read_text()
    apply([accepted(returned(record, "kuik", WATER))], "Ann")
    assert record.read_text() == before.replace("the water", "the sea")
    toml = 'schema = "reportkit/1"\nid = "3-1"\ntitle = "T"\nstarts = "2031-05-06T09:30"\nends = "2031-05-06T10:00"\n'
    toml += '[[speakers]]\nid = "kuik"\nname = "Kuik"\n[[sketch]]\nid = "p01"\nspeaker = "kuik"\ntext = "A water."\n'
    record = an_event_with_a_record(tmp_path / "toml", toml, "3-1.toml")
    with pytest.raises(Unwritten, match="cannot be rewritten in files of this kind"):
        apply([accepted(returned(record, "kuik", "A [-water-]{+sea+}."))], "Ann")
    assert record.read_text() == toml


def as_json(folder: Path) -> str:
    from reportkit.records import as_file

    (session,) = load(an_event_with_a_record(folder / "yaml")).event.sessions
    return as_file(session).decode()


# --- the record has changed meanwhile ---------------------------------------------------------------------------


def test_both_sides_stand_where_they_are_apart(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    change(record, "did\n      not say when", "say\n      when")
    apply([there], "Ann")
    assert texts(record)["p01"].startswith("Kuik counted the sea twice")
    assert texts(record)["p01"].endswith("He say when.")


def test_where_they_meet_three_texts_are_told_and_only_that_passage_waits(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER, "Nobody [-answered-]{+did+}."))
    change(record, "the water", "the waves")
    (applied,) = apply([there], "Ann")
    assert told(applied) == ["p01, 1.1: the record has other words there by now"]
    (spot,) = applied.clashes[0][1].spots
    assert (spot.sent, spot.now, spot.theirs) == ("water", "waves", "sea")
    assert record.read_text() == RECORD.replace("the water", "the waves").replace("Nobody answered", "Nobody did")


@pytest.mark.parametrize(("verdict", "text", "stands"), [("accept", "", "sea"), ("edit", "tide", "tide")])
def test_an_editor_who_saw_both_decides(verdict: Verdict, text: str, stands: str, tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = returned(record, "kuik", WATER)
    change(record, "the water", "the waves")
    accepted(there, verdict=verdict, text=text, over=True)
    apply([there], "Ann")
    assert record.read_text() == RECORD.replace("the water", f"the {stands}")


def test_what_an_editor_did_not_see_is_not_written_over(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = returned(record, "kuik", WATER)
    change(record, "the water", "the waves")
    accepted(there, over=True)
    change(record, "the waves", "the tides")
    (applied,) = apply([there], "Ann")
    assert told(applied) == ["p01, 1.1: the record has other words there by now"]
    assert "the tides" in record.read_text()


def test_who_typed_it_into_the_record_already_is_recognised(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    change(record, "the water", "the sea")
    before = record.stat().st_ino
    (applied,) = apply([there], "Ann")
    assert [(one.change.number, one.already) for one in applied.made] == [("1.1", True)]
    assert record.stat().st_ino == before
    assert all(one.applied for one in there.ledger.decisions(there.review).values())


def test_passages_are_found_in_another_place_and_by_another_name(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "lee", "asked [-who-]{+whom+} keeps"))
    entry = RECORD[RECORD.index("  - id: p02") : RECORD.index("  - id: p03")]
    record.write_text(RECORD.replace(entry, "") + entry.replace("p02", "question"))
    apply([there], "Ann")
    assert list(texts(record).items())[2] == ("question", "Lee asked whom keeps the light.")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("  - id: p02\n", "  - id: p09\n", "the record has no such passage any more"),
        ("speaker: lee\n", "speaker: kuik\n", "the id belongs to a passage of somebody else by now"),
    ],
)
def test_a_passage_that_is_another_by_now_is_left_alone(before: str, after: str, why: str, tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "lee", "asked [-who-]{+whom+} keeps"))
    change(record, before, after)
    change(record, "the light.", "the lamp.")
    text = record.read_text()
    (applied,) = apply([there], "Ann")
    assert told(applied) == [f"p02, 2.1: {why}"]
    assert record.read_text() == text


def test_two_reviewers_are_named_where_they_meet(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    first = returned(record, "lee", "the [-water-]{+tide+} twice")
    second = returned(record, "kuik", WATER)
    apply([accepted(first)], "Ann")
    (applied,) = apply([accepted(again(second))], "Ann")
    assert told(applied) == ["p01, 1.1: the record has other words there by now, those of Lavina Lee"]


@pytest.mark.parametrize("order", [("kuik", "lee"), ("lee", "kuik")])
def test_two_reviewers_apart_go_in_either_order(order: tuple[str, str], tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    marked = {"kuik": WATER, "lee": "the keeper [-of the light -]had"}
    helds = {speaker: accepted(returned(record, speaker, marked[speaker])) for speaker in order}
    for speaker in order:
        apply([again(helds[speaker])], "Ann")
    assert texts(record)["p01"].startswith("Kuik counted the sea twice and")
    assert "because the keeper had gone home" in texts(record)["p01"]


# --- what goes wrong --------------------------------------------------------------------------------------------


def test_a_record_with_new_faults_is_not_written(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER), verdict="edit", text="\u202esea")
    with pytest.raises(BadRecord) as error:
        apply([there], "Ann")
    assert "nothing was written" in str(error.value)
    assert record.read_text() == RECORD


def test_who_saves_the_record_at_that_moment_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    whole = applying.replaced.replace

    def late(path: Path, before: str, after: str) -> None:
        change(record, "Nobody", "Somebody")
        whole(path, before, after)

    monkeypatch.setattr(applying.replaced, "replace", late)
    with pytest.raises(Unwritten, match="changed while it was read"):
        apply([there], "Ann")
    assert record.read_text() == RECORD.replace("Nobody", "Somebody")
    assert [one.applied for one in there.ledger.decisions(there.review).values()] == [""]


@pytest.mark.parametrize(
    "marked", [WATER, "[-Kuik counted the water twice and wrote it down once, because the-]{++} keeper"]
)
def test_who_is_killed_before_the_ledger_knows_makes_nothing_twice(marked: str, tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", marked))
    child = os.fork()
    if not child:
        applying._note = lambda *_: os.kill(os.getpid(), 9)
        apply([there], "Ann")
    assert os.waitpid(child, 0)[1] == 9
    written = record.read_bytes()
    (applied,) = apply([again(there)], "Ann")
    assert [one.already for one in applied.made] == [True]
    assert record.read_bytes() == written


# --- no word is lost --------------------------------------------------------------------------------------------

WORDS = re.findall(r"\w+", "the keeper counted water twice and wrote it down once because light had gone home again")


def edited(words: list[str], seed: int, side: str) -> list[str]:
    """Return words with a few put in, taken out or replaced; new words say whose they are and are each unlike all."""
    chance = random.Random(seed)
    for number in range(chance.randint(0, 4)):
        at = chance.randrange(len(words) + 1)
        words = words[:at] + chance.choice([[f"{side}{number}"], []]) + words[at + chance.randint(0, 2) :]
    return words


def marked_as(before: list[str], after: list[str]) -> str:
    """Return the words with the changes marked, as a returned file would have them."""
    from difflib import SequenceMatcher

    parts = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append("".join(f"{word} " for word in before[i:j]))
        else:
            old, new = ("".join(f"{word} " for word in some) for some in (before[i:j], after[k:m]))
            parts.append(f"[-{old}-]" * bool(old) + f"{{+{new}+}}" * bool(new))
    return "".join(parts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds=st.tuples(*[st.integers(0, 10**6)] * 3))
def test_no_word_of_any_side_is_lost(seeds: tuple[int, int, int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two reviewers and whoever keeps the record: what each put in is in the record, or in a clash that is told."""
    home = tmp_path_factory.mktemp("event")
    base = [*WORDS, "end."]
    record = an_event_with_a_record(home, RECORD.replace("Nobody answered.", " ".join(base)))
    sides = {who: [*edited(WORDS, seed, who), "end."] for who, seed in zip(("kuik", "lee", "ours"), seeds, strict=True)}
    helds = [accepted(returned(record, who, marked_as(base[:-1], sides[who][:-1]) + "end.")) for who in ("kuik", "lee")]
    change(record, " ".join(base), " ".join(sides["ours"]))
    outcomes = [apply([again(one)], "Ann")[0] for one in helds]
    now = texts(record)["p03"].split()
    for one, outcome, who in zip(helds, outcomes, ("kuik", "lee"), strict=True):
        decisions = one.ledger.decisions(one.review)
        waiting = [change.after for change in opened(again(one)).proposal.changes if not decisions[change.key].applied]
        assert bool(waiting) == bool(outcome.clashes)
        put_in = [word for word in sides[who] if word.startswith(who)]
        assert [word for word in put_in if word not in [*now, *" ".join(waiting).split()]] == []
    assert [word for word in sides["ours"] if word.startswith("ours") and word not in now] == []
    assert re.findall("#.*", record.read_text()) == re.findall("#.*", RECORD)


def test_the_ledger_knows_of_every_change_that_was_made(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    there = accepted(returned(record, "kuik", WATER))
    apply([there], "Ann")
    (line,) = [line for line in Ledger(record).log() if line["event"] == "applied"]
    assert (line["review"], line["by"], line["changes"], line["already"]) == ("3-1.kuik.1", "Ann", ["1.1"], [])


def test_who_said_the_same_words_is_not_taken_for_the_speaker(tmp_path: Path) -> None:
    """Two passages are alike; the record has other words in the one by now, and the changes are not the other's."""
    record = an_event_with_a_record(tmp_path, RECORD.replace("Nobody answered.", "Lee asked who keeps the light."))
    there = accepted(returned(record, "lee", "asked [-who-]{+whom+} keeps"), "2.1")
    change(record, '"Lee asked who keeps the light."', '"Lee asked who keeps the lamp."')
    apply([there], "Ann")
    assert texts(record)["p02"] == "Lee asked whom keeps the lamp."
    assert texts(record)["p03"] == "Lee asked who keeps the light."
