"""Mail handed to a server: one connection for a whole run, under TLS, one message at a time.

What a message says is decided in `compose`. When it is tried again, and how the log keeps it from being sent twice, is
in `reviewing/sending.py`; passwords come from `password.py`.
"""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from socket import gaierror
from types import TracebackType
from typing import Literal, Self

from reportkit.deliver.password import VARIABLE, Password
from reportkit.errors import Unsent, visible

LOG = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024
"""The largest message that is handed in, in bytes, even if the server would take a larger one."""

Verdict = Literal["retry", "final", "setup"]
"""What an error means: try later, never again like this, or nothing goes before a setting is mended."""

SETTINGS = frozenset({502, 503, 504, 530, 534, 535, 538})
"""Answers that are about the login and the order of commands, whichever message was to go."""

TOO_LARGE = frozenset({523, 552})

ADDRESS = re.compile(r"[^\s<>\x00-\x1f]+@[^\s<>\x00-\x1f]+")
"""What can stand in a command without becoming another one; what an address is, `addresses.py` knows."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in, and as whom: the settings `mail` of an event.

    `tls` is `starttls` (port 587), `implicit` (port 465), or `none`, for a server on this very machine. Without a
    `user` nobody logs in. `cafile` has the certificate of an authority that the system does not know.
    """

    host: str
    port: int = 587
    tls: str = "starttls"
    user: str = ""
    cafile: Path | None = None

    def __str__(self) -> str:
        return visible(f"{self.host}:{self.port}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said last; in `text` there is mostly the number by which it knows the message."""

    code: int
    text: str


class TurnedAway(Exception):
    """The message was not taken, and the server does not have it.

    `again` tells whether another try may help, `adrift` that there is no connection at all. `code` is the server's, or
    the one that it would have given.
    """

    def __init__(self, code: int, text: str, *, again: bool, adrift: bool = False) -> None:
        super().__init__(code, text)
        self.code, self.text, self.again, self.adrift = code, text, again, adrift


class NoAnswer(Exception):
    """The message has left, or a part of it, and whether the server has it is not known."""


def classify(error: Exception) -> Verdict:
    """Tell what an error means by its code; smtplib has the same classes for refusals of today and of for ever."""
    code = _answer(error).code
    if isinstance(error, Unsent | ssl.SSLError | smtplib.SMTPNotSupportedError) or code in SETTINGS:
        return "setup"
    if isinstance(error, smtplib.SMTPSenderRefused) and code >= 500 and code not in TOO_LARGE:
        return "setup"
    return "final" if 500 <= code < 600 else "retry"


def _answer(error: Exception) -> Answer:
    """Return the code and the words of an error; where the connection broke, those of a server that closes it."""
    code: int = 421
    text: str | bytes = str(error) or type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()), (code, text))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    elif isinstance(error, OSError) and error.strerror:
        text = error.strerror
    return Answer(code, _words(text))


def _words(text: str | bytes) -> str:
    """Return what a server said on one line that a terminal can take."""
    return visible(" ".join((text.decode("utf-8", "replace") if isinstance(text, bytes) else text).split()))


class Line:
    """A line to the server, opened when it is needed, and again where it broke.

    `timeout` is how long, in seconds, any answer may take, and `patience` the one after a message: it is worth waiting
    for, since nobody knows without it (RFC 5321, 4.5.3.2).
    """

    def __init__(
        self,
        server: Server,
        sender: str,
        password: Password | None = None,
        *,
        timeout: float = 60,
        patience: float = 600,
    ) -> None:
        self.server, self.sender, self.password = server, sender, password
        self.timeout, self.patience = timeout, patience
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Open the line; raise Unsent, with the setting that is to be mended, where that is not possible."""
        try:
            self._smtp = self._opened()
        except (smtplib.SMTPException, OSError) as error:
            raise self._unusable(error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def hand_in(self, message: bytes, to: str, ready: Callable[[], None] = lambda: None) -> Answer:
        """Hand in one message and return the server's last answer, which names the message mostly.

        `ready` is called when the server wants the message and before a byte of it leaves. Raises TurnedAway where the
        server does not have the message for certain, NoAnswer where that is not certain, Unsent where no message will
        go before a setting is mended.
        """
        smtp = self._line()
        try:
            self._announce(smtp, message, to)
            ready()
            _expect(smtp.docmd("DATA"), 354, smtplib.SMTPDataError)
        except (smtplib.SMTPException, OSError) as error:
            self._drop_message()
            raise self._turned_away(error) from None
        except BaseException:
            self._drop_message()
            raise
        return self._pass_over(smtp, message)

    # --- the message ------------------------------------------------------------------------------------------

    def _announce(self, smtp: smtplib.SMTP, message: bytes, to: str) -> None:
        """Tell from whom and for whom a message is; raise where the server will not have it."""
        limit = min(LARGEST, _size_limit(smtp))
        if len(message) > limit:
            raise smtplib.SMTPResponseException(552, f"{len(message):,} bytes are more than the {limit:,} allowed")
        code, text = smtp.mail(self.sender, _options(smtp, message, self.sender, to))
        if code // 100 != 2:
            raise smtplib.SMTPSenderRefused(code, text, self.sender)
        code, text = smtp.rcpt(to)
        if code // 100 != 2:
            raise smtplib.SMTPRecipientsRefused({to: (code, text)})

    def _pass_over(self, smtp: smtplib.SMTP, message: bytes) -> Answer:
        """Send the message itself; from here on, silence means that nobody knows."""
        try:
            with _silent(smtp):
                assert smtp.sock
                smtp.sock.settimeout(self.patience)
                smtp.send(_dotted(message))
                answer = Answer(*_spoken(smtp.getreply()))
                smtp.sock.settimeout(self.timeout)
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise NoAnswer(_answer(error).text) from None
        if answer.code // 100 == 2:
            return answer
        if answer.code // 100 in (4, 5):
            raise self._turned_away(smtplib.SMTPDataError(answer.code, answer.text))
        self._hang_up()
        raise NoAnswer(f"{answer.code} {answer.text}")

    def _turned_away(self, error: Exception) -> TurnedAway | Unsent:
        verdict, answer = classify(error), _answer(error)
        if verdict == "setup":
            return self._unusable(error)
        return TurnedAway(answer.code, answer.text, again=verdict == "retry")

    def _drop_message(self) -> None:
        """Have the server forget a message that was begun, so that the next one can follow."""
        try:
            assert self._smtp
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._hang_up()

    # --- the connection ---------------------------------------------------------------------------------------

    def _line(self) -> smtplib.SMTP:
        """Return the connection if it still stands, or a new one."""
        if self._smtp and not _stands(self._smtp):
            LOG.info("%s: the connection broke; it is opened again", self.server)
            self._hang_up()
        if self._smtp is None:
            try:
                self._smtp = self._opened()
            except (smtplib.SMTPException, OSError) as error:
                if classify(error) != "retry":
                    raise self._unusable(error) from None
                answer = _answer(error)
                raise TurnedAway(answer.code, answer.text, again=True, adrift=True) from None
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        """Return a new connection, under TLS and logged in."""
        server = self.server
        if server.tls == "none" and not _is_this_machine(server.host):
            raise Unsent(
                f"{server} is not this machine, and mail leaves it under TLS only", "mail.tls: starttls or implicit"
            )
        if server.tls == "none" and server.user:
            raise Unsent(
                f"{server} has no TLS, and a password is told under TLS only", "leave out mail.user, or set mail.tls"
            )
        smtp = self._connected(self._trust())
        try:
            if server.user:
                self._log_in(smtp)
        except BaseException:
            smtp.close()
            raise
        LOG.info("%s: connected%s", server, f" as {server.user}" * bool(server.user))
        return smtp

    def _connected(self, trust: ssl.SSLContext) -> smtplib.SMTP:
        host, port, name = self.server.host, self.server.port, _own_name(self.sender)
        if self.server.tls == "implicit":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=self.timeout, context=trust)
        else:
            smtp = smtplib.SMTP(host, port, name, timeout=self.timeout)
        smtp.set_debuglevel(LOG.isEnabledFor(logging.DEBUG))
        try:
            smtp.ehlo_or_helo_if_needed()
            if self.server.tls == "starttls":
                if not smtp.has_extn("starttls"):
                    raise Unsent(
                        f"{self.server} does not offer STARTTLS", "see mail.port; mail.tls: implicit goes with 465"
                    )
                smtp.starttls(context=trust)
                smtp.ehlo()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _trust(self) -> ssl.SSLContext:
        """Return which certificates are believed: those the system knows, or the one of `cafile` and no other."""
        try:
            return ssl.create_default_context(cafile=self.server.cafile)
        except OSError as error:
            what = error.strerror or "it is no certificate"
            raise Unsent(
                f"{self.server.cafile}: cannot be used: {what}", "mail.cafile names a certificate (PEM)"
            ) from None

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        """Log in; the password is neither shown nor kept."""
        user, password = self.server.user, self.password or Password("")
        try:
            with _silent(smtp):
                smtp.login(user, password.reveal())
        except UnicodeEncodeError:
            raise Unsent("the login takes no letters but those of ASCII", f"see mail.user and {VARIABLE}") from None
        except smtplib.SMTPResponseException as error:
            words = password.veiled(_words(error.smtp_error), user)
            raise smtplib.SMTPAuthenticationError(error.smtp_code, words) from None
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException:
            hint = "leave out mail.user, or see mail.port"
            raise Unsent(f"{self.server} does not offer a login with a password", hint) from None
        finally:
            smtp.user = smtp.password = ""  # smtplib keeps them

    def _hang_up(self) -> None:
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()
        self._smtp = None

    # --- what went wrong --------------------------------------------------------------------------------------

    def _unusable(self, error: Exception) -> Unsent:
        """Return why the server cannot be used, with the setting to mend."""
        if isinstance(error, Unsent):
            return error
        answer = _answer(error)
        said = f"{answer.code} {answer.text}"
        match error:
            case ssl.SSLCertVerificationError():
                what = f"its certificate is not trusted: {error.verify_message}"
                hint = "mail.host is the name in its certificate; mail.cafile names an authority of your own"
            case ssl.SSLError():
                what = f"no TLS: {answer.text}"
                hint = "mail.tls: starttls goes with mail.port: 587, implicit with 465"
            case smtplib.SMTPAuthenticationError():
                what = f"does not let {self.server.user} in: {said}"
                hint = f"see mail.user and {VARIABLE}; some providers want a password made for programs"
            case smtplib.SMTPSenderRefused():
                what, hint = f"does not take mail from {self.sender}: {said}", "see mail.from and mail.user"
            case smtplib.SMTPResponseException() | smtplib.SMTPRecipientsRefused():
                what, hint = f"does not take mail: {said}", "see mail.user and mail.port, or run again later"
            case gaierror():
                what, hint = f"is not found: {answer.text}", "see mail.host"
            case smtplib.SMTPNotSupportedError():
                what, hint = f"cannot be used: {answer.text}", "see mail.port and mail.tls"
            case _:
                what, hint = (
                    f"does not answer: {answer.text}",
                    "see mail.host, mail.port and mail.tls, or run again later",
                )
        return Unsent(
            f"{self.server} {what}" if not what.startswith(("its", "no ")) else f"{self.server}: {what}", hint
        )


# --- pieces of the conversation ---------------------------------------------------------------------------------


def _expect(reply: tuple[int, bytes], wanted: int, kind: type[smtplib.SMTPResponseException]) -> None:
    if reply[0] != wanted:
        raise kind(reply[0], reply[1])


def _options(smtp: smtplib.SMTP, message: bytes, *addresses: str) -> list[str]:
    """Return what the server is to know of a message beforehand; raise where it cannot take its addresses."""
    if damaged := [address for address in addresses if not ADDRESS.fullmatch(address)]:
        raise smtplib.SMTPResponseException(553, f"{damaged[0]!r} is no address")
    options = [f"SIZE={len(message)}"] if smtp.has_extn("size") else []
    if foreign := [address for address in addresses if not address.isascii()]:
        if not smtp.has_extn("smtputf8"):
            raise smtplib.SMTPResponseException(553, f"the server takes no address like {foreign[0]} (no SMTPUTF8)")
        return [*options, "SMTPUTF8", "BODY=8BITMIME"]
    if not message.isascii() and smtp.has_extn("8bitmime"):
        options.append("BODY=8BITMIME")
    return options


def _size_limit(smtp: smtplib.SMTP) -> int:
    """Return how many bytes the server takes, as far as it says so; 0 in its words is no limit (RFC 1870)."""
    stated = smtp.esmtp_features.get("size", "")
    return int(stated) if stated.isdigit() and int(stated) else LARGEST


def _dotted(message: bytes) -> bytes:
    """Return the message as it travels: whole lines, no line that is a dot of its own, a dot at the end."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    return re.sub(rb"(?m)^\.", b"..", lines.removesuffix(b"\r\n") + b"\r\n") + b".\r\n"


def _spoken(reply: tuple[int, bytes]) -> tuple[int, str]:
    return reply[0], _words(reply[1])


def _stands(smtp: smtplib.SMTP) -> bool:
    try:
        return smtp.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _own_name(sender: str) -> str:
    """Return what we call ourselves: the domain that the mail is from, for the name of this machine is private."""
    try:
        return sender.rpartition("@")[2].encode("idna").decode() or "localhost"
    except UnicodeError:
        return "localhost"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _silent(smtp: smtplib.SMTP) -> Iterator[None]:
    """Keep the conversation from being shown, for as long as it is about passwords and letters."""
    level = smtp.debuglevel
    smtp.set_debuglevel(0)
    try:
        yield
    finally:
        smtp.set_debuglevel(level)
