"""A diary that is open at home without a sign-in: to a network, straight, and under names that the owner listed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from webapp.config import OpenHome
from webapp.security.addresses import is_among
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User

# Where TrustedProxies notes that nobody handed a request on. No header can: theirs begin with HTTP_.
DIRECT = "backstride.direct"
_OF_PROXIES = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP")


def is_handed_on(environ: Mapping[str, Any]) -> bool:
    """Whether a head tells of a proxy, whose address says nothing of who asks."""
    return any(name in _OF_PROXIES or name.startswith("HTTP_X_FORWARDED") for name in environ)


def is_open(home: OpenHome, environ: Mapping[str, Any], host: str) -> bool:
    """Whether a request comes straight from the network, under a listed name: a page elsewhere can't take that name."""
    name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    return bool(environ.get(DIRECT)) and name in home.hosts and is_among(environ["REMOTE_ADDR"], home.networks)


def person(session: Session, home: OpenHome) -> User | None:
    """Whose diary is open: never an owner's, whose pages are everybody's."""
    user = users.find_named(session, home.name)
    return user if user and not user.is_owner and not user.taken_out_at else None
