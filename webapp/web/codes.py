"""One-time codes: turned on by a QR code and a first code, their recovery codes, and the question at the sign-in."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import clock
from webapp.domain import weeks
from webapp.domain.problems import Invalid
from webapp.domain.ways_in import WayIn
from webapp.security import codes
from webapp.security.codes import NewSecrets, NotAsked, WrongCode
from webapp.security.sign_ins import MustWait
from webapp.storage import codes as store
from webapp.storage import users
from webapp.web import access, arrivals, devices, phone_links
from webapp.web.access import public
from webapp.web.database import database
from webapp.words import texts

bp = Blueprint("codes", __name__)
Page = str | tuple[str, int]


@bp.get("/settings/codes")
def index() -> str:
    return _page({})


@bp.post("/settings/codes/new")
def new() -> Page:
    """Show what the app of a phone reads, to who types the password."""
    refused = _refused("password")
    if refused:
        return refused
    return _new_page(codes.begin(access.user(), _new_secrets(), now=clock.now()), {})


@bp.post("/settings/codes")
def create() -> Answer | Page:
    """Turn them on by a first code: then the phone's clock and ours agree."""
    token, typed = request.form.get("token", ""), request.form.get("first_code", "")
    try:
        with database().writing() as session:
            user = users.get(session, access.user().id)
            made = codes.turn_on(session, _data(), user, _new_secrets(), token, typed, now=clock.now())
    except NotAsked:
        return redirect(url_for("codes.index", done="late"), 303)
    except WrongCode:
        return _new_page(token, {"first_code": texts.wrong_code()}), 422
    return render_template("codes/recovery.html", codes=made, is_new=True)


@bp.post("/settings/codes/recovery")
def renew() -> Answer | Page:
    refused = _refused("renew_password")
    if refused:
        return refused
    with database().writing() as session:
        made = codes.make_recovery_codes(session, access.user())
    return render_template("codes/recovery.html", codes=made, is_new=False) if made else _to_page()


@bp.post("/settings/codes/text")
def download() -> Response:
    """The recovery codes of the page that is open, as a file: we have their hashes alone."""
    sent = request.form.getlist("code")
    if not 0 < len(sent) <= codes.RECOVERY_CODES or not all(map(codes.is_recovery_code, sent)):
        abort(422)
    headers = {"Content-Disposition": 'attachment; filename="backstride-recovery-codes.txt"'}
    return Response("\n".join([texts.recovery_codes_of(access.user().name), "", *sent, ""]), 200, headers, "text/plain")


@bp.post("/settings/codes/off")
def turn_off() -> Answer | Page:
    refused = _refused("off_password")
    if refused:
        return refused
    with database().writing() as session:
        codes.turn_off(session, access.user())
    return _to_page(done="off")


@bp.post("/login/code")
@public
def sign_in() -> Answer | Page:
    """The second step, after the password."""
    token, typed, browser = request.form.get("token", ""), request.form.get("code", ""), devices.browser()
    try:
        waiting = arrivals.asked_for_code()
        user = codes.try_code(database(), _data(), waiting, token, typed, browser, now=clock.now())
    except NotAsked:
        return arrivals.login_page("", texts.code_came_late()), 422
    except MustWait as wait:
        return arrivals.code_page(token, texts.too_many_tries(wait.seconds)), 429
    except WrongCode:
        return arrivals.code_page(token, texts.wrong_code()), 422
    return arrivals.let_in(user, WayIn.CODE)


def _refused(field: str) -> Page | None:
    """The page once more for who does not know the password; None for who does."""
    try:
        access.prove(field)
    except MustWait as wait:
        return _page({field: texts.too_many_tries(wait.seconds)}), 429
    except Invalid as invalid:
        return _page(texts.problems_by_field(invalid.problems)), 422
    return None


def _page(errors: Mapping[str, str]) -> str:
    user = access.user()
    with database().reading() as session:
        app = store.find(session, user)
        left = store.recovery_codes_left(session, user) if app else 0
    return render_template(
        "codes/index.html",
        errors=errors,
        on_since=weeks.local_date(app.made_at, user.time_zone) if app else None,
        left=left,
        done=request.args.get("done"),
    )


def _new_page(token: str, errors: Mapping[str, str]) -> str:
    secret = codes.new_secret(access.user(), _new_secrets(), token, now=clock.now())
    address = codes.address(access.user(), secret)
    typed = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    drawn = phone_links.drawn(address)
    return render_template("codes/new.html", token=token, errors=errors, address=address, drawn=drawn, typed=typed)


def _new_secrets() -> NewSecrets:
    return cast(NewSecrets, current_app.extensions["backstride_new_secrets"])


def _data() -> Path:
    return cast(Path, current_app.extensions["backstride_settings"].data)


def _to_page(done: str | None = None) -> Answer:
    return redirect(url_for("codes.index", done=done), 303)
