"""Somebody who has just shown who they are: signed in here, and led to where they were going."""

from typing import cast

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import profile
from webapp.domain.ways_in import WayIn
from webapp.security import codes, sign_ins
from webapp.security.codes import AskedForCode
from webapp.storage import users
from webapp.storage import walks as walk_store
from webapp.storage.models import User
from webapp.web import access, languages, returns
from webapp.web.database import database


def let_in(user: User, way: WayIn | None = None) -> Response:
    """Sign somebody in who sent the sign-in page, with what it brought along."""
    now = clock.now()
    with database().writing() as session:
        is_new = sign_ins.is_first(session, user) and walk_store.latest(session, user.diary) is None
        token = access.start(session, user, now=now, way=way)
        # A form that waits was filled in by the clock of before.
        zone = "" if request.form.get("kept") else request.form.get("time_zone", "")
        profile.choose(session, users.get(session, user.id), language=languages.picked())
        is_moved = profile.take_zone_of_phone(session, users.get(session, user.id), zone)
    answer = _way_on(user, is_new=is_new, is_moved=is_moved)
    access.stay_signed_in(answer, token)
    return answer


def after_password(user: User) -> Response:
    """Let somebody in whose password was right; who has one-time codes is asked for one first."""
    with database().reading() as session:
        has_codes = codes.is_on(session, user)
    if not has_codes:
        return let_in(user)
    return make_response(code_page(codes.ask(user, asked_for_code(), now=clock.now())))


def code_page(token: str, error: str = "") -> str:
    """The question for a one-time code, with what the sign-in page brings along."""
    brought = {name: request.form[name] for name in ("next", "kept", "time_zone") if request.form.get(name)}
    return render_template("account/code.html", brought=brought | {"token": token}, error=error)


def asked_for_code() -> AskedForCode:
    return cast(AskedForCode, current_app.extensions["backstride_asked_for_code"])


def login_page(name: str, error: str) -> str:
    """The sign-in once more, with where it leads and what it brings along."""
    wanted, kept = returns.own_page(request.form.get("next")), returns.unpacked(request.form.get("kept", ""))
    return render_template("account/login.html", name=name, error=error, wanted=wanted, kept=kept)


def _way_on(user: User, *, is_new: bool, is_moved: bool) -> Response:
    """Where somebody goes who has just signed in: to what they had typed, to the page they wanted, or to Today.

    Whoever is here for the first time is asked a little first.
    """
    kept = returns.unpacked(request.form.get("kept", ""))
    if kept is None:
        begin = url_for("first_run.index" if is_new else "today.index", zone="new" if is_moved else None)
        return redirect(returns.own_page(request.form.get("next")) or begin, 303)
    is_theirs = returns.belongs_to(kept, user)
    return make_response(render_template("account/kept.html", kept=kept if is_theirs else None))
