"""Signing in without a password: the passkeys of a person, a new one, and the way in by one of them."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import clock
from webapp.domain import weeks
from webapp.domain.problems import Invalid
from webapp.domain.ways_in import WayIn
from webapp.security import passkeys
from webapp.security.passkeys import PasskeyRefused
from webapp.security.sign_ins import MustWait
from webapp.storage import passkeys as store
from webapp.storage import users
from webapp.storage.access_models import Passkey
from webapp.web import access, arrivals, browsers, ways_in
from webapp.web.access import public
from webapp.web.database import database
from webapp.web.parameters import number_of
from webapp.words import texts

bp = Blueprint("passkeys", __name__)


class ShownPasskey(NamedTuple):
    """A passkey with the days on which it was made and last used, and its host where that is not the page's."""

    passkey: Passkey
    made_on: dt.date
    used_on: dt.date | None
    elsewhere: str


@bp.get("/settings/passkeys")
def index() -> str:
    return _page({}, {})


@bp.post("/settings/passkeys/new")
def new() -> str | tuple[str, int]:
    """Ask for the password, since a passkey goes on letting somebody in; then the browser can make one."""
    page, name = ways_in.page(), request.form.get("name", "")
    if page.hindrance:
        return _page({}, {}), 422
    try:
        access.prove("password")
    except MustWait as wait:
        return _page({"name": name}, {"password": texts.too_many_tries(wait.seconds)}), 429
    except Invalid as invalid:
        return _page({"name": name}, texts.problems_by_field(invalid.problems)), 422
    with database().reading() as session:
        options = passkeys.begin(session, access.user(), page, ways_in.challenges(), now=clock.now())
    return render_template("passkeys/new.html", options=options, name=name or _usual_name())


@bp.post("/settings/passkeys")
def create() -> Answer:
    """Keep what the browser has made."""
    name, answer = request.form.get("name", "") or _usual_name(), request.form.get("answer", "")
    try:
        with database().writing() as session:
            user = users.get(session, access.user().id)
            passkeys.add(session, user, ways_in.page(), ways_in.challenges(), name, answer, now=clock.now())
    except PasskeyRefused:
        return _to_page(done="failed")
    return _to_page(done="added")


@bp.post("/settings/passkeys/remove")
def remove() -> Answer:
    with database().writing() as session:
        was_there = passkeys.remove(session, access.user(), _sent_id(), now=clock.now())
    return _to_page(removed=_sent_id()) if was_there else _to_page()


@bp.post("/settings/passkeys/restore")
def restore() -> Answer:
    with database().writing() as session:
        passkeys.restore(session, access.user(), _sent_id(), now=clock.now())
    return _to_page()


@bp.post("/login/passkey/options")
@public
def ask() -> Response:
    """What the script of the sign-in page hands to the browser."""
    if not ways_in.offers_passkeys():
        abort(404)
    return jsonify(passkeys.ask(ways_in.page(), ways_in.challenges(), now=clock.now()))


@bp.post("/login/passkey")
@public
def sign_in() -> Answer | tuple[str, int]:
    try:
        with database().writing() as session:
            page, answer = ways_in.page(), request.form.get("answer", "")
            user = passkeys.recognise(session, page, ways_in.challenges(), answer, now=clock.now())
    except PasskeyRefused:
        return arrivals.login_page("", texts.passkey_refused()), 422
    return arrivals.let_in(user, WayIn.PASSKEY)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    user, page = access.user(), ways_in.page()
    with database().reading() as session:
        shown = [_shown(passkey, user.time_zone, page.host) for passkey in store.in_order(session, user)]
    return render_template(
        "passkeys/index.html",
        values={"name": _usual_name(), **values},
        errors=errors,
        passkeys=shown,
        hindrance=page.hindrance,
        host=page.host,
        named_address=ways_in.named_address(),
        can_add=len(shown) < passkeys.MOST,
        longest_name=passkeys.LONGEST_NAME,
        done=request.args.get("done"),
        removed=request.args.get("removed", type=int),
    )


def _shown(passkey: Passkey, zone: str, host: str) -> ShownPasskey:
    used_on = weeks.local_date(passkey.used_at, zone) if passkey.used_at else None
    elsewhere = "" if passkey.host == host else passkey.host
    return ShownPasskey(passkey, weeks.local_date(passkey.made_at, zone), used_on, elsewhere)


def _usual_name() -> str:
    """What a passkey is called that is kept by the browser which asks."""
    return browsers.named(request.user_agent.string)


def _sent_id() -> int:
    return number_of(request.form.get("id")) or 0


def _to_page(**just: str | int) -> Answer:
    return redirect(url_for("passkeys.index", **just), 303)  # type: ignore[arg-type]  # Its own options have types.
