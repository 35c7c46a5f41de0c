"""Where mail goes: one address as people type it, brought into the form that servers take (RFC 5321, RFC 5322).

Whether anybody reads what is sent there, only the mail tells. Messages are built in `deliver`.
"""

import re

LONGEST, LONGEST_LOCAL, LONGEST_LABEL = 254, 64, 63
"""How many characters an address, its part before the @, and a piece of its domain may have."""

CHANGED_BY_SERVERS = "ßς\u200c\u200d"
"""Letters of a domain that old rules spell otherwise than new ones do, so that mail may go to somebody else."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])+"')
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_MAILBOX = re.compile(r'\s*"?([^"<>]*?)"?\s*<([^<>]*)>\s*')


class Unfit(ValueError):
    """A value that cannot be used; `args` are what is wrong with it and what to do next."""


def address(text: str) -> str:
    """Return an address with its domain in ASCII; raise Unfit when it is none, or servers may not take it."""
    local, at, domain = text.strip().rpartition("@")
    if not at:
        raise Unfit(f'"{text}" is no mail address', "for example kuik@example.org")
    if re.search(r"[<>,;]", text) and not local.startswith('"'):
        raise Unfit(f'"{text}" is not one mail address alone', "write one, without a name and without brackets")
    if not local.isascii():
        what = f'"{local}", before the @, has letters that most mail servers do not take'
        raise Unfit(what, "ask for an address in plain letters (SMTPUTF8, RFC 6531)")
    if not _LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL:
        raise Unfit(f'"{local}" cannot stand before the @ of a mail address', "for example kuik@example.org")
    whole = f"{local}@{_in_ascii(domain)}"
    if len(whole) > LONGEST:
        raise Unfit(f"the mail address has more than {LONGEST} characters", "see whether it is one")
    return whole


def _in_ascii(domain: str) -> str:
    """Return a domain as servers know it: `bücher.example` is `xn--bcher-kva.example`."""
    what, hint = f'"{domain}" is no domain', "for example kuik@example.org"
    if any(letter in domain for letter in CHANGED_BY_SERVERS):
        raise Unfit(f'the domain "{domain}" has letters that servers read in two ways', "write it as xn--…")
    try:
        plain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        raise Unfit(what, hint) from None
    labels = plain.lower().split(".")
    if not all(_LABEL.fullmatch(label) and len(label) <= LONGEST_LABEL for label in labels):
        raise Unfit(what, hint)
    if (len(labels) < 2 and plain != "localhost") or labels[-1].isdigit():
        raise Unfit(what, "a domain has two names and more, as in example.org")
    return plain.lower()


def mailbox(text: str) -> tuple[str, str]:
    """Return the name and the address of `Asan Institute <publications@example.org>`, or of an address alone.

    Raises Unfit when there is no address in it.
    """
    match = _MAILBOX.fullmatch(text)
    return (match[1], address(match[2])) if match else ("", address(text))
