"""Mail was seen arriving through Exim: both kinds of TLS, greylisting, a refusal, a letter too large, CJK names."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from socket import create_connection

import pytest
from mailservers import HOST, PASSWORD, USER, authority, free_port
from posting import Drafted, drafted

from reportkit.deliver.password import Password
from reportkit.deliver.smtp import Line, Server, TurnedAway
from reportkit.reviewing.sending import Wish, held_outbox, send

EXIM = shutil.which("exim4") or shutil.which("exim4", path="/usr/sbin")

pytestmark = pytest.mark.skipif(EXIM is None, reason="needs Exim: apt-get install exim4-daemon-light")

CONFIG = """
primary_hostname = post.example.org
domainlist local_domains = example.org
exim_user = {user}
exim_group = {group}
keep_environment =
spool_directory = {home}/spool
log_file_path = {home}/%slog
pid_file_path = {home}/pid
daemon_smtp_ports = {starttls} : {implicit}
tls_on_connect_ports = {implicit}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {home}/cert.pem
tls_privatekey = {home}/key.pem
message_size_limit = 200K
acl_smtp_rcpt = recipients
begin acl
recipients:
  deny    !authenticated = *
          message = log in first
  defer   local_parts = abe
          condition = ${{if !exists{{{home}/known}}}}
          message = greylisted
  deny    local_parts = lu
          message = no such user
  accept
begin routers
all:
  driver = accept
  transport = maildir
begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = {home}/mail
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{name}}}}}{{eq{{$auth3}}{{{word}}}}}}}}}
  server_set_id = $auth2
"""


@dataclass(frozen=True)
class Exim:
    """An Exim of our own, and the letters that are in its one mailbox."""

    home: Path
    ports: dict[str, int]

    def server(self, tls: str = "starttls") -> Server:
        return Server(HOST, self.ports[tls], tls, USER, authority()[1])

    def letters(self, number: int) -> list[EmailMessage]:
        """Return the letters, when there are so many."""
        ends = time.monotonic() + 10
        while len(found := sorted((self.home / "mail/new").glob("*"))) < number and time.monotonic() < ends:
            time.sleep(0.05)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]  # type: ignore[misc] # EmailMessage


@pytest.fixture
def exim() -> Iterator[Exim]:
    """Run Exim as whoever runs the tests; it will not have root, so that nobody runs it then."""
    home = Path(tempfile.mkdtemp(prefix="exim-"))
    user, group = (os.getuid(), os.getgid()) if os.getuid() else (65534, 65534)
    certificate = authority()[0].issue_cert(HOST)
    certificate.private_key_pem.write_to_path(home / "key.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(home / "cert.pem", append=True)
    ports = {"starttls": free_port(), "implicit": free_port()}
    facts = {"home": home, "user": user, "group": group, "name": USER, "word": PASSWORD, **ports}
    (home / "exim.conf").write_text(CONFIG.format(**facts))
    for folder in ("spool", "mail"):
        (home / folder).mkdir()
    for path in (home, *home.rglob("*")):
        os.chown(path, user, group)
    as_nobody = {"user": user, "group": group, "extra_groups": []} if not os.getuid() else {}
    command = [str(EXIM), "-C", str(home / "exim.conf"), "-bdf"]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=home, **as_nobody)  # type: ignore[call-overload] # those of Popen
    try:
        _wait_for(ports["implicit"], run)
        yield Exim(home, ports)
    finally:
        run.terminate()
        run.communicate()
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(port: int, run: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        with suppress(OSError), create_connection((HOST, port), 1):
            return
        if run.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"Exim does not start: {run.stderr.read().decode() if run.stderr and run.poll() else ''}")


def test_letters_arrive_through_exim(exim: Exim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four speakers one is greylisted twice, one refused; names, subjects and drafts arrive as they left."""
    monkeypatch.setenv("REPORTKIT_SMTP_PASSWORD", PASSWORD)
    event = drafted(tmp_path / "forum", exim.server(), people=("abe", "han", "lu", "oake"))
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            (exim.home / "known").touch()

    with held_outbox(Wish((event.home,))) as outbox:
        became = {row.ids[0].split(".")[1]: row for row in send(outbox, pause=pause)}
    assert {id: row.state for id, row in became.items()} == {
        "abe": "sent",
        "han": "sent",
        "lu": "bounced",
        "oake": "sent",
    }
    assert became["lu"].said == "550 no such user"
    assert became["han"].said.startswith("250 OK id=")
    assert event.events("1-1.abe.1") == ["failed", "failed", "sending", "sent"]
    letters = {str(one["To"]): one for one in exim.letters(3)}
    assert sorted(letters) == [
        "Abe Ren <abe@example.org>",
        "Vandevelde-Oake Łucja <oake@example.org>",
        "한서윤 <han@example.org>",
    ]
    assert drafts(letters.values()) == drafts_of(event, "abe", "han", "oake")


def drafts(letters: Iterable[EmailMessage]) -> set[str]:
    return {sha256(part.get_content()).hexdigest() for one in letters for part in one.iter_attachments()}


def drafts_of(event: Drafted, *people: str) -> set[str]:
    return {event.ledgers[0].sent(event.review(f"1-1.{id}.1")).sha256 for id in people}


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_what_is_too_large_does_not_set_out_and_what_is_not_arrives(exim: Exim, tls: str) -> None:
    letter = b"From: pubs@example.org\r\nTo: han@example.org\r\nSubject: Draft\r\n\r\n"
    with Line(exim.server(tls), "pubs@example.org", Password(PASSWORD)) as line:
        with pytest.raises(TurnedAway) as told:
            line.hand_in(letter + b"x" * 300_000, "han@example.org")
        assert line.hand_in(letter + b".\r\n.leading dot\r\n", "han@example.org").code == 250
    assert (told.value.code, told.value.text) == (552, "300,063 bytes are more than the 204,800 allowed")
    assert [one.get_content() for one in exim.letters(1)] == [".\n.leading dot\n"]
