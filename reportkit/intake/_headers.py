"""What the columns of programmes are called, in several languages, and which of them enter a record."""

import re
import unicodedata
from functools import cache

TAKEN = {
    "id": """id; code; nr; no; number; session id; session code; session no; session nr; session number; program
        code; programme code; 번호; 코드; 세션 번호; 세션 코드; 番号; コード; セッション番号; セッションid;
        nummer; kürzel; sitzungsnummer; numéro; n°; num; numéro de séance; code de séance""",
    "title": """title; session title; session name; name of session; talk; talk title; topic; proposal
        title; 제목; 세션명; 세션 제목; 주제; タイトル; 題名; 題目; 演題; セッション名;
        セッションタイトル; テーマ; titel; sitzungstitel; thema; vortrag; vortragstitel; veranstaltung;
        titre; intitulé; titre de la séance; sujet""",
    "subtitle": "subtitle; sub title; 부제; 부제목; 副題; サブタイトル; untertitel; sous titre",
    "kind": """type; kind; format; session type; session format; session kind; submission type; 유형; 구분; 형식;
        세션 유형; 세션 형식; 種別; 種類; 形式; 区分; セッション種別; art; typ; sitzungsart; veranstaltungsart;
        einreichungstyp; genre; type de séance; format de séance; type de session""",
    "date": """date; day; session date; start date; 날짜; 일자; 日付; 日にち; 開催日; 日程; datum; tag;
        startdatum; jour; date de début""",
    "starts": """start; starts; begin; begins; from; time; times; time slot; timeslot; slot; start time; starts
        at; start datetime; start date and time; date time; date and time; when; scheduled at; begin time; 시작;
        시작 시간; 시작 시각; 시작 일시; 시간; 일시; 開始; 開始時刻; 開始時間; 開始日時; 時間; 時刻; 日時; beginn;
        anfang; start zeit; startzeit; uhrzeit; zeit; von; datum und uhrzeit; début; heure; heure de début;
        horaire; date et heure""",
    "ends": """end; ends; until; to; end time; ends at; end datetime; end date and time; 종료; 끝; 종료 시간; 종료
        시각; 종료 일시; 終了; 終了時刻; 終了時間; 終了日時; ende; schluss; endzeit; bis; fin; heure de fin""",
    "duration": """duration; length; minutes; duration min; duration minutes; scheduled duration; 길이; 소요 시간;
        시간 분; 所要時間; 長さ; dauer; dauer min; durée""",
    "room": """room; room name; rooms; venue; location; hall; place; where; 장소; 회의실; 방; 会場; 場所; 部屋;
        教室; raum; saal; ort; räume; salle; lieu; endroit""",
    "language": "language; locale; content locale; 언어; 言語; 使用言語; sprache; langue",
    "speakers": """speaker; speakers; speaker name; speaker names; presenter; presenters; panelist; panelists;
        panellist; panellists; 발표자; 연사; 패널; 패널리스트; 강연자; 登壇者; 講演者; 発表者; 演者; スピーカー;
        パネリスト; referent; referentin; referenten; referentinnen; referierende; vortragende; redner; rednerin;
        rednerinnen; sprecher; sprecherin; podium; intervenant; intervenante; intervenants; intervenantes;
        orateur; oratrice; orateurs; conférencier; conférenciers; panéliste; panélistes""",
    "moderators": """moderator; moderators; chair; chairs; chairperson; session chair; convener; conveners;
        convenor; session convener; 사회; 사회자; 좌장; 모더레이터; 司会; 司会者; 座長; モデレーター; moderation;
        moderatorin; moderatorinnen; leitung; sitzungsleitung; vorsitz; modérateur; modératrice; modérateurs;
        modération; président de séance; présidence""",
    "rapporteurs": """rapporteur; rapporteurs; rapporteuse; rapporteure; 라포르퇴르; 라포터; 보고자; ラポーター;
        ラポルトゥール; 記録係; berichterstatter; berichterstatterin; berichterstattung""",
    "discussants": """discussant; discussants; respondent; respondents; commentator; commentators; 토론자; 토론;
        討論者; 指定討論者; コメンテーター; diskutant; diskutantin; diskutanten; kommentar; discutant; discutante;
        discutants; répondant""",
    "name": """name; full name; fullname; person; participant; 성명; 氏名; 名前; お名前; vollständiger name; nom
        complet""",
    "given": "given name; given names; first name; firstname; forename; 名; vorname; vornamen; prénom; prénoms",
    "family": """family name; last name; lastname; surname; 성; 姓; 名字; nachname; familienname; zuname; nom de
        famille; patronyme""",
    "honorific": "honorific; salutation; academic title; 호칭; 敬称; anrede; akademischer titel; civilité",
    "affiliation": """affiliation; affiliations; institution; institutions; organisation; organization; company;
        employer; university; speaker affiliation; speaker affiliations; speakers affiliation; presenters
        affiliation; presenter affiliation; 소속; 소속 기관; 기관; 기관명; 所属; 所属機関; ご所属; 機関;
        einrichtung; firma; zugehörigkeit; organisationen; établissement; organisme; rattachement; entreprise""",
    "role": "role; 역할; 役割; rolle; funktion; rôle; fonction",
    "state": "state; status; session status; 상태; 状態; zustand; statut; état",
}
"""The fields that a table can fill, each with the words that its column is known by."""

LEFT = {
    "an e-mail address": """email; e mail; mail; email address; e mail address; mail address; speaker email;
        speaker emails; presenters email; presenter email; owner email; 이메일; 메일; 전자우편; メール; メールアドレス;
        eメール; e mail adresse; mailadresse; courriel; adresse e mail; adresse électronique""",
    "an internal note": """notes; note; internal notes; internal note; comment; comments; remarks; 비고; 메모;
        備考; メモ; notizen; notiz; interne notizen; bemerkung; bemerkungen; anmerkungen; remarque; remarques;
        notes internes; median score; mean score""",
    "an announcement": """abstract; abstracts; description; summary; teaser; bio; biography; 초록; 요약; 설명;
        개요; 소개; 概要; 要旨; 抄録; 説明; zusammenfassung; beschreibung; kurzfassung; résumé; descriptif;
        présentation""",
    "nothing that a record has": """track; tracks; tags; tag list; keywords; created; pending state; slot count;
        is featured; do not record; image; speaker ids; resources; materials; board number; phone; telephone; url;
        link; website; capacity; 트랙; 태그; 전화; 전화번호; 링크; トラック; 電話; リンク; schlagworte; telefon;
        mots clés; téléphone; lien; authors; co authors""",
}
"""Columns that are known and not taken, by what they hold."""

EITHER = {
    **dict.fromkeys(("session", "sitzung", "séance", "세션", "セッション"), ("", "title", "title")),
    "이름": ("given", "family", "name"),
    "nom": ("family", "given", "name"),
    "namen": ("speakers", "", "speakers"),
}
"""Words whose meaning hangs on the other columns: what they are beside a column of another kind, and what alone."""

NOTHING = "nothing"
"""The word by which a mapping leaves a column out."""

WITH_AFFILIATION = " with affiliation"
"""What a mapping adds to a role where each name has its institution behind a comma."""

ROLES = ("rapporteurs", "moderators", "speakers", "discussants")


def plain(head: str) -> str:
    """Return the words of a head alone, in small letters: `Speaker(s)` is `speakers`, `E-Mail` is `e mail`."""
    head = unicodedata.normalize("NFKC", head).casefold().replace("(s)", "s").replace("(en)", "en")
    return " ".join(re.findall(r"[^\W_]+|°", head)).replace("n °", "n°")


@cache
def _known() -> dict[str, str]:
    return {plain(word): field for field, words in TAKEN.items() for word in words.split(";")}


@cache
def _left() -> dict[str, str]:
    return {plain(word): what for what, words in LEFT.items() for word in words.split(";")}


def field_of(head: str) -> str:
    """Return the field that a column called `head` fills, nothing where it is not known."""
    words = plain(head)
    return _known().get(words) or _known().get(words.replace(" ", "")) or ""


def left_out(head: str) -> str:
    """Return what a column called `head` holds that no record takes."""
    words = plain(head)
    return _left().get(words) or _left().get(words.replace(" ", "")) or ""


def fields() -> tuple[str, ...]:
    """Return the words that a mapping may give a column."""
    return (*TAKEN, *(role + WITH_AFFILIATION for role in ROLES), NOTHING)
