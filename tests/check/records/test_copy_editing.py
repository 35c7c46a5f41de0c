"""Questions about prose: what each finds, beside what looks alike and is let pass.

Where faults stand in a file is tested in `tests/test_bad_records.py`.
"""

from importlib import import_module
from typing import Any

import pytest
from builders import a_person, a_session, an_event

from reportkit.records import Event, Passage

GLOSSARY = {"ACSA": "Acquisition and Cross-Servicing Agreement", "UKM": "National University of Malaysia"}
TERMS = {"minilateral": ("mini-lateral",), "Republic of Korea": ("South Korea", "Korea")}


def found(rule: str, *texts: str, **fields: Any) -> list[str]:
    """Return the words that a rule finds fault with in a session of these passages."""
    session = a_session(*texts, **fields)
    event = Event(**dict(an_event(glossary=GLOSSARY, terms=TERMS)), sessions=(session,))
    question = import_module(f"reportkit.check.records.{rule.replace('-', '_')}")
    return [one.words for one in question.check(event)]


FAULTY = [
    ("abbreviation-letters", "the University of Lampedusa (UKL) was", "University of Lampedusa"),
    ("cut-sentences", "She located the debate\n\nthe next page of it.", "the next page"),
    ("cut-sentences", "She spoke of the lamp, the pier,\n\nand the harbour of it.", "and the harbour"),
    ("dashes", "He came - and went", "came - and"),
    ("dashes", "He came--and went", "came--and"),
    ("dashes", "China–Russia and Korea-Japan ties", "Korea-Japan"),
    ("dashes", "U.S.-Japan and China–Russia–North Korea ties", "U.S.-Japan"),
    (
        "disclaimer-in-prose",
        "Yes. ** The views expressed herein are summaries.* No.",
        "** The views expressed herein are summaries.*",
    ),
    (
        "disclaimer-in-prose",
        "the views contained in this report are hers",
        "the views contained in this report are hers",
    ),
    ("expansions", "the Acquisition and Cost-servicing Agreements (ACSA)", "Acquisition and Cost-servicing Agreements"),
    ("expansions", "ACSA (Axis and Cost Sharing Act) was", "Axis and Cost Sharing Act"),
    ("expansion-capitals", "a Lamp Agreement (LA), a pier agreement (PA)", "pier agreement"),
    ("opening-adverbs", "Indeed. However, he came. Instead he left.", "Instead"),
    ("opening-adverbs", "Indeed. However, he came. Instead he left. Moreover it burned.", "However"),
    ("opening-adverbs", "Moreover the lamp burned. Accordingly, it was seen.", "Moreover"),
    ("parallel-lists", "He suggested strengthening ties, expand trade, and conclude a pact.", "expand"),
    ("parallel-lists", "She proposed building ships, sign up, and establish a fund.", "establish"),
    ("quotation-marks", 'the “lamp” and the "pier" of it', '"pier"'),
    ("quotation-marks", "China’s lamp and Japan's pier", "Japan's"),
    ("quotation-marks", "the “lamp and the pier", "“lamp"),
    ("quotation-marks", "the lamp” and the pier", "lamp”"),
    ("quotation-marks", 'the "lamp and the pier', '"lamp'),
    ("quotation-marks", "the “lamp “pier” of it", "“lamp"),
    ("quoted-terms", "an Asian NATO or “Asian NATO” of old", "“Asian NATO”"),
    ("ranges", "in 2022-2023 and later", "2022-2023"),
    ("ranges", "in 2022-23 and later", "2022-23"),
    ("ranges", "at 14:40 - 16:00 there", "14:40 - 16:00"),
    ("ranges", "some 10-15 percent of it", "10-15"),
    ("ranges", "within 10-15 years of it", "10-15"),
    ("ranges", "some $10-15 billion of it", "$10-15"),
    ("ranges", "some 10-15 km of it", "10-15"),
    ("repeated-words", "it was the the lamp", "the the"),
    ("repeated-words", "It was. In in the lamp", "In in"),
    ("reporting-verbs", "He pointed out that it is so", "pointed out"),
    ("reporting-verbs", "Dr. Lee noted that it is so", "noted"),
    ("sentence-ends", "then “alliance plus” Speaking from experience, he", "” Speaking"),
    ("sentence-ends", "then “alliance plus” He argued so", "” He"),
    ("sentence-ends", "with their allies However, he argued so", "However"),
    ("spaces", "a  lamp", "a  lamp"),
    ("spaces", "a lamp , a pier", "lamp ,"),
    ("spaces", "a lamp .", "lamp ."),
    ("spaces", "was lit.The lamp", "lit.The"),
    ("spaces", "was lit,then not", "lit,then"),
    ("spellings", "hub-and-spokes here, the hub-and-spokes there, a hub-and-spoke", "hub-and-spoke"),
    ("spellings", "U.S. allies, the U.S. and a US fleet", "US"),
    ("spellings", "they organised and were organized, organized", "organised"),
    ("spellings", "his labour, her labor, their labor", "labour"),
    ("spellings", "some policymakers and one policy-maker, policymaker", ""),
    ("spellings", "to cooperate, to cooperate, to co-operate", "co-operate"),
    ("terms", "a mini-lateral pact", "mini-lateral"),
    ("terms", "Yes. Mini-lateral pacts", "Mini-lateral"),
    ("terms", "in South Korea", "South Korea"),
    ("undefined-abbreviations", "under GSOMIA and more", "GSOMIA"),
    ("undefined-abbreviations", "the CSTO’s lamp", "CSTO"),
    ("unused-abbreviations", "the Lamp Exchange Agreement (LEA) was", "LEA"),
]


@pytest.mark.parametrize(("rule", "text", "words"), [case for case in FAULTY if case[2]])
def test_a_fault_is_found_once(rule: str, text: str, words: str) -> None:
    assert found(rule, text) == [words]


SOUND = [
    ("abbreviation-letters", "the National University of Malaysia (UKM) was"),
    ("abbreviation-letters", "Lee Shin-wha (KDI) spoke"),
    ("abbreviation-letters", "the Research Institute for Peace and Security (RIPS), the Foundation (2031)"),
    ("cut-sentences", "She located the debate.\n\nthe next page of it."),
    ("cut-sentences", "There were these two of them:\n\nthe lamp and the pier"),
    ("cut-sentences", "### What is left of the lamp\n\nthe pier"),
    ("cut-sentences", "- one lamp on the pier\n- two lamps on the pier\n\nand so on"),
    ("cut-sentences", "This was said by the minister\n\nvan der Berg did not agree."),
    ("cut-sentences", "This was said by the minister\n\niPhones were not seen."),
    ("dashes", "a well-known man, Rapp-Hooper, the Indo-Pacific and China–Russia ties"),
    ("dashes", "Korea-Japan and U.S.-China ties"),
    ("dashes", "- one\n- two"),
    ("dashes", "| a - b |\n|---|\n| c |"),
    ("dashes", "-- or `a -- b` and https://a.org/b--c"),
    ("disclaimer-in-prose", "He stressed that the views were his own and may not reflect the views of his institute."),
    ("expansions", "the Acquisition and Cross-Servicing Agreements (ACSA)"),
    ("expansions", "an acquisition and cross-servicing agreement (ACSA)"),
    ("expansions", "the National University of Malaysia (UKM), and UKM (founded 1970)"),
    ("expansion-capitals", "the National University (NU), artificial intelligence (AI)"),
    ("opening-adverbs", "However, he came. However hard it was, instead of leaving. Instead of him, she came."),
    ("opening-adverbs", "Instead he left. Moreover he came."),
    ("opening-adverbs", "However, he said: “Instead he left.”"),
    ("parallel-lists", "He suggested strengthening ties, expanding trade, and concluding a pact."),
    ("parallel-lists", "He suggested strengthening trade, support and aid, and left to conclude a pact."),
    ("parallel-lists", "She proposed building ships. They expand, adopt and conclude."),
    ("quotation-marks", "“The lamp’s ‘light’,” he said"),
    ("quotation-marks", 'the "lamp" isn\'t the "pier"'),
    ("quotation-marks", "the “lamp” of 5' 6\""),
    ("quotation-marks", 'the “lamp” in `"code"`'),
    ("quotation-marks", "“The lamp was lit.\n\n“It was seen.”"),
    ("quotation-marks", '[the “lamp”](https://a.org "a title")'),
    ("quoted-terms", "the “layered security architecture” and its layered security architecture"),
    ("quoted-terms", "a “hybrid” and hybrid approach"),
    ("ranges", "in Session 3-1 and Panels 1-4 on 2026-04-08"),
    ("ranges", "call 02-3701-7338, the F-35, Covid-19, a 3-1 win, they won 2-5 games"),
    ("ranges", "the 9-11 attacks, UNSCR 1718-1720, in 2022–2023 and 2022-11"),
    ("ranges", "`2022-2023` at https://a.org/2022-2023"),
    ("repeated-words", "he had had a lamp, and said that that was so"),
    ("repeated-words", "in Pago Pago and Walla Walla, he saw an-an, “the the”"),
    ("repeated-words", "the lamp of the, the pier"),
    ("reporting-verbs", "He argued that it is so, as noted. “It was noted that it is so.”"),
    ("sentence-ends", "the “Quad” Indo-Pacific states and the “three As” Dr. Kuik named"),
    ("sentence-ends", "the “lamp” Beijing in 2031 had"),
    ("sentence-ends", "the book *What If He Came* and Mr. He said so"),
    ("spaces", "a lamp, a pier … and .NET, 1,000 or 1.5"),
    ("spaces", "| a  | b  |\n|---|---|\n| c  | d |"),
    ("spaces", "`a  b` in https://a.org/Lamp.The and lamp.pdf at e.g. Node.js, U.S.A. of p.m."),
    ("spaces", "- one\n    - two\n\nA line  \nand the next"),
    ("spellings", "the Defence Program and national defense, Centre and center"),
    ("spellings", "the United States, U.S. allies, and US$5"),
    ("spellings", "“organised” by them who organize"),
    ("spellings", "four for our or hour, premise and promise, to re-sign or resign"),
    ("spellings", "decision-making is the making of a decision"),
    ("terms", "a minilateral pact of the Republic of Korea"),
    ("terms", "“mini-lateral” pacts, *South Korea Today* and Koreans"),
    ("terms", "the Republic of Koreas’ lamp at Korea University"),
    ("undefined-abbreviations", "the UN, EU and US in chapter XIV, the KF-21, SM-3 and F-35, H.E. and U.S."),
    ("undefined-abbreviations", "THE LAMP ROOM\n\nIt was NOT lit; AN OPEN HARBOUR"),
    ("undefined-abbreviations", "ACSA and the Lamp Exchange Agreement (LEA), the LEA"),
    ("undefined-abbreviations", "Lee Shin-wha (KDI) and `GSOMIA`, https://a.org/GSOMIA, “GSOMIA”"),
    ("undefined-abbreviations", "Sir David Omand GCB of RAND Corporation, Jan Smit (Leiden University, NL), JAPAN"),
    ("undefined-abbreviations", "the Lamp Room of Korea (LRK or South Lamp); the LRK, BLR (Bright Lamp Room) and BLR"),
    ("abbreviation-letters", "the Association of Southeast Asian Nations (ASEAN)"),
    ("parallel-lists", "He suggested supporting the fund, which would expand trade, build trust and provide aid."),
    ("unused-abbreviations", "the Lamp Exchange Agreement (LEA) was; the LEA is"),
]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_what_looks_like_a_fault_is_let_pass(rule: str, text: str) -> None:
    assert found(rule, text, moderators=(a_person(),)) == []


@pytest.mark.parametrize(
    "rule", sorted({case[0] for case in FAULTY} - {"terms", "cut-sentences", "disclaimer-in-prose"})
)
def test_rules_of_english_prose_are_for_english(rule: str) -> None:
    texts = [text for name, text, _ in FAULTY if name == rule and text != "a  lamp"]
    assert [found(rule, text, language="ko") for text in texts if rule != "expansions"] == [[]] * (
        len(texts) if rule != "expansions" else 0
    )


def passages(*said: tuple[str | None, str]) -> tuple[Passage, ...]:
    """Return passages of speakers; those of `discussion` are the discussion's."""
    return tuple(
        Passage(
            id=f"p{number}", speaker=None if who == "discussion" else who, discussion=who == "discussion", text=text
        )
        for number, (who, text) in enumerate(said)
    )


def test_words_that_lean_on_another_passage_are_found_where_one_begins() -> None:
    sketch = passages(
        (None, "Similarly, it began."),
        ("lee", "Dr. Lee similarly rejected it. In contrast, he agreed."),
        ("kuik", "Dr. Kuik spoke. Furthermore, he similarly agreed."),
        ("shin", "Dr. Shin, of a similarly sized country, spoke."),
        ("discussion", "In response to these discussions, it was asked."),
    )
    assert found("context-words", sketch=sketch) == ["similarly", "In response to these discussions"]


def test_a_speaker_with_half_as_much_again_is_found() -> None:
    uneven = passages(("lee", "one two"), ("kuik", "one two"), ("shin", "one two three four"))
    even = passages(("lee", "one two"), ("kuik", "one two"), ("shin", "one two three"))
    two = passages(("lee", "one"), ("shin", "one two three four"))
    assert [len(found("balance", sketch=sketch)) for sketch in (uneven, even, two)] == [1, 0, 0]


def test_a_sentence_cut_between_two_passages_is_found_past_a_disclaimer() -> None:
    foot = "** The views expressed herein are summaries*"
    assert found("cut-sentences", "Dr. Lee located", "the debate in it.") == []
    assert found("cut-sentences", "There Dr. Lee located", foot, "the debate in it.") == ["the debate in"]


@pytest.mark.parametrize(
    ("disclaimer", "words"),
    [
        ("** Summaries, which bind nobody who spoke here*", ["**"]),
        ("Summaries, which bind nobody who spoke here*", ["*"]),
        ("Summaries, which bind nobody who spoke here", ["here"]),
        ("Summaries, which bind nobody who spoke here.", []),
        ("요약이며 발표자의 견해를 반드시 반영하지는 않습니다.", []),
    ],
)
def test_marks_of_a_disclaimer_are_found(disclaimer: str, words: list[str]) -> None:
    question = import_module("reportkit.check.records.disclaimer_marks")
    assert [one.words for one in question.check(Event(**dict(an_event(disclaimer=disclaimer))))] == words
