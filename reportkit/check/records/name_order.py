"""Do all names of one tradition stand in one order?

Names of different traditions have orders of their own, so only Japanese, Korean and Chinese names are compared, each
with its own kind. Which word is the family name is told by the record.
"""

import re
from collections import Counter
from collections.abc import Iterator

from reportkit.check.records._people import Listed, folded, listed
from reportkit.errors import Finding, Severity
from reportkit.records import Event

SYLLABLE = r"(?:(?:[kgsztdnhbpmr]?y?|sh|ch|j|ts|f|w|kk|pp|tt|ss|ssh|tch)[aeiou]|n(?![aeiou]))"
JAPANESE = re.compile(rf"{SYLLABLE}{{2,6}}h?")
JAPANESE_FAMILY = re.compile(
    r"\w*(?:[dt]a|moto|mura|[ky]ama|[kg]awa|[sz]aki|[hb]ara|[kg]i|chi|shi|naka|[sj]hi?ma|jima|d?to|oka|[sz]awa|nabe|mizu"
    r"|[kg]ami|ya|tani|[hb]ashi|[mn]ori|[aeiu]no|be|[mn]e|se|ai|oi|ui|[hb]ayashi)"
)
JAPANESE_GIVEN = re.compile(
    r"\w*(?:ko|mi|[sj]h?i|chi|ro|rou|to|ta|ki|ka|na|ne|e|ya|suke|ru|mu|nori|hide|aki|yuki|hiko|o|nobu|kazu|masa|su|go|jun|ken"
    r"|shin|kun)"
)
KOREAN_FAMILY = re.compile(
    r"kim|lee|yi|rhee|park|pak|bak|choi|choe|jung|jeong|chung|cho|jo|kang|gang|yoon|yun|jang|chang|lim|im|rim"
    r"|han|oh|seo|suh|shin|sin|kwon|gwon|hwang|ahn|an|song|ryu|yoo|yu|hong|jeon|jun|ko|go|moon|mun|yang|son"
    r"|sohn|bae|baek|paik|heo|hur|nam|sim|shim|noh|roh|ha|joo|ju|woo|min|hyun|hahm|ham"
)
KOREAN = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|ch|sh|[bcdghjkmnprst])?(?:yeo|yae|wae|eui|ae|eo|eu|oe|ya|ye|yo|yu|yi|wa|we|wi|wo|oo|ou|ui|ee|a|e|i|o|u)"
    r"(?:ng|[bgklmnpt]|ck|h)?){1,2}"
)
CHINESE_FAMILY = re.compile(
    r"wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|lin|luo|zheng|liang|xie|tang|cao"
    r"|deng|feng|xiao|cheng|zeng|peng|pan|dong|lu|jiang|cai|jia|ding|wei|xue|ye|yan|du|dai|xia|zhong|tian|ren"
    r"|fan|fang|shi|yao|shao"
)
CHINESE = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ang|eng|ing|ong|iao|ian|uan|uai|ai|ei|ao|ou|an|en|in|un|ia|ie"
    r"|iu|ua|ui|uo|ue|a|e|i|o|u)){1,2}"
)


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        told = [(one, kind, order) for one in listed(session) if (kind := _kind(one)) and (order := _order(one))]
        usual = Counter(order for _, _, order in told)
        for kind in dict.fromkeys(kind for _, kind, _ in told):
            alike = [(one, order) for one, like, order in told if like == kind]
            if {FIRST, LAST} == {order for _, order in alike}:
                # Of two that are equally frequent, the first one stands.
                right = max(dict.fromkeys(order for _, order in alike), key=usual.__getitem__)
                model = next(one for one, order in alike if order == right)
                for one in (one for one, order in alike if order != right):
                    yield Finding(
                        Severity.WARNING,
                        one.place("name"),
                        f'"{one.person.name}" has the family name {LAST if right == FIRST else FIRST}, '
                        f'"{model.person.name}" has it {right}',
                        f"put the {kind} names in one order, in the prose, too",
                        words=one.person.name,
                    )


FIRST, LAST = "first", "last"


def _order(one: Listed) -> str | None:
    """Return where in the name the family name stands; None where that is not told, or where it is all."""
    words, own = one.person.name.casefold().split(), (one.person.family or "").casefold().split()
    if not own or len(words) <= len(own):
        return None
    if words[: len(own)] == own:
        return FIRST
    return LAST if words[-len(own) :] == own else None


def _kind(one: Listed) -> str | None:
    """Return the tradition of a name, as near as its spelling tells."""
    name = folded(one.person.family or "")
    given = [folded(word) for word in one.person.name.split() if folded(word) != name]
    whole = "".join(given)
    language = (one.person.native_language or "").partition("-")[0]
    if language in KINDS:
        return KINDS[language]
    if re.search(r"[ぁ-ヿ]", one.person.native or ""):
        return "Japanese"
    if (
        KOREAN_FAMILY.fullmatch(name)
        and ("-" in one.person.name or len(given) == 2 or len(whole) > 5)
        and KOREAN.fullmatch(whole)
    ):
        return "Korean"
    if CHINESE_FAMILY.fullmatch(name) and CHINESE.fullmatch(whole):
        return "Chinese"
    both = len(given) == 1 and JAPANESE.fullmatch(name) and JAPANESE.fullmatch(whole)
    return "Japanese" if both and JAPANESE_FAMILY.fullmatch(name) and JAPANESE_GIVEN.fullmatch(whole) else None


KINDS = {"ja": "Japanese", "ko": "Korean", "zh": "Chinese"}
