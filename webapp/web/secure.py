"""Https at home: the steps for a phone, what it installs, and the switch."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.security import certificates
from webapp.security.https import HomeHttps
from webapp.web import access
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
    if access.is_signed_in() and not https.covers(host):
        https.remember(host, now=clock.now())
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
        code=_code(url_for("secure.index", _external=True)),
    )


@bp.post("/secure")
def turn_on() -> Response:
    _https().turn_on(_asked_host(), now=clock.now())
    return redirect(url_for("secure.index"), 303)


@bp.post("/secure/off")
def turn_off() -> Response:
    # Over https the answer could not arrive any more; and other people's phones may rely on it, so the owner decides.
    if request.is_secure or not access.user().is_owner:
        abort(404)
    _https().turn_off()
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
    return render_template("secure/new.html", can_turn_on=bool(https.port), is_secure=request.is_secure)


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


def _code(link: str) -> tuple[int, str]:
    """A QR code: how many squares it is wide, and its dark squares as the path of an SVG."""
    import segno

    rows = [list(row) for row in segno.make(link, micro=False).matrix]
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(squares)
