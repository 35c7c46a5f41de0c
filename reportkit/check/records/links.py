"""Does every link say where it leads, also to those who hear nothing but the links?"""

from collections.abc import Iterable, Iterator

from reportkit.check.records._passages import Said, passages
from reportkit.document import Emphasis, Inline, Link, Note, Strong, runs, words
from reportkit.errors import Finding, Severity
from reportkit.records import Event
from reportkit.theme import nearest_language

VAGUE = {
    "en": "click here|click|here|see here|this link|the link|this page|read more|learn more|find out more",
    "ko": "여기|여기를 클릭|여기를 클릭하세요|여기를 누르세요|클릭|링크|더 보기|더보기|자세히|자세히 보기|바로가기",
    "ja": "こちら|ここ|ここをクリック|こちらをクリック|クリック|リンク|詳細|詳しくはこちら|もっと見る|続きを読む",
    "zh-Hans": "点击这里|点击此处|点这里|点此|这里|此处|链接|更多|查看更多|了解更多|阅读更多",
    "zh-Hant": "點擊這裡|點擊此處|點這裡|點此|按此|這裡|此處|連結|更多|查看更多|瞭解更多|了解更多|閱讀更多",
    "fr": "cliquez ici|cliquer ici|ici|voir ici|ce lien|lien|lire la suite|en savoir plus",
    "de": "hier klicken|klicken sie hier|hier|siehe hier|dieser link|mehr erfahren|mehr lesen|weiterlesen",
    "es": "haga clic aquí|haz clic aquí|clic aquí|pulse aquí|aquí|este enlace|enlace|leer más|ver más|saber más",
    "ar": "اضغط هنا|انقر هنا|هنا|هذا الرابط|الرابط|رابط|المزيد|للمزيد|اقرأ المزيد",
    "vi": "nhấn vào đây|bấm vào đây|nhấp vào đây|tại đây|ở đây|liên kết|xem thêm|đọc thêm",
}
"""Link texts that say nothing, by language, whatever their capitals."""

VAGUE_IN_SMALL = {"en": "more|link", "fr": "plus", "de": "mehr|link", "es": "más", "vi": "thêm|link"}
"""Those that with a capital may be a name: Thomas More."""

TRIMMED = " \t\n.,:;!…→»›>()[]\"'“”‘’「」。،"


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for link in _links(said):
            shown = words(link.inlines)
            if _vague(shown, said.session.tongue):
                yield Finding(
                    Severity.WARNING,
                    said.place,
                    f'the link "{shown}" does not say where it leads',
                    "put the brackets around the words that name it: [the tide register](…)",
                    words=f"[{shown}]({link.target}",
                )


def _links(said: Said) -> Iterator[Link]:
    if "](" in said.text:
        for block in said.blocks():
            for run in runs(block):
                yield from _among(run)


def _among(inlines: Iterable[Inline]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline
            case Emphasis() | Strong() | Note():
                yield from _among(inline.inlines)


def _vague(said: str, tongue: str) -> bool:
    plain = " ".join(said.strip(TRIMMED).split())
    known = {"en", nearest_language(tongue) or "en"}
    return any(plain.casefold() in VAGUE[one].split("|") for one in known) or any(
        plain in VAGUE_IN_SMALL[one].split("|") for one in known if one in VAGUE_IN_SMALL
    )
