"""What the sign-in page and the settings say of passkeys: whether this page can have them, and where it could."""

from typing import cast

from flask import current_app, request

from webapp.domain.ways_in import PasskeyHindrance
from webapp.security.https import HomeHttps
from webapp.security.passkeys import Challenges, PageAddress
from webapp.storage import passkeys as store
from webapp.web.database import database


def page() -> PageAddress:
    """Where the page that asks was opened."""
    return PageAddress(request.scheme, request.host, current_app.config["INSTANCE"])


def challenges() -> Challenges:
    return cast(Challenges, current_app.extensions["backstride_challenges"])


def offers_passkeys() -> bool:
    """Whether somebody could sign in on this very page with a passkey."""
    return page().hindrance is None and page().host in _hosts()


def has_passkeys_over_https() -> bool:
    """Whether this page came over http, where no passkey works, and https at home is on, where somebody has one."""
    return page().hindrance is PasskeyHindrance.HTTP and bool(named_address()) and bool(_hosts())


def named_address() -> str:
    """The address of this server by its name, over https at home; empty where that is off."""
    https = cast(HomeHttps, current_app.extensions["backstride_https"])
    return f"https://{https.machine}.local:{https.port}" if https.authority else ""


def _hosts() -> frozenset[str]:
    with database().reading() as session:
        return store.hosts(session)
