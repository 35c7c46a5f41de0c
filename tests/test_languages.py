"""A session in each language: words, signs, direction and line ends are those of the language, in all formats."""

import ctypes
import re
import zipfile
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from cldr import alike
from readers import needs_poppler, output_of, pages_of, squeezed
from test_twins import assert_twins, words_of

from reportkit.pipeline import publish, receive
from reportkit.records import ROLES, Session
from reportkit.settings import settle
from reportkit.theme import languages
from reportkit.wishes import Wishes

HOME = Path(__file__).parent / "languages"
LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "ko", "vi", "zh-Hans", "zh-Hant")

WHEN = {
    "ar": "الأربعاء، 15 أكتوبر 2031، 09:05–10:30 (توقيت الخليج)",
    "de": "Mittwoch, 15. Oktober 2031, 09:05–10:30 Uhr (Mitteleuropäische Sommerzeit)",
    "en": "Wednesday, October 15, 2031, 09:05–10:30 (British Summer Time)",
    "es": "miércoles, 15 de octubre de 2031, 9:05–10:30 (hora de verano de Europa central)",
    "fr": "mercredi 15 octobre 2031, 09:05–10:30 (heure d’été d’Europe centrale)",
    "ja": "2031年10月15日水曜日 9時05分～10時30分（日本標準時）",
    "ko": "2031년 10월 15일 수요일 09:05 ~ 10:30 (대한민국 표준시)",
    "vi": "09:05–10:30 Thứ Tư, 15 tháng 10, 2031 (Giờ Đông Dương)",
    "zh-Hans": "2031年10月15日星期三 09:05–10:30（中国标准时间）",
    "zh-Hant": "2031年10月15日 星期三 09:05–10:30（台北標準時間）",
}

ALIKE = {
    ("de", "name"), ("de", "separator"), ("es", "separator"), ("fr", "affiliation"), ("fr", "discussion"),
    ("fr", "notes"), ("fr", "participants"), ("fr", "separator"), ("ko", "separator"), ("vi", "separator"),
    ("ar", "pair"), ("de", "pair"), ("es", "pair"), ("ko", "pair"), ("vi", "pair"),
}  # fmt: skip
"""Labels that are the same in English."""


@cache
def session(language: str) -> Session:
    received = receive(HOME / language)
    assert received.findings == ()
    (one,) = received.event.sessions
    return one


@cache
def made(language: str, form: str) -> bytes:
    return publish(session(language), form, settle(session(language), Wishes()))


def pdf_of(language: str, folder: Path) -> Path:
    (folder / "it.pdf").write_bytes(made(language, "pdf"))
    return folder / "it.pdf"


def html_of(language: str) -> str:
    return made(language, "html").decode()


def language_of_pdf(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    buffer = ctypes.create_string_buffer(100)
    length = pypdfium2.raw.FPDFCatalog_GetLanguage(
        document, ctypes.cast(buffer, ctypes.POINTER(pypdfium2.raw.FPDF_WCHAR)), 100
    )
    document.close()
    return buffer.raw[: length - 2].decode("utf-16-le")


def part_of_docx(language: str, name: str, folder: Path) -> str:
    (folder / "it.docx").write_bytes(made(language, "docx"))
    with zipfile.ZipFile(folder / "it.docx") as package:
        return package.read(name).decode()


def test_there_is_a_session_for_every_language() -> None:
    assert sorted(languages()) == sorted(LANGUAGES) == sorted(path.name for path in HOME.iterdir())


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_formats_say_the_same(language: str, tmp_path: Path) -> None:
    words = words_of(session(language), tmp_path)
    if language == "ar":
        # poppler gives the pieces of an Arabic line in the order in which they are drawn.
        assert words["docx"] == words["html"]
        assert [letters(part) for part in words["pdf"]] == [letters(part) for part in words["docx"]]
    else:
        assert_twins(words)


def letters(text: str) -> list[str]:
    return sorted(letter for letter in text if letter.isalpha())


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_disclaimer_is_on_every_page(language: str, tmp_path: Path) -> None:
    pages = pages_of(pdf_of(language, tmp_path))
    assert len(pages) == 2
    if language == "ar":
        # poppler turns ligatures and vowel signs round, so words without any are looked for.
        plain = [word for word in session(language).disclaimer.split() if re.fullmatch("(?!.*ل[اآأإ])[ء-ي]+", word)]
        assert len(plain) > 8
        assert [word for page in pages for word in plain if word not in page] == []
    else:
        assert [page for page in pages if squeezed(session(language).disclaimer) not in squeezed(page)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_and_time_are_as_the_language_has_them(language: str) -> None:
    assert f">{alike(WHEN[language])}</dd>" in alike(html_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_there_and_not_in_english(language: str) -> None:
    english, own = languages()["en"], languages()[language]
    assert own.keys() == english.keys()
    if language != "en":
        assert {(language, name) for name in own if own[name] == english[name]} <= ALIKE
    page = html_of(language)
    printed = ["role", "name", "affiliation", "participants", "when", "where", "sketch", "discussion", "notes"]
    assert [name for name in printed if own[name] not in page] == []
    assert [role for role in ROLES if getattr(session(language), role) and not set(own[role]) & set(roles(page))] == []


def roles(page: str) -> list[str]:
    return re.findall(r'<td class="[^"]*role[^"]*">([^<]+)</td>', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_and_direction_are_told_in_every_format(language: str, tmp_path: Path) -> None:
    rtl = language == "ar"
    assert f'<html lang="{language}" dir="{"rtl" if rtl else "ltr"}">' in html_of(language)
    assert language_of_pdf(made(language, "pdf")) == language
    core = part_of_docx(language, "docProps/core.xml", tmp_path)
    assert re.findall("<dc:language>(..)", core) == [language[:2]]
    body = part_of_docx(language, "word/document.xml", tmp_path)
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL)
    assert len(paragraphs) > 20
    assert {"<w:bidi/>" in one for one in paragraphs if "<w:t" in one} == {rtl}
    assert body.count("<w:bidiVisual/>") == (body.count("<w:tbl>") if rtl else 0)


# --- the other scripts within a language ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "told", "name"),
    [("en", 'lang="ko"', "노하은"), ("ko", 'lang="ar" dir="rtl"', "ليلى المرساوي"), ("ko", 'lang="ko"', "盧河恩")],
)
def test_names_in_other_scripts_are_told_their_language(language: str, told: str, name: str) -> None:
    assert re.search(f"<span {told}[^>]*>{name}</span>", html_of(language))


def test_latin_words_in_arabic_are_set_from_the_left() -> None:
    assert '(<span lang="und-Latn" dir="ltr">Ondine Castellane</span>)' in html_of("ar")
    assert '(<span lang="und-Latn" dir="ltr">Skerry Row</span>)' in html_of("ar")


@pytest.mark.parametrize(("language", "east"), [("ja", "ja-JP"), ("zh-Hans", "zh-CN"), ("ar", "ko-KR")])
def test_word_takes_latin_words_for_such_and_breaks_none(language: str, east: str, tmp_path: Path) -> None:
    assert f'<w:lang w:val="en-US" w:eastAsia="{east}"' in part_of_docx(language, "word/styles.xml", tmp_path)


@needs_poppler
def test_the_number_of_a_session_is_not_turned_round_in_arabic(tmp_path: Path) -> None:
    """A hyphen between figures would have `2-1` read from the right, as `1-2`."""
    left = {word: x for word, x, _, _ in boxes(pdf_of("ar", tmp_path)) if word.strip("\u202a-\u202e\u200e") == "2-1"}
    assert left


# --- where things stand ---------------------------------------------------------------------------------------------


def boxes(pdf: Path) -> list[tuple[str, float, float, int]]:
    """Return each word with its left and right edge, and its page; poppler spells Arabic ones from the left."""
    found = []
    for number, page in enumerate(output_of("pdftotext", "-bbox", pdf, "-").split("<page ")[1:], 1):
        words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)', page)
        found += [
            (re.sub("[\u200e\u202a-\u202e]", "", word), float(left), float(right), number)
            for left, right, word in words
        ]
    return found


@needs_poppler
@pytest.mark.parametrize(
    ("language", "page", "title", "quoted"), [("ar", "صفحة", "دفتر", "نبحث"), ("vi", "Trang", "Cuốn", "Chúng")]
)
def test_arabic_pages_are_the_mirror_of_others(
    language: str, page: str, title: str, quoted: str, tmp_path: Path
) -> None:
    words = boxes(pdf_of(language, tmp_path))
    places = {
        wanted: [(left, right) for word, left, right, _ in words if wanted in (word, word[::-1])]
        for wanted in (title, quoted, page)
    }
    head, quote, number = places[title][0], places[quoted][0], places[page][-1]
    width = 595.0
    assert (number[0] < width / 3) == (language == "ar")
    assert (head[1] > width * 0.8) == (language == "ar")
    assert (quote[0] > width / 2) == (language == "ar")


# --- line ends ------------------------------------------------------------------------------------------------------


def lines_of(language: str, folder: Path) -> list[str]:
    return [line.strip() for line in "\n".join(pages_of(pdf_of(language, folder))).splitlines() if line.strip()]


@needs_poppler
def test_korean_words_are_kept_whole(tmp_path: Path) -> None:
    """The joiners that hold them together are not in the text of the page."""
    one = session("ko")
    typed = " ".join(re.sub(r"[*>|\[\]^-]", " ", passage.text) for passage in one.sketch) + " " + one.disclaimer
    whole = set(re.findall("[가-힣]+", typed))
    lines = lines_of("ko", tmp_path)
    assert not any("\u2060" in line for line in lines)
    prose = [line for line in lines if len(line) > 25 and line.split()[0] not in ("해안사연구원", "2031년")]
    ends = [re.findall("[가-힣]+", line)[position] for line in prose for position in (0, -1)]
    assert len(ends) > 30
    assert [end for end in ends if end not in whole] == []


@needs_poppler
@pytest.mark.parametrize("language", ["ja", "zh-Hans", "zh-Hant"])
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(language: str, tmp_path: Path) -> None:
    lines = lines_of(language, tmp_path)
    assert [line for line in lines if line[0] in "、。，；：？！」』）”ー々・"] == []
    assert [line for line in lines if line[-1] in "「『（“"] == []


def test_screens_are_told_to_do_the_same() -> None:
    assert ":lang(ko) { word-break: keep-all; }" in html_of("ko")
    assert ":lang(ja), :lang(zh) { line-break: strict; }" in html_of("ja")


@needs_poppler
@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("ja", {"Noto-Serif-CJK-JP", "Noto-Sans-CJK-JP"}),
        ("ko", {"Noto-Serif-CJK-KR", "Noto-Sans-CJK-KR"}),
        ("zh-Hans", {"Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC"}),
        ("zh-Hant", {"Noto-Serif-CJK-TC", "Noto-Sans-CJK-TC"}),
        ("ar", {"Noto-Naskh-Arabic", "Noto-Sans-Arabic"}),
    ],
)
def test_each_script_has_the_faces_of_its_language(language: str, faces: set[str], tmp_path: Path) -> None:
    used = output_of("pdffonts", pdf_of(language, tmp_path))
    if not faces <= set(re.findall(r"\+(Noto-[A-Za-z-]+?)(?:-Bold|,|\s)", output_of("pdffonts", tmp_path / "it.pdf"))):
        installed = output_of("fc-list", ":", "family")
        wanted = {face.replace("-", " ") for face in faces}
        if missing := [face for face in wanted if face not in installed]:
            pytest.skip(f"not installed: {missing}")
    assert {face for face in faces if face not in used} == set()
