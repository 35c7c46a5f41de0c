"""What came back, on a page that asks for nothing and lets nothing through, and in lines that fit."""

import re
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from xml.etree.ElementTree import Element

import pytest
from reviews_made import COMMENTS, OUTSIDE, RECORD, an_event_with_a_record, returned
from rich.cells import cell_len
from tinyhtml5.parser import HTMLParser

from reportkit.check.pages import File, alone
from reportkit.contrast import contrast
from reportkit.resources import room
from reportkit.reviewing.deciding import decide, numbered, opened
from reportkit.reviewing.finding import held
from reportkit.reviewing.lines import lines
from reportkit.reviewing.showing import as_data, page, view
from reportkit.reviews import Comment, Outside

WATER = "counted the [-water-]{+sea+} twice"
HOSTILE = '"></p><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\x1b[31m\u202eevil\x07'


def a_page(home: Path, *marked: str, record: str = RECORD, **more: object) -> str:
    return page(view(returned(an_event_with_a_record(home, record), "kuik", *marked, **more))).decode()  # type: ignore[arg-type] # what a proposal takes


def parsed(text: str) -> Element:
    """Return the tree of a page, which has to be HTML without a fault, with names for all that is referred to."""
    parser = HTMLParser(namespace_html_elements=False)
    root: Element = parser.parse(text)
    assert parser.errors == []
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    labelled = {element.get("aria-labelledby") for element in root.iter() if element.get("aria-labelledby")}
    links = {link.get("href", "")[1:] for link in root.iter("a")}
    assert labelled | links <= set(names)
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[:2] == [1, 2]
    assert all(later <= before + 1 for before, later in pairwise(levels))
    return root


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_changes_are_marked_and_read_aloud(tmp_path: Path) -> None:
    root = parsed(a_page(tmp_path, WATER))
    (marked,) = (one for one in root.iter("p") if one.get("class") == "proposed")
    assert [text(one) for one in marked if one.tag in ("ins", "del")] == ["[1.1 taken out: water]", "[1.1 put in: sea]"]
    assert next(root.iter("html")).get("lang") == "en"
    assert len(list(root.iter("main"))) == len(list(root.iter("nav"))) == len(list(root.iter("h1"))) == 1


def test_all_that_came_back_is_on_the_page(tmp_path: Path) -> None:
    more = {"outside": OUTSIDE, "comments": COMMENTS, "remarks": ("label of passage 1 missing",), "formatting": 3}
    record = an_event_with_a_record(tmp_path)
    there = returned(record, "kuik", WATER, **more)
    there.ledger.keep_return(there.review, 1, "안녕\nAll fine.".encode(), "txt")
    said = text(parsed(page(view(there)).decode()))
    for words in ("Was it twice?", "Yes.", "Thank you all.", "Passage one", "label of passage 1 missing", "All fine."):
        assert said.count(words) == 1
    assert "Changes of looks 3" in re.sub(r"(\d)", r" \1", said).replace("  ", " ")


def test_decisions_and_three_texts_are_shown(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    case = opened(returned(record, "kuik", f"{WATER} and wrote it down once[-,-]{{+;+}}"))
    decide(case, numbered(case, ["1.2"]), "edit", "Ann", ":")
    record.write_text(RECORD.replace("the water", "the waves"))
    seen = view(held(case.held.review.id, tmp_path))
    root = parsed(page(seen).decode())
    assert [[text(one) for one in texts.iter("dd")] for texts in root.iter("dl") if texts.get("class") == "texts"] == [
        ["water", "waves", "sea"]
    ]
    states = [text(one) for one in root.iter("p") if one.get("class") == "state"]
    assert states == ["open", "edited by Ann: instead: :"]
    assert seen.passages[0].now is not None
    assert "the waves" in seen.passages[0].now


def test_a_passage_that_is_gone_is_told(tmp_path: Path) -> None:
    said = text(parsed(a_page(tmp_path, "[-Nobody answered.-]")))
    assert "Nothing is left of this passage: somebody has to decide." in said


def test_hostile_words_stay_words_on_the_page(tmp_path: Path) -> None:
    hostile = Comment(HOSTILE, HOSTILE, HOSTILE, "p01", HOSTILE)
    outside = (Outside(HOSTILE, HOSTILE, HOSTILE, True, HOSTILE, HOSTILE),)
    made = a_page(
        tmp_path, f"the [-water-]{{+{HOSTILE}+}} twice", comments=(hostile,), outside=outside, remarks=(HOSTILE,)
    )
    root = parsed(made)
    assert list(root.iter("script")) == list(root.iter("img")) == []
    assert {name for element in root.iter() for name in element.attrib if name.startswith("on")} == set()
    assert re.findall("[\x00-\x08\x1b\u202e]", text(root)) == []
    assert "49" not in text(root)


def test_hostile_words_reach_no_terminal(tmp_path: Path) -> None:
    hostile = Comment(HOSTILE, HOSTILE, HOSTILE, "p01", HOSTILE)
    outside = (Outside(HOSTILE, HOSTILE, HOSTILE, True, HOSTILE, HOSTILE),)
    there = returned(
        an_event_with_a_record(tmp_path),
        "kuik",
        f"the [-water-]{{+{HOSTILE}+}} twice",
        comments=(hostile,),
        outside=outside,
        remarks=(HOSTILE,),
    )
    shown = "\n".join("".join(words for _, words in line) for line in lines(view(there)))
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f\u202e]", shown) == []
    assert "<U+202E>evil" in shown


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize(
    "words",
    ["등대지기는 물을 두 번 재고 한 번 적었다 " * 9, "守塔人量了两次水只记了一次" * 20, "قاس الحارس الماء مرتين " * 9],
)
def test_no_line_is_wider_than_it_may_be(words: str, width: int, tmp_path: Path) -> None:
    there = returned(an_event_with_a_record(tmp_path), "kuik", f"the [-water-]{{+{words}+}} twice", comments=COMMENTS)
    shown = ["".join(part for _, part in line) for line in lines(view(there), width)]
    assert max(map(cell_len, shown)) <= width
    assert re.sub(r"\s", "", words) in re.sub(r"\s", "", "".join(shown))
    assert re.sub(r"\s", "", words) in re.sub(r"\s", "", text(parsed(page(view(there)).decode())))


def test_a_passage_of_thirty_thousand_characters_is_shown_around_its_changes(tmp_path: Path) -> None:
    long = "Kuik counted the water. " + "He did so again. " * 1800
    record = an_event_with_a_record(tmp_path, RECORD.replace("Nobody answered.", long.strip()))
    there = returned(record, "kuik", "Kuik counted the [-water-]{+sea+}. He")
    start = perf_counter()
    shown = ["".join(part for _, part in line) for line in lines(view(there))]
    whole = page(view(there)).decode()
    assert perf_counter() - start < 3
    assert len(shown) < 60
    assert any("characters…" in line for line in shown)
    assert whole.count("He did so again.") >= 3600


def test_only_words_came_back(tmp_path: Path) -> None:
    from dataclasses import replace

    there = returned(an_event_with_a_record(tmp_path), "kuik")
    there.ledger.keep_return(there.review, 1, b"Looks fine to me.", "txt")
    seen = view(replace(there, review=replace(there.review, returns=())))
    assert seen.verdict == "Answered in words, without a file."
    assert "Looks fine to me." in text(parsed(page(seen).decode()))


def test_nothing_that_changed_reads_as_agreed(tmp_path: Path) -> None:
    assert view(returned(an_event_with_a_record(tmp_path), "kuik")).verdict == "No change: reads as agreed?"


def test_every_return_can_be_shown(tmp_path: Path) -> None:
    record = an_event_with_a_record(tmp_path)
    returned(record, "kuik", WATER)
    there = returned(record, "kuik", number=2)
    assert [as_data(view(there, number))["return"] for number in (0, 1, 2)] == [2, 1, 2]
    assert len(view(there, 1).passages[0].changes) == 1


def test_the_page_asks_for_no_other_file(tmp_path: Path) -> None:
    (answer,) = alone.check(File(a_page(tmp_path, WATER, comments=COMMENTS, outside=OUTSIDE).encode(), "html", ""))
    assert answer.message == "the page needs no other file"


def test_no_address_is_on_the_page_or_in_the_data(tmp_path: Path) -> None:
    there = returned(an_event_with_a_record(tmp_path), "kuik", WATER)
    assert "@example" not in page(view(there)).decode() + str(as_data(view(there)))


# --- looks ------------------------------------------------------------------------------------------------------

SHEETS = [(room("styles") / name).read_text() for name in ("report.css", "review.css")]


@pytest.mark.parametrize("night", [False, True])
def test_every_colour_can_be_read(night: bool) -> None:
    blocks = [re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[night] for sheet in SHEETS]
    colours = {name: value for block in blocks for name, value in re.findall(r"--colour-([\w-]+): (#\w{6});", block)}
    for name, ground in (("new", "new-shade"), ("old", "old-shade"), ("muted", "shade"), ("minded", "paper")):
        assert contrast(colours[name], colours[ground]) >= 5.5


def test_colours_sizes_and_families_are_variables() -> None:
    rules = re.sub(r":root \{.*?\}", "", SHEETS[1], flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb|font-family: (?!var)|font-size: (?!var)", rules) == []
