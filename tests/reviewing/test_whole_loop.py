"""A record goes round: drafted, edited in the bytes of the Word file, collected, decided, applied beside other edits.

Every word that somebody put in is unlike all others, so it can be told afterwards what became of each.
"""

import os
import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returns import changed
from reviews_made import EVENT

from reportkit.load import load
from reportkit.reviewing.applying import apply
from reportkit.reviewing.collecting import collect
from reportkit.reviewing.deciding import decide, opened
from reportkit.reviewing.drafting import draft_all
from reportkit.reviewing.finding import held
from reportkit.reviews import Verdict

EXAMPLES = int(os.environ.get("REPORTKIT_LOOPS", "30"))

ID = "3-1.kuik.1"

RECORD = """\
# Kept by hand.
schema: reportkit/1
id: "3-1"
title: An Asian NATO?
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
speakers:
  - {id: kuik, name: Kuik Cheng-Chwee, affiliations: [Harbour Museum]}
  - {id: lee, name: Lavina Lee, affiliations: [Harbour Museum]}
sketch:
  - id: p01
    speaker: kuik
    text: >-
      Kuik counted the *water twice* and wrote it down once, because the [keeper of the light](https://example.org)
      had gone home. He did **not** say when.

      A second paragraph tells of 42 boats and cafe\u0301s.  # no comment
  - id: p02   # a question
    speaker: lee
    text: "Lee asked: who keeps\\tthe light? 이신화는 물을 한 번 재었다. سأل الجميع عن الماء."
  - {id: p03, discussion: true, text: 'Nobody''s answer came, \\*said\\* all, and so on.'}
  - id: p04
    speaker: kuik
    text: |
      - first point of the list
      - second _point_ of it

      > quoted words remain

      | left | right |
      | --- | --- |
      | cell | other |
"""

RUN = re.compile(r'<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t(?: xml:space="preserve")?>([^<]+)</w:t></w:r>')


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("loop")
    (home / "sessions").mkdir()
    (home / "event.yaml").write_text(EVENT)
    (home / "sessions/3-1.yaml").write_bytes(RECORD.encode())
    assert draft_all([home], ("kuik",)).findings == []
    return home


def returned(xml: str, chance: random.Random) -> str:
    """Return the body of a draft with some words put in, taken out or replaced, tracked or not."""
    head, label, body = xml.partition("_rk_p01")
    runs = [run for run in RUN.finditer(body) if re.search(r"\w{3}", run[2])]
    for number, run in enumerate(sorted(chance.sample(runs, 4), key=lambda one: -one.start())):
        body = body[: run.start()] + _edited(run, f"theirs{number}", chance) + body[run.end() :]
    return head + label + body


def _edited(run: re.Match[str], token: str, chance: random.Random) -> str:
    words = list(re.finditer(r"\S+", run[2]))
    word = chance.choice(words)
    takes_out = chance.random() < 0.5
    start, end = (word.start(), word.end()) if takes_out else (word.start(), word.start())
    before, old, after = run[2][:start], run[2][start:end], run[2][end:]
    new = token if takes_out else f"{token} "

    def piece(text: str, tag: str = "w:t") -> str:
        return f'<w:r>{run[1]}<{tag} xml:space="preserve">{text}</{tag}></w:r>' if text else ""

    if chance.random() < 0.4:
        return piece(before + new + after)
    mark = 'w:id="9" w:author="K" w:date="2031-05-07T10:00:00Z"'
    gone = f"<w:del {mark}>{piece(old, 'w:delText')}</w:del>" if old else ""
    return f"{piece(before)}{gone}<w:ins {mark}>{piece(new)}</w:ins>{piece(after)}"


def rewritten(text: str, chance: random.Random) -> str:
    """Return the record with some words of its keeper's, a passage in another place, other line ends or a mark."""
    words = ["counted", "down", "gone", "asked", "came", "first", "quoted", "paragraph"]
    for number, word in enumerate(chance.sample(words, 3)):
        text = re.sub(rf"\b{word}\b", f"ours{number}" if chance.random() < 0.5 else f"{word} ours{number}", text)
    if chance.random() < 0.3:
        start, end = text.index("  - id: p02"), text.index("  - {id: p03")
        text = text[:start] + text[end:] + text[start:end]
    return chance.choice(["", "\ufeff"]) + text.replace("\n", chance.choice(["\n", "\r\n"]))


@settings(max_examples=EXAMPLES, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_every_word_is_where_it_was_decided(seed: int, event: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    home = tmp_path_factory.mktemp("round") / "event"
    shutil.copytree(event, home)
    record, came = home / "sessions/3-1.yaml", home / "came.docx"
    came.write_bytes(changed(held(ID, home).ledger.sent_word(held(ID, home).review), lambda xml: returned(xml, chance)))
    assert [one.state for one in collect([came], home)] == ["returned"]
    case = opened(held(ID, home))
    put_in = set(re.findall(r"theirs\d", " ".join(one.after for one in case.proposal.changes)))
    outside = set(re.findall(r"theirs\d", " ".join(one.after for one in case.proposal.outside)))
    assert put_in | outside == {f"theirs{number}" for number in range(4)}
    record.write_bytes(rewritten(record.read_text(encoding="utf-8"), chance).encode())
    keeper = set(re.findall(r"ours\d", record.read_text(encoding="utf-8")))
    verdicts: dict[str, Verdict] = {}
    for change in case.proposal.changes:
        verdicts[change.key] = chance.choice(["accept", "reject", "edit"])
        words = f"edited{len(verdicts)}" if verdicts[change.key] == "edit" else ""
        decide(opened(held(ID, home)), [change], verdicts[change.key], "Ann", words)
    assert [one.state for one in collect([came], home)] == ["known"]
    (outcome,) = apply([held(ID, home)], "Ann")
    (session,) = load(record).event.sessions
    said = "\n".join(passage.text for passage in session.sketch)
    waiting = {number for _, clash in outcome.clashes for number in clash.numbers}
    held_up = {clash.passage for _, clash in outcome.clashes}
    decisions = case.held.ledger.decisions(case.held.review)
    for change in case.proposal.changes:
        decision = decisions[change.key]
        wanted = {"accept": change.after, "reject": "", "edit": decision.text}[decision.verdict]
        for token in re.findall(r"theirs\d|edited\d", f"{change.after} {decision.text}"):
            made = token in wanted and bool(decision.applied)
            assert (token in said) == made, (token, decision.verdict, change)
        assert decision.applied or decision.verdict == "reject" or change.passage in held_up
    assert bool(waiting) == bool(held_up)
    assert keeper == set(re.findall(r"ours\d", said))
