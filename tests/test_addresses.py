"""What is one mail address, in the form in which servers take it, and what is told to those who typed another thing."""

import pytest

from reportkit.addresses import Unfit, address, mailbox


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("kuik@example.org", "kuik@example.org"),
        (" Kuik.C+review@Mail.Example.ORG ", "Kuik.C+review@mail.example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ('"john doe"@example.org', '"john doe"@example.org'),
        ("kuik@bücher.example", "kuik@xn--bcher-kva.example"),
        ("kuik@한국.example", "kuik@xn--3e0b707e.example"),
        ("kuik@localhost", "kuik@localhost"),
    ],
)
def test_an_address_has_its_domain_in_ascii(typed: str, mailed: str) -> None:
    assert address(typed) == mailed


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", '"" is no mail address'),
        ("kuik", '"kuik" is no mail address'),
        ("kuik@", '"" is no domain'),
        ("@example.org", '"" cannot stand before the @ of a mail address'),
        ("kuik@example", '"example" is no domain'),
        ("kuik@127.0.0.1", '"127.0.0.1" is no domain'),
        ("kuik@-example.org", '"-example.org" is no domain'),
        ("kuik@exa mple.org", '"exa mple.org" is no domain'),
        ("kuik@example..org", '"example..org" is no domain'),
        (f"kuik@{'a' * 64}.org", f'"{"a" * 64}.org" is no domain'),
        (f"kuik@{'ü' * 64}.org", f'"{"ü" * 64}.org" is no domain'),
        (f"{'a' * 65}@example.org", f'"{"a" * 65}" cannot stand before the @ of a mail address'),
        (f"kuik@{'a.' * 130}org", "the mail address has more than 254 characters"),
        ("kuik..c@example.org", '"kuik..c" cannot stand before the @ of a mail address'),
        ("a@b.org\nBcc: x@example.org", '"a@b.org\nBcc: x" cannot stand before the @ of a mail address'),
        ("kuik@example.org\r\nBcc: x", '"example.org\r\nBcc: x" is no domain'),
        ("kuik@example.org, lee@example.org", '"kuik@example.org, lee@example.org" is not one mail address alone'),
        ("Dr. Kuik <kuik@example.org>", '"Dr. Kuik <kuik@example.org>" is not one mail address alone'),
        ("müller@example.org", '"müller", before the @, has letters that most mail servers do not take'),
        ("구익@example.org", '"구익", before the @, has letters that most mail servers do not take'),
        ("kuik@straße.example", 'the domain "straße.example" has letters that servers read in two ways'),
    ],
)
def test_what_is_no_address_is_told(typed: str, what: str) -> None:
    with pytest.raises(Unfit) as caught:
        address(typed)
    told, hint = caught.value.args
    assert told == what
    assert hint


def test_a_mailbox_may_have_a_name() -> None:
    assert mailbox("publications@example.org") == ("", "publications@example.org")
    assert mailbox("Asan Institute <publications@example.org>") == ("Asan Institute", "publications@example.org")
    assert mailbox('"연구원, 출판부" <p@bücher.example>') == ("연구원, 출판부", "p@xn--bcher-kva.example")
    with pytest.raises(Unfit):
        mailbox("Asan Institute <publications>")
