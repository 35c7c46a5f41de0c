"""PDF/X-4 (ISO 15930-7): what a file for a press says of itself, so that the printer need not ask.

The colours are turned into inks by `_inks.py`; the sheets are made in `booklet.py`.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from reportkit.render._inks import Separator


@dataclass(frozen=True, slots=True)
class Press:
    """The printing condition that a theme names, such as FOGRA51, and the ICC profile that describes it."""

    condition: str
    profile: bytes


PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate><xmp:MetadataDate>{made}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def prepare(pdf: Pdf, press: Press, seed: bytes) -> None:
    """Make `pdf`, whose title and date are told, a PDF/X-4 for `press`; its id comes from `seed`, never from chance."""
    Separator(press.profile).separate(pdf)
    profile = pdf.make_stream(press.profile, N=4, Alternate=Name.DeviceCMYK)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(press.condition),
                RegistryName=String("http://www.color.org"),
                Info=String(press.condition),
                DestOutputProfile=profile,
            )
        ]
    )
    date = str(pdf.docinfo["/CreationDate"])
    pdf.docinfo["/ModDate"] = date
    pdf.docinfo["/Trapped"] = Name("/False")
    packet = PACKET.format(
        title=escape(str(pdf.docinfo["/Title"])),
        made=f"{date[2:6]}-{date[6:8]}-{date[8:10]}T{date[10:12]}:{date[12:14]}:{date[14:16]}Z",
        id=UUID(bytes=sha256(seed + press.profile).digest()[:16], version=4),
    )
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
