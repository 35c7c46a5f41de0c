"""Contacts are read from a file beside the event, each fault of which is told with its place."""

from pathlib import Path

import pytest
from builders import INPUTS

from reportkit.errors import BadRecord
from reportkit.load import contacts
from reportkit.pipeline import receive
from reportkit.records import Contact

BAD = """kuik: {adress: kuik@example.org, name: Dr. Kuik}
lee: lee@example.org
shin: {address: "신@example.org", timezone: Asia/Soul, language: [ko]}
kuik: {address: kuik@example.org}
"""


def written(folder: Path, text: str, name: str = "contacts.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_contacts_are_read_by_the_id_of_the_person() -> None:
    people = contacts(INPUTS / "asan-plenum-2026").people
    address = "kuik@example.org"
    assert people["kuik"] == Contact(address=address, name="Dr. Kuik", timezone="Asia/Kuala_Lumpur", language="en")
    assert [len(contacts(path.parent).people) for path in sorted(INPUTS.glob("*/contacts.yaml"))] == [6, 11]


def test_a_contact_may_be_an_address_alone_and_the_file_json(tmp_path: Path) -> None:
    home = written(tmp_path, '{"lu": {"address": "lu@example.org"}}', "contacts.json")
    assert contacts(home).people == {"lu": Contact(address="lu@example.org")}
    assert contacts(home).file == str(home / "contacts.json")


@pytest.mark.parametrize("text", [None, "", "# nobody yet\n", "{}"])
def test_there_may_be_no_contacts(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        written(tmp_path, text)
    assert contacts(tmp_path).people == {}
    assert contacts(tmp_path).file == str(tmp_path / "contacts.yaml")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadRecord) as caught:
        contacts(written(tmp_path, BAD))
    told = [(one.place.line, one.place.column, one.message, one.hint) for one in caught.value.findings if one.place]
    assert sorted(told) == [
        (1, 7, 'missing field "address"', "for example `address: kuik@example.org`"),
        (1, 8, 'unknown field "adress"', 'did you mean "address"?'),
        (2, 6, '"lee" should have fields of its own', "for example `{address: kuik@example.org, name: Dr. Kuik}`"),
        (
            3,
            17,
            '"address": "신", before the @, has letters that most mail servers do not take',
            "ask for an address in plain letters (SMTPUTF8, RFC 6531)",
        ),
        (3, 44, '"timezone": there is no time zone "Asia/Soul"', "use an IANA name, such as Asia/Seoul"),
        (
            3,
            65,
            '"language" should be text, not a list',
            "take out the brackets or hyphens, or put it into quotation marks",
        ),
        (4, 1, 'the field "kuik" is there twice', "the first is in line 1; keep one"),
    ]


def test_an_address_that_two_people_share_is_a_warning(tmp_path: Path) -> None:
    book = contacts(written(tmp_path, "a: {address: office@example.org}\nb: {address: Office@Example.org}\n"))
    assert sorted(book.people) == ["a", "b"]
    assert [(str(one.severity), one.message, str(one.place)) for one in book.findings] == [
        ("warning", '"b" has the same address as "a"', f"{book.file}:2:14")
    ]


def test_a_password_is_in_no_file_and_not_repeated(tmp_path: Path) -> None:
    event = "schema: reportkit/1\ntitle: Forum\nmail: {from: a@example.org, password: hunter2, Passwort: hunter2}\n"
    findings = receive(written(tmp_path, event, "event.yaml")).findings
    assert [(one.message, one.hint) for one in findings] == [
        ('"password" may be in no file', "take it out; the password is read from REPORTKIT_SMTP_PASSWORD"),
        ('"Passwort" may be in no file', "take it out; the password is read from REPORTKIT_SMTP_PASSWORD"),
    ]
    assert "hunter2" not in "".join(map(str, findings))


def test_settings_of_mail_that_do_not_fit_are_told(tmp_path: Path) -> None:
    event = (
        "schema: reportkit/1\ntitle: Forum\nmail: {from: nobody, port: 99999, tls: ssl, rate: fast, silence: consent}\n"
    )
    findings = receive(written(tmp_path, event, "event.yaml")).findings
    assert [one.message for one in findings] == [
        '"from": "nobody" is no mail address',
        '"port" should be a number from 1 to 65535',
        '"tls" should be starttls, implicit or none',
        '"rate" should be a number in a time',
        '"silence" should be approval',
    ]
