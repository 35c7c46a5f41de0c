"""Which words of a message are its writer's own, and which belong to the message that is answered."""

import re

QUOTED = re.compile(r"\s{0,3}[>|｜]")
"""How a line begins that is quoted."""

WROTE = re.compile(
    r"(?:wrote|writes|schrieb|écrit|escribi[óo]|scrisse|ha scritto|schreef|написал\w*|escreveu|skrev|viết|يكتب|كتب|"
    r"작성|님이|写道|寫道|のメール|wrote).{0,60}[:：]\s*$",
    re.IGNORECASE,
)
"""The end of the line that announces a quotation."""

OLDER = (
    *("original message", "forwarded message", "ursprüngliche nachricht", "message d'origine", "message d’origine"),
    *("mensaje original", "원본 메시지", "원본메시지", "원본 메일", "元のメッセージ", "原始邮件", "原始郵件"),
)
DIVIDERS = re.compile(
    rf"\s*[-_—]{{2,}}\s*(?:{'|'.join(OLDER)})\s*[-_—]{{2,}}\s*$|\s*begin forwarded message:\s*$|\s*_{{20,}}\s*$",
    re.IGNORECASE,
)
"""The line after which the rest is an older message."""

FIELDS = (
    r"from|sent|date|to|subject|cc|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado|para|asunto|"
    r"보낸 ?사람|보낸 날짜|받는 ?사람|제목|날짜|差出人|送信日時|宛先|件名|"
    r"发件人|发送时间|收件人|主题|寄件者|寄件日期|收件者|主旨"
)
HEAD = re.compile(rf"\s*\*?(?:{FIELDS})\s*\*?\s*[:：]\*?\s*\S", re.IGNORECASE)
"""A line of the head that mail programs put above the message that is answered."""

HEAD_LINES = 3


def own_words(text: str) -> str:
    """Return `text` without what it quotes; what is written between quoted lines is its writer's own."""
    lines = _before_the_older(text.split("\n"))
    own = [line for number, line in enumerate(lines) if not QUOTED.match(line) and not _announces(lines, number)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in own)).strip()


def _before_the_older(lines: list[str]) -> list[str]:
    """Return the lines above an older message that is not marked line by line."""
    for number, line in enumerate(lines):
        if DIVIDERS.match(line) and not QUOTED.match(line):
            return lines[:number]
        heads = [one for one in lines[number : number + HEAD_LINES + 1] if one.strip()]
        if HEAD.match(line) and sum(bool(HEAD.match(one)) for one in heads) >= HEAD_LINES:
            return lines[:number]
    return lines


def _announces(lines: list[str], number: int) -> bool:
    """Tell whether a line, or it and the one after it, says who wrote what is quoted below."""
    below = next((line for line in lines[number + 1 : number + 4] if line.strip()), "")
    if WROTE.search(lines[number][-300:]):
        return bool(QUOTED.match(below)) or not below
    following = lines[number + 1 : number + 2]
    return bool(
        following and WROTE.search(following[0][-300:]) and re.match(r"\s*(?:On|Am|Le|El|Il|Op)\b", lines[number])
    )
