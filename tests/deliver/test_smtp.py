"""Mail is handed in under TLS only, the server's own words come back, and the password is shown nowhere."""

import logging
import smtplib
import ssl
import sys
import traceback
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mailservers import PASSWORD, USER, Post, serving

from reportkit.deliver import smtp
from reportkit.deliver.password import Password, password
from reportkit.deliver.smtp import Answer, Line, NoAnswer, Server, TurnedAway, classify
from reportkit.errors import Misused, Unsent

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

FROM, KUIK, LEE = "pubs@example.org", "kuik@example.org", "lee-l@example.org"
LETTER = b"From: pubs@example.org\r\nTo: kuik@example.org\r\nSubject: Draft\r\n\r\nHello.\r\n.\r\n..\r\n"


def line(server: Server, word: str = PASSWORD, **patience: float) -> Line:
    return Line(server, FROM, Password(word), **patience)


# --- the way there ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", [True, False], ids=["login", "no login"])
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_letter_arrives_as_it_was_handed_in_and_the_server_says_how_it_calls_it(tls: str, login: bool) -> None:
    post = Post()
    with serving(post, tls=tls, login=login) as server, line(server) as ours:
        assert ours.hand_in(LETTER, KUIK) == Answer(250, "OK id=Q0001")
        assert ours.hand_in(LETTER, LEE) == Answer(250, "OK id=Q0002")
    assert (post.letters, post.people) == ([LETTER, LETTER], [KUIK, LEE])


def test_the_name_of_this_machine_is_not_told() -> None:
    post = Post()
    with serving(post) as server, line(server):
        assert set(post.names) == {"example.org"}


def test_a_server_on_this_machine_needs_no_tls() -> None:
    post = Post()
    with serving(post, tls="none") as server, line(server) as ours:
        ours.hand_in(LETTER, KUIK)
    assert post.letters == [LETTER]


def cannot_use(server: Server, word: str = PASSWORD) -> str:
    with pytest.raises(Unsent) as caught, line(server, word):
        pass
    return str(caught.value).replace(str(server), "SERVER")


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.7", "localhost.example.org"])
def test_plain_mail_goes_to_no_other_machine(host: str) -> None:
    assert cannot_use(Server(host, tls="none")) == (
        "error: SERVER is not this machine, and mail leaves it under TLS only\n  hint: mail.tls: starttls or implicit"
    )


def test_no_password_is_told_without_tls() -> None:
    post = Post()
    with serving(post, tls="none") as server:
        said = cannot_use(replace(server, user=USER))
    assert said.splitlines()[0] == "error: SERVER has no TLS, and a password is told under TLS only"
    assert post.names == []


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_stops_everything(tls: str) -> None:
    post = Post()
    with serving(post, tls=tls, login=True) as server:
        said = cannot_use(replace(server, cafile=None))
    assert said == (
        "error: SERVER: its certificate is not trusted: unable to get local issuer certificate\n"
        "  hint: mail.host is the name in its certificate; mail.cafile names an authority of your own"
    )


def test_a_certificate_for_another_name_stops_everything() -> None:
    with serving(Post(), host="127.0.0.2") as server:
        assert "IP address mismatch" in cannot_use(server)


def test_a_cafile_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    hint = "\n  hint: mail.cafile names a certificate (PEM)"
    missing = cannot_use(Server("localhost", cafile=path))
    assert missing == f"error: {path}: cannot be used: No such file or directory{hint}"
    path.write_text("no certificate")
    assert cannot_use(Server("localhost", cafile=path)).startswith(f"error: {path}: cannot be used: ")


def test_starttls_that_is_not_offered_stops_everything() -> None:
    with serving(Post(), tls="none") as server:
        said = cannot_use(replace(server, tls="starttls"))
    assert said == ("error: SERVER does not offer STARTTLS\n  hint: see mail.port; mail.tls: implicit goes with 465")


def test_tls_of_the_other_kind_is_told() -> None:
    with serving(Post()) as server:
        said = cannot_use(replace(server, tls="implicit"))
    assert said.startswith("error: SERVER: no TLS: ")
    assert said.endswith("hint: mail.tls: starttls goes with mail.port: 587, implicit with 465")


def test_nobody_at_the_door_is_told() -> None:
    with serving(Post()) as server:
        pass
    assert cannot_use(server) == (
        "error: SERVER does not answer: Connection refused\n"
        "  hint: see mail.host, mail.port and mail.tls, or run again later"
    )
    assert cannot_use(Server("no-such-host.invalid")).splitlines()[1] == "  hint: see mail.host"


# --- the login --------------------------------------------------------------------------------------------------


def test_a_login_that_is_not_offered_is_told() -> None:
    with serving(Post(), auth_exclude_mechanism=["PLAIN", "LOGIN"]) as server:
        said = cannot_use(replace(server, user=USER))
    assert said == "error: SERVER does not offer a login with a password\n  hint: leave out mail.user, or see mail.port"


def test_a_wrong_password_is_told_and_not_shown() -> None:
    with serving(Post(), login=True) as server:
        said = cannot_use(server, "low-water")
    assert said.splitlines()[0] == ("error: SERVER does not let pubs in: 535 5.7.8 Authentication credentials invalid")
    assert "low-water" not in said


def test_a_password_of_other_letters_is_told_and_not_shown() -> None:
    with serving(Post(), login=True) as server:
        said = cannot_use(server, "조수-간만")
    assert said.splitlines()[0] == "error: the login takes no letters but those of ASCII"


def test_a_login_that_is_left_out_is_told() -> None:
    with serving(Post(), login=True) as server, line(replace(server, user="")) as ours, pytest.raises(Unsent) as told:
        ours.hand_in(LETTER, KUIK)
    assert told.value.message == f"{server} does not take mail from {FROM}: 530 5.7.0 Authentication required"


def test_the_password_is_nowhere_to_be_seen(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At -vv the conversation is shown, and errors have tracebacks; even a server that repeats the login is veiled."""
    caplog.set_level(logging.DEBUG, "reportkit")
    seen = []
    for word in (PASSWORD, "low-water"):
        with serving(Post(), login=True) as server:
            ours = line(server, word)
            try:
                with ours:
                    ours.hand_in(LETTER, KUIK)
                    assert ours._smtp
                    seen.append(str(vars(ours._smtp)))
            except Unsent as error:
                seen += traceback.format_exception(error)
            seen.append(repr(ours.password) + str(ours.password) + repr(vars(ours)))
    said = capfd.readouterr()
    seen += [said.out, said.err, caplog.text]
    assert "send: 'ehlo example.org" in said.err  # the conversation was shown
    assert "Subject: Draft" not in said.err
    for word in (PASSWORD, "low-water"):
        for form in (word, coded(word), coded(f"\0{USER}\0{word}")):
            assert [text for text in seen if form in text] == []


def coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_a_server_that_repeats_the_login_is_veiled() -> None:
    said = f"535 no {coded(chr(0) + USER + chr(0) + 'ebb')} or {coded('ebb')} or ebb"
    assert Password("ebb").veiled(said, USER) == "535 no ••• or ••• or •••"


def test_the_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTKIT_SMTP_PASSWORD", "ebb")
    assert password("mail.example.org", USER).reveal() == "ebb"


KEYRING = """
class errors:
    class KeyringError(Exception): pass
def get_password(service, user):
    if user == "locked": raise errors.KeyringError("locked")
    return {("mail.example.org", "pubs"): "flood"}.get((service, user))
"""


def test_the_password_comes_from_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTKIT_SMTP_PASSWORD", raising=False)
    (tmp_path / "keyring.py").write_text(KEYRING)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    assert password("mail.example.org", USER).reveal() == "flood"
    with pytest.raises(Misused, match="there is no password for other at mail"):
        password("mail.example.org", "other")
    with pytest.raises(Misused, match="the keyring does not open: locked"):
        password("mail.example.org", "locked")


# --- letters that are not taken ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (smtplib.SMTPRecipientsRefused({KUIK: (451, b"greylisted")}), "retry"),
        (smtplib.SMTPRecipientsRefused({KUIK: (550, b"no such user")}), "final"),
        (smtplib.SMTPRecipientsRefused({KUIK: (530, b"login first")}), "setup"),
        (smtplib.SMTPSenderRefused(452, b"disk full", FROM), "retry"),
        (smtplib.SMTPSenderRefused(552, b"too large", FROM), "final"),
        (smtplib.SMTPSenderRefused(553, b"not yours", FROM), "setup"),
        (smtplib.SMTPDataError(450, b"later"), "retry"),
        (smtplib.SMTPDataError(554, b"looks like spam"), "final"),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), "setup"),
        (smtplib.SMTPAuthenticationError(454, b"later"), "retry"),
        (smtplib.SMTPConnectError(421, b"too busy"), "retry"),
        (smtplib.SMTPServerDisconnected("gone"), "retry"),
        (smtplib.SMTPNotSupportedError("no AUTH"), "setup"),
        (ssl.SSLCertVerificationError("unknown"), "setup"),
        (TimeoutError("timed out"), "retry"),
        (ConnectionResetError(104, "reset"), "retry"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value)[:50],
)
def test_the_code_tells_what_an_error_means(error: Exception, verdict: str) -> None:
    assert classify(error) == verdict


def turned_away(ours: Line, to: str = KUIK, letter: bytes = LETTER) -> tuple[int, str, bool]:
    with pytest.raises(TurnedAway) as caught:
        ours.hand_in(letter, to, ready=lambda: pytest.fail("the letter was not to leave"))
    return caught.value.code, caught.value.text, caught.value.again


def test_a_refused_address_keeps_no_other_letter_back() -> None:
    post = Post(to_rcpt=["550 5.1.1 No such user", "451 4.7.1 Greylisted"])
    with serving(post) as server, line(server) as ours:
        assert turned_away(ours) == (550, "5.1.1 No such user", False)
        assert turned_away(ours) == (451, "4.7.1 Greylisted", True)
        assert ours.hand_in(LETTER, LEE).code == 250
    assert (post.people, post.names) == ([LEE], ["example.org", "example.org"])  # one connection, before and after TLS


@pytest.mark.parametrize(("answer", "again"), [("554 5.7.1 Spam", False), ("451 4.3.0 Later", True)])
def test_a_letter_may_be_turned_away_when_it_was_read(answer: str, again: bool) -> None:
    post = Post(to_data=[answer])
    with serving(post) as server, line(server) as ours, pytest.raises(TurnedAway) as caught:
        ours.hand_in(LETTER, KUIK)
    assert (f"{caught.value.code} {caught.value.text}", caught.value.again) == (answer, again)


def test_a_letter_too_large_for_the_server_does_not_set_out() -> None:
    post = Post()
    with serving(post, data_size_limit=100) as server, line(server) as ours:
        assert turned_away(ours, letter=LETTER + bytes(100)) == (552, "179 bytes are more than the 100 allowed", False)


def test_a_letter_too_large_for_us_does_not_set_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "LARGEST", 50)
    with serving(Post()) as server, line(server) as ours:
        assert turned_away(ours) == (552, "79 bytes are more than the 50 allowed", False)


def test_an_address_in_other_letters_takes_a_server_that_knows_them() -> None:
    post, letter = Post(), LETTER.replace(b"kuik@", "기획@".encode())
    with serving(post, enable_SMTPUTF8=True) as server, line(server) as ours:
        ours.hand_in(letter, "기획@example.org")
    assert (post.letters, post.people) == ([letter], ["기획@example.org"])
    with serving(Post(), enable_SMTPUTF8=False) as server, line(server) as ours:
        said = "the server takes no address like 기획@example.org (no SMTPUTF8)"
        assert turned_away(ours, "기획@example.org", letter) == (553, said, False)


@pytest.mark.parametrize("to", ["kuik@example.org>\r\nRCPT TO:<lee-l@example.org", "kuik@example.org\nDATA"])
def test_no_command_is_smuggled_in_by_an_address(to: str) -> None:
    post = Post()
    with serving(post) as server, line(server) as ours:
        assert turned_away(ours, to) == (553, f"{to!r} is no address", False)
        ours.hand_in(LETTER, LEE)
    assert post.people == [LEE]


@given(st.binary(max_size=300) | st.text("\r\n. a", max_size=40).map(str.encode))
def test_a_letter_ends_where_it_ends(text: bytes) -> None:
    """Whatever it says, the line that is a dot comes last and only there, and all lines end as SMTP wants it."""
    wire = smtp._dotted(text)
    assert wire.endswith(b"\r\n.\r\n")
    assert wire.find(b"\r\n.\r\n") == len(wire) - 5
    assert not wire.startswith(b".\r\n")
    assert wire.replace(b"\r\n", b"").count(b"\r") + wire.replace(b"\r\n", b"").count(b"\n") == 0


# --- connections that break -------------------------------------------------------------------------------------


def test_a_connection_that_broke_between_two_letters_is_opened_again() -> None:
    post = Post(to_data=["taken, then hang up"])
    with serving(post) as server, line(server) as ours:
        ours.hand_in(LETTER, KUIK)
        sleep(0.2)
        ours.hand_in(LETTER, LEE)
    assert post.people == [KUIK, LEE]


def test_a_server_that_hangs_up_before_the_letter_leaves_may_be_tried_again() -> None:
    post = Post(to_rcpt=["hang up"])
    with serving(post) as server, line(server) as ours:
        assert turned_away(ours)[::2] == (421, True)
        ours.hand_in(LETTER, KUIK)
    assert post.people == [KUIK]


def test_a_server_that_is_gone_may_be_tried_again() -> None:
    with serving(Post(to_data=["taken, then hang up"])) as server:
        ours = line(server).__enter__()
        ours.hand_in(LETTER, KUIK)
        sleep(0.2)
    with pytest.raises(TurnedAway) as caught:
        ours.hand_in(LETTER, KUIK)
    assert (caught.value.code, caught.value.again, caught.value.adrift) == (421, True, True)


@pytest.mark.parametrize("answer", ["hang up", "taken, hang up", "silence", "354 More", "what?"])
def test_whether_a_letter_arrived_is_not_known_when_there_is_no_answer(answer: str) -> None:
    post = Post(to_data=[answer])
    with serving(post) as server, line(server, patience=0.3) as ours:
        with pytest.raises(NoAnswer):
            ours.hand_in(LETTER, KUIK)
        ours.hand_in(LETTER, LEE)
    assert post.people == [KUIK, LEE] if answer == "taken, hang up" else [LEE]


def test_a_letter_that_may_not_leave_does_not() -> None:
    """What is to be noted before could not be: the server forgets the letter, and the next one goes."""

    def full() -> None:
        raise Misused("no room")

    post = Post()
    with serving(post) as server, line(server) as ours:
        with pytest.raises(Misused):
            ours.hand_in(LETTER, KUIK, full)
        ours.hand_in(LETTER, LEE)
    assert (post.letters, post.people) == ([LETTER], [LEE])
