"""Web Push: browsers that show messages by themselves, and whom their push services can write to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.domain.messages import MessageEvent
from webapp.domain.problems import Invalid, Problem, Reason

LONGEST_CONTACT = 200
# An uncompressed point of P-256, and a secret (RFC 8291, section 3.1 and 3.2).
POINT_BYTES, AUTH_BYTES = 65, 16
_MAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"?&/]+@([^\s@/?]+)")
_NAME = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# Names of a home network, those that lead nowhere, and those that stand in examples: nobody reads mail there.
_AT_HOME = frozenset(
    {"arpa", "example", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost", "onion", "test"}
)
_OF_EXAMPLES = ("example.com", "example.net", "example.org", "fritz.box")
# How much a phone that saves its battery hurries (RFC 8030, section 5.3).
_URGENCY: Mapping[MessageEvent, str] = {MessageEvent.REMINDER: "high", MessageEvent.TEST: "high"}


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A browser that shows messages: where its push service takes them, its keys, and this server's address there."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    name: str
    device_hash: bytes
    home: str


@dataclass(frozen=True)
class Sender:
    """Who sends to push services: the key that signs, what checks it, and a contact as a URI."""

    private_key: bytes
    public_key: bytes
    contact: str


def urgency(event: MessageEvent) -> str:
    return _URGENCY.get(event, "normal")


def checked_contact(field: str, typed: str) -> str:
    """Whom a push service can write to, as a mailto: or https: URI (RFC 8292, section 2.1). Raises Invalid.

    Apple answers each message with 403 where nobody can be reached at it, such as at localhost: better said now.
    """
    if not typed:
        raise Invalid(Problem(field, Reason.MISSING))
    if len(typed) > LONGEST_CONTACT:
        raise Invalid(Problem(field, Reason.TOO_LONG, float(LONGEST_CONTACT)))
    uri = typed if ":" in typed else f"mailto:{typed}"
    host = (_host_of(uri) or "").lower().removesuffix(".")
    if not _NAME.fullmatch(host):
        raise Invalid(Problem(field, Reason.NOT_A_CONTACT))
    if _is_at_home(host):
        raise Invalid(Problem(field, Reason.A_CONTACT_AT_HOME))
    return uri


def _host_of(uri: str) -> str | None:
    scheme, _, rest = uri.partition(":")
    if not (uri.isascii() and uri.isprintable()) or " " in uri:
        return None
    if scheme.lower() == "mailto":
        mail = _MAIL.fullmatch(rest)
        return mail[1] if mail else None
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.scheme == "https" and not parts.username else None


def _is_at_home(host: str) -> bool:
    last = host.rpartition(".")[2]
    is_name = "." in host and not last.isdecimal()
    return not is_name or last in _AT_HOME or any(f".{host}".endswith(f".{name}") for name in _OF_EXAMPLES)
