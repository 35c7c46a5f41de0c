"""What WeasyPrint leaves to do for a PDF that is accessible (PDF/UA-1) and archival (PDF/A-3a) at once.

All of it happens before the file is written: nothing is read or drawn twice, and what the pages show stays as it is.
What is mended in the tags is in `_mend.py`; docs/notes.md has the reasons.
"""

import zlib
from typing import Any

import pydyf

from reportkit.render import _mend
from reportkit.render._tags import Mark, Reference, Tag, Tree, all_marks, paint, read, resolved, write

CONFORMS = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""That the file is PDF/UA-1, and what PDF/A wants to be told about every property that it does not know."""


def finish(laid_out: Any, pdf: Any) -> None:
    """Mend `pdf` before it is written; `laid_out` are the pages that it was made of."""
    tree = read(pdf)
    mend(tree, laid_out, pdf, laid_out.metadata.lang, pdf.page_references[0])
    complete(tree, pdf)


def complete(tree: Tree, pdf: Any) -> None:
    """Put the mended tags in their place, and mend all that is no tag."""
    write(pdf, tree.document)
    lead_bookmarks(tree, pdf)
    set_aside(tree, pdf)
    smooth_nothing(pdf)
    attach_once(pdf)
    declare(pdf)


def mend(tree: Tree, laid_out: Any, pdf: Any, language: str, first: Reference | None) -> None:
    """Mend the tags, those that belong together first.

    `language` is that of what lies around them, and the disclaimer is read aloud where the page `first` bears it.
    """
    document = tree.document
    heads = _mend.header_elements(document)
    _mend.unwrap(document)
    _mend.hide(document)
    _mend.join(document)
    _mend.place_notes(document)
    if first:
        _mend.hear_disclaimer(tree, first)
    for tag in list(document.walk()):
        _mend.complete_list(tag)
        _mend.complete_table(tag)
        _mend.place_figure(tag, laid_out, pdf)
        _mend.describe_link(tag, pdf)
    _mend.follow_headers(document, heads)
    _mend.name_languages(document, language)


def lead_bookmarks(tree: Tree, pdf: Any) -> None:
    """Lead each bookmark to the heading it is made of, beside its place on the page."""
    bookmarks = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and {"Title", "Dest"} <= one.keys()]
    headings = [tag for tag in tree.document.walk() if _is_bookmarked(tag)]
    if [one["Title"].string for one in bookmarks] == [tag.box.bookmark_label for tag in headings]:
        for bookmark, heading in zip(bookmarks, headings, strict=True):
            bookmark["SE"] = heading.source.reference
    for bookmark in bookmarks:
        # The joiners within Korean words are for the lines of the page.
        bookmark["Title"] = pydyf.String(bookmark["Title"].string.replace("\u2060", ""))


def _is_bookmarked(tag: Tag) -> bool:
    return bool(tag.box and tag.box.bookmark_label and tag.box.style["bookmark_level"] != "none")


def set_aside(tree: Tree, pdf: Any) -> None:
    """Make artifacts of all that no tag leads to: running headers, footers, and header rows that come again."""
    told = {mark for tag in tree.document.walk() for mark in tag.marks}
    paint(pdf, {mark: _artifact(mark, tree) for mark in all_marks(pdf) if mark not in told})


def _artifact(mark: Mark, tree: Tree) -> Any:
    properties = pydyf.Dictionary({"Type": "/Pagination"})
    if margin := tree.margins.get(mark):
        edge = {"@top": "Header", "@bottom": "Footer"}.get(margin.name.partition("-")[0])
        properties |= {"Subtype": f"/{edge}"} if edge else {}
    return properties


def smooth_nothing(pdf: Any) -> None:
    """Take back that viewers may smooth enlarged pictures in ways of their own: an archive shows the same for ever."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and "Interpolate" in one.extra:
            one.extra["Interpolate"] = "false"


def attach_once(pdf: Any) -> None:
    """Name what is attached once; WeasyPrint names it twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def declare(pdf: Any) -> None:
    """Say in the properties that the file is PDF/UA-1, beside what WeasyPrint says of PDF/A."""
    metadata = resolved(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", CONFORMS + b"</rdf:RDF>") for part in metadata.stream]


def compress(pdf: Any) -> None:
    """Compress every stream, once: pydyf does it to find a name for the file, and again to write it.

    At the usual level of zlib, that takes a third of the time of the highest, and a hundredth more room.
    """
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            one.stream, one.compress = [zlib.compress(_plain(one))], False
            one.extra = {**one.extra, "Filter": "/FlateDecode"}


def _plain(stream: Any) -> bytes:
    """Return what a stream says, as pydyf would write it."""
    data: bytes = pydyf.Stream(stream.stream).data
    return data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
