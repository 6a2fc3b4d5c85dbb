"""The person whom a proxy names: believed from the proxies that were named, by the address of the socket alone."""

from collections.abc import Mapping
from typing import Any

from webapp.config import Settings
from webapp.security.addresses import is_among
from webapp.security.identities import PROXY
from webapp.storage import identities as store
from webapp.storage.engine import Session
from webapp.storage.models import User

# Where TrustedProxies leaves the name. No header can: theirs begin with HTTP_.
NAMED = "backstride.named"
# Where the door leaves the address of the socket, beside the head, whose names are all in capitals.
PEER = "peer"
LONGEST_NAME = 255


def header_key(header: str) -> str:
    """A header as it is called in a request's head."""
    return header.upper().replace("-", "_")


def name_of(environ: Mapping[str, Any]) -> str:
    """The name that came; empty where there is none."""
    return readable(str(environ.get(NAMED, "")))


def readable(value: str) -> str:
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return value.strip()


def is_a_name(text: str) -> bool:
    """Whether somebody may have this name. A header that came twice is joined by a comma: one may be a stranger's."""
    return "," not in text and len(text) <= LONGEST_NAME and text.isprintable()


def find(session: Session, name: str) -> User | None:
    """Who has this name at the proxy, to the letter, by the owner's word."""
    return store.find_user(session, PROXY, name) if name and is_a_name(name) else None


def is_known(session: Session, settings: Settings, head: Mapping[str, str]) -> bool:
    """Whether a head comes from a proxy that names somebody known; asked before there is a request."""
    if not settings.proxy_user_header or not is_among(head.get(PEER, ""), settings.trusted_proxies):
        return False
    return find(session, readable(head.get(header_key(settings.proxy_user_header), ""))) is not None
