"""A file for a press: every colour in inks, type in black alone, and what PDF/X-4 has a file say of itself."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from builders import DISCLAIMER, INPUTS
from pikepdf import Array, Dictionary, Name, Stream

from reportkit.errors import BadTheme
from reportkit.imposition import handout

PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")

needs_profile = pytest.mark.skipif(
    not PROFILE.is_file(), reason="there is no CMYK profile: libgs-common is not installed"
)

BAND = """main::before { background: linear-gradient(to right, #c8102e, #1f3a5f); content: ""; display: block;
    height: 25mm; left: -40mm; position: absolute; top: -40mm; width: 250mm }"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event whose theme has a band of colour at the edge, a picture in its session, and a press."""
    for name in ("sessions", "house", "pictures"):
        (tmp_path / name).mkdir()
    sample = INPUTS / "lantern-forum-2031"
    (tmp_path / "pictures/line.png").write_bytes((sample / "pictures/lantern-line.png").read_bytes())
    (tmp_path / "event.yaml").write_text(f"schema: reportkit/1\ntitle: Forum\ntheme: house\ndisclaimer: {DISCLAIMER}\n")
    (tmp_path / "sessions/1.yaml").write_text(
        'schema: reportkit/1\nid: "1"\ntitle: Talk <1>\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'
        'sketch:\n  - {id: p01, text: "Some words.\\n\\n![A map](pictures/line.png)"}\n'
    )
    (tmp_path / "house/extra.css").write_text(BAND)
    (tmp_path / "house/theme.toml").write_text('[print]\nicc = "press.icc"\ncondition = "FOGRA51"\n')
    if PROFILE.is_file():
        (tmp_path / "house/press.icc").write_bytes(PROFILE.read_bytes())
    return tmp_path


def operators(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[float]]]:
    """Yield the operators that set colours, in pages and forms, with their numbers."""
    forms = [one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == Name.Form]
    for content in [*pdf.pages, *forms]:
        for operands, operator in pikepdf.parse_content_stream(content):
            if str(operator) in ("rg", "RG", "g", "G", "k", "K", "sc", "scn"):
                yield str(operator), [float(one) for one in operands if not isinstance(one, Name)]


@needs_profile
@pytest.mark.parametrize("layout", ["collated", "booklet"])
def test_no_colour_of_a_screen_is_left(event: Path, layout: str) -> None:
    with pikepdf.open(BytesIO(handout([event], layout, marks=True))) as pdf:
        used = list(operators(pdf))
        everything = " ".join(repr(one) for one in pdf.objects)
        spaces = {
            str(one.ColorSpace) for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == Name.Image
        }
    assert {name for name, _ in used} <= {"k", "K", "G", "scn"}
    assert "k" in {name for name, _ in used}
    assert "DeviceRGB" not in everything
    assert spaces == {"/DeviceCMYK"}


@needs_profile
def test_type_is_printed_in_black_alone(event: Path) -> None:
    """The ordinary text of the theme is #1d1d1b, which would be 89 per cent of black and fray."""
    with pikepdf.open(BytesIO(handout([event], "collated", marks=True))) as pdf:
        inks = [numbers for name, numbers in operators(pdf) if name == "k"]
    assert [0.0, 0.0, 0.0, 1.0] in inks
    assert {round(ink, 2) == ink for colour in inks for ink in colour} == {True}


@needs_profile
def test_the_file_says_for_which_press_it_is(event: Path) -> None:
    with pikepdf.open(BytesIO(handout([event], "collated", marks=True))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA51")
        assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
        assert pdf.docinfo["/Trapped"] == "/False"
        assert pdf.pdf_version == "1.6"
        with pdf.open_metadata() as said:
            assert said["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert said["dc:title"] == "Talk <1>"
            assert said["xmp:CreateDate"] == "2031-05-06T09:30:00Z"


@needs_profile
def test_colour_at_the_edge_goes_on_into_the_bleed(event: Path) -> None:
    import pypdfium2 as pdfium

    data = handout([event], "collated", marks=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        trim, bleed = ([float(number) for number in box] for box in (page.trimbox, page.bleedbox))
        height = float(page.mediabox[3])
    assert trim[0] - bleed[0] == pytest.approx(3 * 72 / 25.4, abs=0.001)
    document = pdfium.PdfDocument(data)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    across, above = round(trim[0]) + 100, height - trim[3]
    assert picture.getpixel((across, round(above - 6))) < 200
    assert picture.getpixel((across, round(above - 11))) > 250
    assert picture.getpixel((round(bleed[0]) + 2, round(above + 20))) < 200


@needs_profile
def test_the_same_event_gives_the_same_bytes_and_another_its_own_id(event: Path) -> None:
    one, two = (handout([event], "collated", marks=True) for _ in range(2))
    assert one == two
    session = event / "sessions/1.yaml"
    session.write_text(session.read_text().replace("Some words.", "Other words."))
    assert id_of(one) != id_of(handout([event], "collated", marks=True))


def id_of(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as said:
        return str(said["xmpMM:DocumentID"])


@needs_profile
def test_without_marks_sheets_stay_as_they_are_on_a_screen(event: Path) -> None:
    with pikepdf.open(BytesIO(handout([event], "collated"))) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert "rg" in {name for name, _ in operators(pdf)}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, 'there is no profile "press.icc"'),
        (b"", "is no ICC profile of a press"),
        (b"\0" * 200, "is no ICC profile"),
    ],
)
def test_a_profile_that_is_none_is_told_with_the_line_of_the_theme(
    event: Path, data: bytes | None, message: str
) -> None:
    (event / "house/press.icc").unlink(missing_ok=True)
    if data is not None:
        (event / "house/press.icc").write_bytes(data)
    with pytest.raises(BadTheme) as caught:
        handout([event], "collated", marks=True)
    assert message in str(caught.value)
    assert f"{event / 'house/theme.toml'}:2:" in str(caught.value)


@needs_profile
def test_gradients_and_groups_are_turned_into_inks() -> None:
    from reportkit.render._inks import Separator

    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1, 0, 0]), C1=Array([0.05, 0.05, 0.05]))
        whole = Dictionary(
            FunctionType=3, Domain=Array([0, 1]), Functions=Array([ramp]), Bounds=Array(), Encode=Array([0, 1])
        )
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=whole)
        page.obj.Resources = Dictionary(Shading=Dictionary(S=shading))
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        Separator(PROFILE.read_bytes()).separate(pdf)
        shading = page.obj.Resources.Shading.S
        done = shading.Function.Functions[0]
        assert (page.obj.Group.CS, shading.ColorSpace) == ("/DeviceCMYK", "/DeviceCMYK")
        assert [float(ink) for ink in done.C1] == [0, 0, 0, 1]
        assert float(done.C0[1]) > 0.9
        assert float(done.C0[0]) < 0.1
