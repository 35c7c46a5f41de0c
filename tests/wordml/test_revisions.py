"""What a Word file says and what it said before, rule by rule (ECMA-376 part 1, 17.13)."""

import pytest
from histories import WHO, a_history, a_part, field, gone, ins, p, row, run, table

from reportkit.wordml.revisions import Mark, Paragraph, Remark, Span, accepted, rejected, revised

ANA = "2031-04-01T09:30:00Z"


def texts(body: str) -> tuple[list[str], list[str]]:
    """Return what a body says with all changes accepted, and with all rejected."""
    read = revised(a_history(body))
    return accepted(read.body), rejected(read.body)


@pytest.mark.parametrize(
    ("body", "after", "before"),
    [
        (p(run("Fog "), ins(run("and rain"))), ["Fog and rain"], ["Fog "]),
        (p(run("Fog"), gone(run(" and rain"))), ["Fog"], ["Fog and rain"]),
        (p(run("Fog"), ins(run("bound"), gone(run(" ships")))), ["Fogbound"], ["Fog"]),
        (p(run("Fog"), gone(run(" and"), ins(run(" then")))), ["Fog"], ["Fog and"]),
        (p(gone(run("Fog"), kind="moveFrom"), run("."), ins(run("Fog"), kind="moveTo")), [".Fog"], ["Fog."]),
        (p(run("Fog"), gone(run(" at sea"), ins(run(" off"), kind="moveTo"))), ["Fog"], ["Fog at sea"]),
        (p(gone(field(run("Fog"))), ins(field(run("Rain")))), ["Rain"], ["Fog"]),
        (p(f"<w:smartTag>{ins(run('Fog'), gone(run(' off')))}</w:smartTag>", run(".")), ["Fog."], ["."]),
        (p(run("0")) + ins(p(run("Fog"))) + gone(p(run("Rain"))), ["0", "Fog"], ["0", "Rain"]),
        (p(ins()) + p(gone()), ["", ""], ["", ""]),
        (p(run("Fog")), ["Fog"], ["Fog"]),
    ],
    ids=[
        "ins",
        "del",
        "del in ins",
        "ins in del",
        "moved",
        "moveTo in del",
        "fields",
        "del in ins in smartTag",
        "blocks",
        "empty marks",
        "nothing",
    ],
)
def test_words_are_added_and_removed(body: str, after: list[str], before: list[str]) -> None:
    assert texts(body) == (after, before)


@pytest.mark.parametrize(
    ("end", "after", "before"),
    [
        ("", ["Fog", "bound"], ["Fog", "bound"]),
        ("ins", ["Fog", "bound"], ["Fogbound"]),
        ("del", ["Fogbound"], ["Fog", "bound"]),
        ("moveTo", ["Fog", "bound"], ["Fogbound"]),
        ("moveFrom", ["Fogbound"], ["Fog", "bound"]),
        ("ins del", ["Fogbound"], ["Fogbound"]),
    ],
)
def test_an_end_that_does_not_stand_goes_on_in_the_next_paragraph(
    end: str, after: list[str], before: list[str]
) -> None:
    assert texts(p(run("Fog"), end=end) + p(run("bound"))) == (after, before)


def test_ends_one_after_the_other_are_removed() -> None:
    body = p(run("a"), end="del") + p(run("b"), end="del") + p(run("c")) + p(run("d"))
    assert texts(body) == (["abc", "d"], ["a", "b", "c", "d"])


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (p(run("a"), end="del") + table(row(p(run("b")))) + p(run("c")), ["a", "b", "c"]),
        (p(end="del") + table(row(p(run("b")))) + p(run("c")), ["b", "c"]),
        (table(row(p(run("a"), end="del"), p(run("b")))) + p(run("c")), ["a", "b", "c"]),
        (table(row(p(run("a"), end="del") + p(run("b"), end="del"))) + p(run("c")), ["ab", "c"]),
        (p(run("a"), end="del"), ["a"]),
        (p(run("a")) + p(gone(run("b")), end="del"), ["a"]),
        (p(run("a"), end="del") + table(row(p(run("b")), mark="del")) + p(run("c")), ["ac"]),
    ],
    ids=["before a table", "empty before a table", "of a cell", "in a cell", "of all", "last", "round a removed table"],
)
def test_a_paragraph_goes_on_in_no_other_cell(body: str, after: list[str]) -> None:
    """Word keeps the end of such a paragraph; an empty one is gone altogether."""
    assert texts(body)[0] == after


@pytest.mark.parametrize(
    ("mark", "after", "before"),
    [
        ("", ["a", "b", "c"], ["a", "b", "c"]),
        ("ins", ["a", "b", "c"], ["a", "c"]),
        ("del", ["a", "c"], ["a", "b", "c"]),
        ("ins del", ["a", "c"], ["a", "c"]),
    ],
)
def test_a_row_comes_and_goes_with_all_its_paragraphs(mark: str, after: list[str], before: list[str]) -> None:
    assert texts(p(run("a")) + table(row(p(run("b")), mark=mark)) + p(run("c"))) == (after, before)


FORMULA = """<m:oMath>{}<m:r><m:t>x</m:t></m:r><m:f><m:fPr><m:ctrlPr>{}</m:ctrlPr></m:fPr>
<m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"""
BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
OLD_BOX = "<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"


@pytest.mark.parametrize(
    ("content", "after"),
    [
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Fog')}</w:sdtContent></w:sdt>", "Fog"),
        (f"<w:smartTag><w:smartTagPr/><w:customXml><w:customXmlPr/>{run('Fog')}</w:customXml></w:smartTag>", "Fog"),
        (f'<w:hyperlink w:anchor="x">{ins(run("Fog"))}</w:hyperlink>', "Fog"),
        (f'<w:fldSimple w:instr=" DATE ">{run("Fog")}</w:fldSimple>', "Fog"),
        (field(run("Fog")), "Fog"),
        (gone("<w:r><w:delInstrText> DATE </w:delInstrText></w:r>") + run("Fog"), "Fog"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:ptab/></w:r>", "a b c  "),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
        ('<w:r><w:sym w:font="Arial" w:char="00E9"/><w:sym w:char="zz"/></w:r>', "é"),
        ("<w:r><w:t>a\nb\u2028c</w:t></w:r>", "a b c"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Fog</w:t></w:r>", "Fog"),
        ("<w:dir w:val='rtl'><w:bdo w:val='rtl'>" + run("ضباب") + "</w:bdo></w:dir>", "ضباب"),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('きり')}</w:rt><w:rubyBase>{run('霧')}</w:rubyBase></w:ruby></w:r>",
            "霧(きり)",
        ),
        (FORMULA.format("", ""), "xab"),
        (FORMULA.format("", f"<w:del {WHO}/>"), "x"),
        (FORMULA.format(gone("<m:r><m:t>y</m:t></m:r>"), f"<w:rPr><w:ins {WHO}/></w:rPr>"), "xab"),
        ("<w:moveFromRangeStart w:id='1' w:name='m'/>" + run("Fog") + "<w:moveFromRangeEnd w:id='1'/>", "Fog"),
    ],
)
def test_words_are_found_wherever_they_are(content: str, after: str) -> None:
    assert texts(p(content))[0] == [after]


def test_content_of_blocks_is_found() -> None:
    inner = f"<w:sdt><w:sdtContent>{p(run('a'))}<w:customXml>{p(run('b'))}</w:customXml></w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent><w:tc>{p(run('c'))}</w:tc></w:sdtContent></w:sdt></w:tr>"
    assert texts(inner + table(f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"))[0] == ["a", "b", "c"]


def test_words_outside_any_paragraph_are_not_lost() -> None:
    assert texts(run("a") + ins(p(run("b"))) + p(run("c")))[0] == ["a", "b", "c"]


def test_a_text_box_is_a_story_told_once() -> None:
    shape = (
        f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>"
    )
    both = shape.format(p(run("Aside")), p(run("Aside, of old")))
    read = revised(a_history(p(run("Fog"), ins(f"<w:r>{both}</w:r>"), run("bound"))))
    assert [accepted(read.body), rejected(read.body)] == [["Fogbound"], ["Fogbound"]]
    assert [(one.kind, accepted(one.paragraphs), rejected(one.paragraphs)) for one in read.others] == [
        ("text box", ["Aside"], [])
    ]


def test_notes_and_furniture_are_stories_and_a_note_goes_with_its_mark() -> None:
    note = '<w:footnote w:id="2">{}</w:footnote><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    parts = {
        "footnotes": a_part("w:footnotes", note.format(p(run("See the chart.")))),
        "header": a_part("w:hdr", p(run("Draft"))),
    }
    read = revised(a_history(p(run("Fog"), gone('<w:r><w:footnoteReference w:id="2"/></w:r>')), parts))
    assert [(one.kind, accepted(one.paragraphs), rejected(one.paragraphs)) for one in read.others] == [
        ("footnote", [], ["See the chart."]),
        ("header", ["Draft"], ["Draft"]),
    ]


def test_a_change_tells_who_and_when_and_neighbours_are_one_span() -> None:
    read = revised(a_history(p(ins(run("Fog"), run("bound")), run(" ship"), end="del") + p()))
    assert read.body[0] == Paragraph(
        (Span("Fogbound", added=Mark("ins", "Ana", ANA)), Span(" ship")), Span("\n", removed=Mark("del", "Ana", ANA))
    )


def test_styles_bookmarks_and_cells_are_told() -> None:
    styles = a_part("w:styles", '<w:style w:styleId="L"><w:name w:val="RK Passage Label"/></w:style>')
    mark = '<w:bookmarkStart w:id="1" w:name="{}"/>'
    body = mark.format("_rk_p01") + p(mark.format("_rk_h1"), style="L") + table(row(p())) + mark.format("end")
    read = revised(a_history(body, {"styles": styles}))
    assert [(one.style, one.bookmarks, one.cell) for one in read.body] == [
        ("RK Passage Label", ("_rk_p01", "_rk_h1"), False),
        ("", ("end",), True),
    ]


def test_looks_and_layout_are_counted_and_change_no_word() -> None:
    looks = f"<w:r><w:rPr><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>Fog</w:t></w:r>"
    numbered = f"<w:p><w:pPr><w:numPr><w:ins {WHO}/></w:numPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr></w:p>"
    cell = f"<w:tr><w:tc><w:tcPr><w:cellIns {WHO}/></w:tcPr>{p()}</w:tc></w:tr>"
    read = revised(a_history(p(looks) + numbered + table(cell)))
    assert (read.formatting, read.layout, accepted(read.body), rejected(read.body)) == (
        3,
        1,
        ["Fog", "", ""],
        ["Fog", "", ""],
    )


def commented(body: str, *, extended: str = "") -> tuple[Remark, ...]:
    comments = "".join(
        f'<w:comment w:id="{id}" w:author="Bo" w:date="{ANA}">'
        f'<w:p/><w:p w14:paraId="0000000{id}">{run(text)}</w:p></w:comment>'
        for id, text in ((4, "Whose fog?"), (5, "Ours."))
    )
    parts = {"comments": a_part("w:comments", comments)}
    if extended:
        parts["commentsExtended"] = a_part("w15:commentsEx", extended)
    return revised(a_history(body, parts)).remarks


RANGE = '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'


def test_a_comment_is_beside_its_words_and_an_answer_beside_those_of_its_question() -> None:
    extended = '<w15:commentEx w15:paraId="00000004" w15:done="1"/>'
    extended += '<w15:commentEx w15:paraId="00000005" w15:paraIdParent="00000004" w15:done="0"/>'
    assert commented(p() + p(run("The "), RANGE.format(run("fog"))), extended=extended) == (
        Remark("Bo", ANA, "Whose fog?", 1, "fog", None, True),
        Remark("Bo", ANA, "Ours.", 1, "fog", 0, False),
    )


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (p(run("Fog")), (None, "")),
        (p() + p('<w:r><w:commentReference w:id="4"/></w:r>'), (1, "")),
        (p(gone(RANGE.format(run("fog"))), end="del"), (0, "fog")),
        (p('<w:commentRangeStart w:id="4"/>', run("a")) + p(run("b"), '<w:commentRangeEnd w:id="4"/>'), (0, "a\nb")),
        (p(f"<w:r>{BOX.format(p(RANGE.format(run('fog'))))}</w:r>"), (None, "fog")),
    ],
    ids=["nowhere", "a reference only", "in a removed paragraph", "over two paragraphs", "in a text box"],
)
def test_a_comment_is_read_wherever_it_is(body: str, place: tuple[int | None, str]) -> None:
    remark = commented(body)[0]
    assert (remark.text, (remark.paragraph, remark.quote), remark.resolved) == ("Whose fog?", place, None)


def test_an_answer_to_an_answer_is_beside_the_words_of_the_first() -> None:
    said = {"4": "", "5": "4", "6": "5", "7": "8", "8": "7"}
    parts = {
        "comments": a_part(
            "w:comments",
            "".join(f'<w:comment w:id="{id}"><w:p w14:paraId="A{id}">{run(id)}</w:p></w:comment>' for id in said),
        ),
        "commentsExtended": a_part(
            "w15:commentsEx",
            "".join(f'<w15:commentEx w15:paraId="A{id}" w15:paraIdParent="A{to}"/>' for id, to in said.items()),
        ),
    }
    read = revised(a_history(p() + p(RANGE.format(run("fog"))), parts))
    assert [(one.text, one.reply_to, one.paragraph, one.quote) for one in read.remarks] == [
        ("4", None, 1, "fog"),
        ("5", 0, 1, "fog"),
        ("6", 1, 1, "fog"),
        ("7", 4, None, ""),
        ("8", 3, None, ""),
    ]


def test_a_text_box_in_a_comment_is_a_story_too() -> None:
    aside = p(f"<w:r>{BOX.format(p(run('Aside')))}</w:r>")
    parts = {"comments": a_part("w:comments", f'<w:comment w:id="4" w:author="Bo">{p(run("Fog?"))}{aside}</w:comment>')}
    read = revised(a_history(p(run("Fog")), parts))
    assert [one.text for one in read.remarks] == ["Fog?"]
    assert [(one.kind, accepted(one.paragraphs)) for one in read.others] == [("text box", ["Aside"])]


def test_iso_strict_is_read_alike() -> None:
    body = p(run("Fog"), ins(run("bound")), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", end="del") + p(
        RANGE.format(run("s"))
    )
    parts = {
        "comments": a_part("w:comments", f'<w:comment w:id="4" w:author="Bo">{p(run("Whose?"))}</w:comment>'),
        "settings": a_part("w:settings", "<w:trackRevisions/>"),
    }
    assert revised(a_history(body, parts, strict=True)) == revised(a_history(body, parts))


@pytest.mark.parametrize(
    ("setting", "on"), [("", False), ("<w:trackRevisions/>", True), ('<w:trackRevisions w:val="0"/>', False)]
)
def test_tracking_is_told(setting: str, *, on: bool) -> None:
    assert revised(a_history(p(), {"settings": a_part("w:settings", setting)})).tracking is on


def test_what_reaches_out_is_told_and_links_into_the_web_are_not() -> None:
    links = (
        ("attachedTemplate", "file:///X:/evil.dotm"),
        ("hyperlink", "https://example.org"),
        ("hyperlink", "file:///X:/a"),
    )
    fetching = "<w:r><w:instrText> INCLUDETEXT  X:/b </w:instrText></w:r>"
    read = revised(a_history(p(run("Fog"), fetching), {"aFChunk": "<html/>"}, links))
    assert read.reaching_out == ("word/aFChunk.xml", "file:///X:/evil.dotm", "file:///X:/a", "INCLUDETEXT X:/b")


def test_every_word_is_in_some_span() -> None:
    """Also of what stands in neither text."""
    read = revised(
        a_history(p(ins(run("a"), gone(run("b"))), gone(ins(run("c")))) + table(row(p(run("d")), mark="ins del")))
    )
    assert "".join(span.text for one in read.body for span in one.spans) == "abcd"
