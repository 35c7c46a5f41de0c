"""The password of a mail server: from the environment or the keyring, never from a file, and never shown."""

import os
from base64 import b64encode
from importlib import import_module

from reportkit.errors import Misused

VARIABLE = "REPORTKIT_SMTP_PASSWORD"


class Password:
    """A password that prints as dots wherever it is printed by accident."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def __repr__(self) -> str:
        return "Password(•••)"

    def reveal(self) -> str:
        return self._word

    def veiled(self, text: str, user: str) -> str:
        """Return what a server said without the password, should it repeat what it was told."""
        plain = f"\0{user}\0{self._word}"
        for secret in (_coded(plain), _coded(self._word), self._word):
            text = text.replace(secret, "•••")
        return text


def _coded(text: str) -> str:
    """Return `text` as a login sends it."""
    return b64encode(text.encode("utf-8", "surrogateescape")).decode()


def password(host: str, user: str) -> Password:
    """Return the password of `user` at `host`; raise Misused where there is none."""
    word = os.environ.get(VARIABLE) or _from_keyring(host, user)
    if not word:
        remedy = (
            f"set {VARIABLE}, or keep it in the keyring: pip install 'reportkit[keyring]'; keyring set {host} {user}"
        )
        raise Misused(f"there is no password for {user} at {host}", remedy)
    return Password(word)


def _from_keyring(host: str, user: str) -> str:
    try:
        keyring = import_module("keyring")
    except ImportError:
        return ""
    try:
        return keyring.get_password(host, user) or ""
    except keyring.errors.KeyringError as error:
        raise Misused(f"the keyring does not open: {error}", f"open it, or set {VARIABLE}") from None
