"""Real mail servers for tests: aiosmtpd, which answers as it is told, with certificates of an authority of our own."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from reportkit.deliver.smtp import Server

HOST = "127.0.0.1"
USER, PASSWORD = "pubs", "bittersweet-tide"


@cache
def authority() -> tuple[trustme.CA, Path]:
    """Return an authority that no system knows, and the file with its certificate."""
    ca = trustme.CA()
    path = Path(mkdtemp()) / "authority.pem"
    ca.cert_pem.write_to_path(path)
    return ca, path


@cache
def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority()[0].issue_cert(HOST, "localhost").configure_cert(context)
    return context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Post:
    """What arrived, and what is answered: to RCPT and after the message, one answer a time, then `250 OK`.

    `hang up` breaks the connection instead, `taken, hang up` when the message was taken, `silence` says nothing for
    long, and `taken, then hang up` answers well first. `names` has what each client calls itself, at each EHLO.
    """

    to_rcpt: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=policy.default) for one in self.letters]  # type: ignore[misc] # EmailMessage

    async def handle_EHLO(  # noqa: N802 # called so by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.names.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.to_rcpt.pop(0) if self.to_rcpt else "250 OK"
        if answer == "hang up":
            _hang_up(server)
        elif answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.to_data.pop(0) if self.to_data else "250 OK"
        assert isinstance(envelope.content, bytes)
        if answer.startswith(("250", "taken")):
            self.letters.append(envelope.content)
            self.people += envelope.rcpt_tos
        if answer == "silence":
            await asyncio.sleep(3)
        if answer in ("hang up", "taken, hang up"):
            _hang_up(server)
        if answer == "taken, then hang up":
            asyncio.get_running_loop().call_later(0.05, _hang_up, server)
        return f"250 OK id=Q{len(self.letters):04}" if answer.startswith(("250", "taken")) else answer


def _hang_up(server: SMTP) -> None:
    """Cut the connection as a network does: both ends see that nothing comes any more."""
    server.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(
    post: Post, *, tls: str = "starttls", login: bool = False, host: str = HOST, **settings: Any
) -> Iterator[Server]:
    """Run a server that gives what arrives to `post`; yield it as the settings of an event name it."""
    if tls == "starttls":
        settings |= {"tls_context": _context(), "require_starttls": True}
    elif tls == "implicit":
        settings |= {"ssl_context": _context()}
    if login:
        settings |= {"authenticator": _let_in, "auth_required": True, "auth_require_tls": tls == "starttls"}
    port = free_port()
    controller = Controller(post, hostname=host, port=port, ident="Post", **settings)
    controller.start()
    try:
        yield Server(host, port, tls, USER if login else "", authority()[1])
    finally:
        controller.stop()


def _let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)
