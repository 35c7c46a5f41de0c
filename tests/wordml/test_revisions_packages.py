"""Word files of many programs: whatever they call their parts, all are found; whatever is broken, it is refused."""

import random
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from histories import a_history, a_part, field, gone, ins, p, row, run, table
from lxml import etree

from reportkit.errors import Refused
from reportkit.wordml.gate import admit
from reportkit.wordml.revisions import accepted, rejected, revised

BROKEN = 150
"""How many broken files are read."""

COMMENTS = a_part("w:comments", f'<w:comment w:id="4" w:author="Bo"><w:p>{run("Whose fog?")}</w:p></w:comment>')


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def renamed(names: dict[str, str], targets: dict[str, str]) -> bytes:
    """Return a Word file some of whose parts have other names, and are led to by other targets."""
    parts = admit(a_history(p(run("Fog")), {"comments": COMMENTS}))
    for old, new in targets.items():
        parts = {name: data.replace(f'"{old}"'.encode(), f'"{new}"'.encode()) for name, data in parts.items()}
    return packed({names.get(name, name): data for name, data in parts.items()})


@pytest.mark.parametrize(
    ("names", "targets"),
    [
        ({}, {"word/document.xml": "/word/document.xml", "comments.xml": "/word/comments.xml"}),
        ({}, {"word/document.xml": "word\\document.xml", "comments.xml": "\\word\\comments.xml"}),
        ({}, {"word/document.xml": "./word/document.xml", "comments.xml": "../word/comments.xml"}),
        (
            {"word/document.xml": "a/main.xml", "word/_rels/document.xml.rels": "a/_rels/main.xml.rels"},
            {"word/document.xml": "a/main.xml", "comments.xml": "../word/comments.xml"},
        ),
        ({"word/document.xml": "Word/Document.xml", "word/comments.xml": "word/Comments.XML"}, {}),
        ({"_rels/.rels": "_rels/.RELS", "word/_rels/document.xml.rels": "word/_rels/Document.xml.rels"}, {}),
        ({"word/comments.xml": "word/our remarks.xml"}, {"comments.xml": "our%20remarks.xml"}),
        ({"word/comments.xml": "word/our%20remarks.xml"}, {"comments.xml": "our remarks.xml"}),
        ({"word/comments.xml": "word/메모.xml"}, {"comments.xml": "%EB%A9%94%EB%AA%A8.xml"}),
    ],
    ids=["absolute", "backslashes", "dots", "another folder", "case", "case of relations", "%20", "blank", "Korean"],
)
def test_parts_are_found_by_any_name(names: dict[str, str], targets: dict[str, str]) -> None:
    read = revised(renamed(names, targets))
    assert (accepted(read.body), [one.text for one in read.remarks]) == (["Fog"], ["Whose fog?"])


def test_macros_are_refused_whatever_the_list_of_contents_is_called() -> None:
    parts = admit(a_history(p(run("Fog"))))
    contents = parts.pop("[Content_Types].xml").replace(b"wordprocessingml.document", b"macroEnabled.document")
    with pytest.raises(Refused, match="macros"):
        revised(packed(parts | {"[CONTENT_TYPES].XML": contents}))


# --- broken files -----------------------------------------------------------------------------------------------


def everything() -> dict[str, bytes]:
    """Return the parts of a file that has a little of everything."""
    beside = '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/><w:r><w:footnoteReference w:id="2"/></w:r>'
    box = f"<w:r><w:txbxContent>{p(ins(run('Aside')))}</w:txbxContent></w:r>"
    inside = f"<w:sdt><w:sdtContent>{row(p(gone(run('d')), end='del'), mark='del')}</w:sdtContent></w:sdt>"
    body = p(beside.format(ins(run("a"), gone(run("b")))), field(run("c")), end="ins del") + p(box) + table(inside)
    note = f'<w:footnote w:id="2">{p(run("See."))}</w:footnote>'
    extended = a_part("w15:commentsEx", '<w15:commentEx w15:paraId="00000004" w15:done="1"/>')
    others = {"comments": COMMENTS, "footnotes": a_part("w:footnotes", note), "commentsExtended": extended}
    return admit(a_history(body + p(run("end")), others))


def broken(dice: random.Random) -> bytes:
    """Return that file with elements taken out, doubled, moved or renamed, or its bytes cut and changed."""
    parts = everything()
    for name in dice.sample(sorted(parts), 2):
        parts[name] = dice.choice([mixed, mixed, mixed, cut, spoilt])(dice, parts[name])
    if dice.random() < 0.2:
        del parts[dice.choice(sorted(parts))]
    return spoilt(dice, packed(parts)) if dice.random() < 0.1 else packed(parts)


def mixed(dice: random.Random, part: bytes) -> bytes:
    root = etree.fromstring(part)
    for _ in range(4):
        one, other = dice.choices(list(root.iter()), k=2)
        above = one.getparent()
        deed = dice.randrange(4)
        if deed == 0 and above is not None:
            above.remove(one)
        elif deed == 1 and one not in [other, *other.iterancestors()]:
            other.append(one)
        elif deed == 2:
            one.tag = other.tag
        elif one.attrib:
            one.set(dice.choice(list(one.attrib)), dice.choice(["", "-1", "zz", "../..", "%zz", "\u202e"]))
    return etree.tostring(root)


def cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def spoilt(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.randint(1, 4)) + data[at + 3 :]


def test_a_broken_file_is_read_or_refused_within_a_second() -> None:
    for seed in range(BROKEN):
        data = broken(random.Random(seed))
        begun = process_time()
        try:
            read = revised(data)
            for paragraphs in (read.body, *(story.paragraphs for story in read.others)):
                accepted(paragraphs), rejected(paragraphs)
        except Refused:
            pass
        assert process_time() - begun < 1, seed
