"""A message file that mail programs open as one that is not sent yet, for somebody to look at and to send."""

from email.message import EmailMessage
from email.policy import SMTP


def unsent(message: EmailMessage) -> bytes:
    """Return `message` without what only a sent one has: its id and its date."""
    # Outlook takes a message with this header for a draft, and others open it as new.
    lines = [("X-Unsent", "1"), *((name, value) for name, value in message.raw_items() if _stays(name))]
    draft = EmailMessage(policy=SMTP)
    for name, value in lines:
        draft.set_raw(name, value)
    draft.set_payload(message.get_payload())
    return draft.as_bytes()


def _stays(name: str) -> bool:
    return name.lower() not in ("message-id", "date")
