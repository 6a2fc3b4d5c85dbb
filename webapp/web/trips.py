"""The way to a provider and back: what the browser keeps meanwhile, signed, and for some minutes."""

import datetime as dt
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from flask import abort, current_app, redirect, request, url_for
from itsdangerous import BadData
from werkzeug.wrappers import Response

from webapp import clock
from webapp.config import Provider
from webapp.security.providers import Proven, Trip
from webapp.storage import identities
from webapp.storage.access_models import Identity
from webapp.storage.engine import Session
from webapp.web import access, cookies, signing

LASTS = dt.timedelta(minutes=10)
_COOKIE, _SIGNED = "backstride-trip", "trip"
# That the browser was already sent to the public address: never again, or it would go round for ever.
_MOVED = "moved"


class Journey(NamedTuple):
    """What the browser brought back: where it was sent with what, or what came of it.

    `person` is who connects; 0 for somebody who signs in.
    """

    person: int
    next: str
    trip: Trip
    proven: Proven | None


def provider() -> Provider:
    """The provider of this server; without one its pages are not there."""
    settings = current_app.extensions["backstride_settings"]
    return settings.provider or abort(404)


def connected(session: Session) -> Identity | None:
    """Who the person who asks is at the provider, if there is one."""
    settings = current_app.extensions["backstride_settings"]
    return identities.find(session, access.user().id, settings.provider.issuer) if settings.provider else None


def back() -> str:
    """The one address to which a provider sends people back, to the letter."""
    return f"{current_app.config['BASE_URL']}{url_for('providers.finish')}"


def to_public_address() -> Response | None:
    """The same page at the public address, for a browser that came by another: it has to come back to where it was."""
    base: str = current_app.config["BASE_URL"]
    if request.args.get(_MOVED) or request.host == urlsplit(base).netloc:
        return None
    query = urlencode(request.args.to_dict() | {_MOVED: "1"})
    return redirect(f"{base}{request.path}?{query}", 303)


def keep(answer: Response, kept: Journey) -> None:
    cookies.give(answer, _COOKIE, signing.signer(_SIGNED).dumps([clock.now().timestamp(), *kept]), max_age=LASTS)


def kept() -> Journey | None:
    """What the browser keeps, if we signed it some minutes ago at most."""
    try:
        at, person, wanted, trip, proven = signing.signer(_SIGNED).loads(cookies.given(_COOKIE))
    except BadData:
        return None
    if not dt.timedelta() <= dt.timedelta(seconds=clock.now().timestamp() - at) <= LASTS:
        return None
    return Journey(person, wanted, Trip(*trip), _proven(proven))


def forget(answer: Response) -> None:
    cookies.take(answer, _COOKIE)


def _proven(parts: Any) -> Proven | None:
    return Proven(*parts) if parts else None
