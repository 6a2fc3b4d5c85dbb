"""Https at home: the steps for a phone, what it installs, and the switch."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.security import certificates, events
from webapp.security.https import HomeHttps
from webapp.web import access, phone_links
from webapp.web.access import public

bp = Blueprint("secure", __name__)


@bp.get("/secure")
@public
def index() -> Response | str:
    """The steps. A phone that has just come to the house reads them before anybody is signed in on it."""
    https, host = _https(), _asked_host()
    authority = https.authority
    if authority is None:
        return _turned_off(https)
    g.connects = _origin(https, host)
    return render_template(
        "secure/index.html",
        origin=g.connects,
        instance=current_app.config["INSTANCE"],
        fingerprint=certificates.fingerprint(authority),
        is_for_web_only=certificates.is_for_web_only(authority),
        machine=https.machine,
        problem=https.problem,
        is_secure=request.is_secure,
        can_add=_is_owner() and not https.covers(host) and certificates.is_permitted(host),
        host=host,
        code=phone_links.drawn(url_for("secure.index", _external=True)),
    )


@bp.post("/secure")
def turn_on() -> Response:
    """Turn https on; or, where it is on, be good for the address that is asked as well. No GET does either."""
    _only_the_owner()
    _https().turn_on(_asked_host(), now=clock.now())
    # A fingerprint on the server's own terminal is what a phone's can be compared with.
    shown = certificates.fingerprint(_https().authority or b"")
    events.note("https on", user=access.user().name, host=_asked_host(), fingerprint=shown)
    return redirect(url_for("secure.index"), 303)


@bp.post("/secure/off")
def turn_off() -> Response:
    _only_the_owner()
    # Over https the answer could not arrive any more.
    if request.is_secure:
        abort(404)
    _https().turn_off()
    events.note("https off", user=access.user().name)
    return redirect(url_for("secure.index"), 303)


@bp.get("/ca.crt")
@public
def certificate() -> Response:
    return Response(_authority(), mimetype="application/x-x509-ca-cert")


@bp.get("/ca.mobileconfig")
@public
def profile() -> Response:
    made = certificates.profile(_authority(), _https().machine)
    return Response(made, mimetype="application/x-apple-aspen-config")


def _turned_off(https: HomeHttps) -> Response | str:
    if not access.is_signed_in():
        return redirect(url_for("account.login"), 303)
    can_turn_on = bool(https.port)
    return render_template(
        "secure/new.html", can_turn_on=can_turn_on, is_owner=_is_owner(), is_secure=request.is_secure
    )


def _only_the_owner() -> None:
    """Everybody's phones rely on it, so the owner decides."""
    if not _is_owner():
        abort(404)


def _is_owner() -> bool:
    return access.is_signed_in() and access.user().is_owner


def _https() -> HomeHttps:
    return cast(HomeHttps, current_app.extensions["backstride_https"])


def _authority() -> bytes:
    return _https().authority or abort(404)


def _asked_host() -> str:
    """The name or address by which the phone has come, without the port."""
    return (urlsplit(f"//{request.host}").hostname or "").rstrip(".")


def _origin(https: HomeHttps, host: str) -> str:
    """Where this phone finds the server over https: under the name that it used, when the certificate has it."""
    name = host if https.covers(host) else f"{https.machine}.local"
    return f"https://[{name}]:{https.port}" if ":" in name else f"https://{name}:{https.port}"
