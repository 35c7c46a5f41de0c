"""An HTML page is read as ever, and expressions are made once."""

from xml.etree.ElementTree import tostring

import pytest
import tinyhtml5
from alone import its_own_way
from tinyhtml5 import inputstream

PAGE = """<!DOCTYPE html><html lang=en><head><title>A &amp; B</title><meta charset='utf-8'></head>
<body class="a\u00a0b" id='c'><p>One &lt; two &notit; &#x41;<br/>three<!-- four --><table><td>five</table>
<script>if (a < b) {}</script><textarea>\nsix</textarea><svg><title>x</title></svg>]]></body>"""


def test_a_page_is_read_as_ever() -> None:
    with its_own_way():
        alone = tostring(tinyhtml5.parse(PAGE))
    assert tostring(tinyhtml5.parse(PAGE)) == alone


def test_expressions_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    compiled = inputstream.re.compile
    monkeypatch.setattr(inputstream.re, "compile", lambda *args: made.append(args) or compiled(*args))
    tinyhtml5.parse(PAGE)
    before = len(made)
    tinyhtml5.parse(PAGE * 2)
    assert len(made) == before
