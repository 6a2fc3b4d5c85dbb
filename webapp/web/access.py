"""Who asks: every page needs a signed-in person unless it says that it is public."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import clocks
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.roles import Role
from webapp.domain.units import Units
from webapp.domain.ways_in import WayIn
from webapp.security import accounts, events, reading_rights, requests, sign_ins
from webapp.security.reading_rights import OpenDiary
from webapp.security.sign_ins import WrongPassword
from webapp.storage.access_models import SignIn
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.storage.sign_ins import Found
from webapp.storage.troubles import TROUBLES
from webapp.web import asked, devices, narrow_ways, returns, unasked
from webapp.web.database import database
from webapp.words import formats

View = TypeVar("View", bound=Callable[..., Any])
# A page for people about the calls for scripts.
_ABOUT_SCRIPTS = "calls.index"
# It says nothing of anybody, and is asked by the machine itself.
_FOR_MACHINES = "probes.healthz"
COOKIES = _PLAIN_COOKIE, SECURE_COOKIE = "backstride", "__Host-backstride"


def public(view: View) -> View:
    """Mark a view that strangers may see."""
    view.is_public = True  # type: ignore[attr-defined]  # A mark on the function itself can't drift from it.
    return view


def kept(view: View) -> View:
    """Mark a view that shows the same to everybody, so that a browser may keep it: who asks is not even looked up."""
    view.is_kept = True  # type: ignore[attr-defined]  # A mark, as above.
    return public(view)


def for_anybody(view: View) -> View:
    """Mark a view for whoever has its link: who asks is not even looked up, and their browser gets nothing of it."""
    view.asks_nobody = True  # type: ignore[attr-defined]  # A mark, as above.
    return public(view)


def takes(most_bytes: int) -> Callable[[View], View]:
    """Mark a view to which somebody who is signed in may send a body of this size; all others take LARGEST_REQUEST."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]  # A mark, as above.
        return view

    return mark


def may_be_kept() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "is_kept", False)


def is_for_anybody() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "asks_nobody", False)


def user() -> User:
    """The person who asks."""
    person: User | None = g.get("user")
    if person is None:
        abort(401)
    return person


def owner() -> User:
    """The owner who asks; for everybody else there is nothing."""
    person = user()
    if not person.is_owner:
        events.note("for owners alone", user=person.name, path=asked.rule())
        abort(404)
    return person


def prove(field: str) -> None:
    """Ask for the password of who asks once more: whoever finds a screen open does not know it.

    Raises Invalid and sign_ins.MustWait.
    """
    typed = request.form.get(field, "")
    if not typed:
        raise Invalid(Problem(field, Reason.NO_PASSWORD))
    try:
        sign_ins.try_password(database(), user().name, typed, devices.browser(), now=clock.now())
    except WrongPassword as wrong:
        raise Invalid(Problem(field, Reason.WRONG_PASSWORD)) from wrong


def diary_read() -> Diary:
    """The diary that the person who asks looks at."""
    return user().diary


def diary_write() -> Diary:
    """The diary into which the person who asks writes."""
    return user().diary


def opened_diary(session: Session, code: str) -> OpenDiary:
    """Somebody's diary by the code in an address, if who asks may read it now; else there is nothing.

    To be asked in the reading block that reads its rows: a right that ends meanwhile shows none of them.
    """
    return reading_rights.opened(session, user(), code, now=clock.now()) or abort(404)


def is_signed_in() -> bool:
    return g.get("user") is not None


def is_browser_of(person: User) -> bool:
    """Whether a browser in which this person is signed in asks, on a page that does not look who asks."""
    given = token()
    if not given:
        return False
    with database().reading() as session:
        found = sign_ins.find(session, given, now=clock.now(), is_secure=request.is_secure)
    return found is not None and found.user.id == person.id


def has_diary() -> bool:
    """Whether somebody asks who has a diary of their own: a helper only reads those of others."""
    return is_signed_in() and user().role != Role.HELPER


def watch(app: Flask) -> None:
    """Check every request before its view: the host, the page it comes from, and who asks."""
    app.before_request(_check_host)
    app.before_request(_check_scheme)
    app.before_request(_check_page)
    app.before_request(_find_user)


def stay_signed_in(response: Response, token: str) -> None:
    """Give the browser its token: over https in a cookie that never travels in the clear."""
    response.set_cookie(
        _cookie(), token, max_age=sign_ins.STAYS_FOR, httponly=True, secure=request.is_secure, samesite="Lax", path="/"
    )
    devices.remember(response)


def start(session: Session, user: User, *, now: dt.datetime, way: WayIn | None = None) -> str:
    """Sign this browser in; answers the token that `stay_signed_in` gives it. What it had before ends."""
    browser, is_secure = devices.browser(), request.is_secure
    return sign_ins.start(session, user, now=now, browser=browser, is_secure=is_secure, instead_of=token(), way=way)


def stop(session: Session) -> None:
    """Sign this browser out, over http and https."""
    sign_ins.stop(session, *_tokens())


def everywhere(session: Session) -> list[tuple[SignIn, bool]]:
    """Where who asks is signed in, and whether it is this browser."""
    return sign_ins.everywhere(session, user(), *_tokens(), device=devices.device(), now=clock.now())


def stop_there(session: Session, number: int) -> bool:
    """Sign who asks out in another browser; whether they were signed in there."""
    there = next((row for row, is_here in everywhere(session) if row.id == number and not is_here), None)
    if there:
        sign_ins.stop_there(session, user(), there)
    return there is not None


def stop_elsewhere(session: Session) -> None:
    """Sign who asks out in every other browser."""
    sign_ins.stop_elsewhere(session, user(), *_tokens(), device=devices.device())


def forget(response: Response) -> None:
    response.delete_cookie(_PLAIN_COOKIE, path="/", httponly=True, samesite="Lax")
    if request.is_secure:
        response.delete_cookie(SECURE_COOKIE, path="/", secure=True, httponly=True, samesite="Lax")


def has_answered_with_a_sign_in(response: Response) -> bool:
    """Whether an answer already gives the browser a token, or takes it away."""
    return any(cookie.startswith(f"{_cookie()}=") for cookie in response.headers.getlist("Set-Cookie"))


def token() -> str | None:
    return request.cookies.get(_cookie())


def _tokens() -> list[str]:
    """The token of this address, and over https that of plain http too: a browser sends both there."""
    names = (_PLAIN_COOKIE, SECURE_COOKIE) if request.is_secure else (_PLAIN_COOKIE,)
    return [request.cookies[name] for name in names if request.cookies.get(name)]


def _cookie() -> str:
    return SECURE_COOKIE if request.is_secure else _PLAIN_COOKIE


def _check_host() -> None:
    if not requests.is_home_host(request.host, current_app.config["BASE_URL"]):
        abort(421)


def _check_scheme() -> Response | None:
    """Where https alone is allowed: a page leads there, and everything else that came in the clear is refused."""
    if request.is_secure or not current_app.config["HTTPS_ONLY"] or request.endpoint == _FOR_MACHINES:
        return None
    if request.method not in ("GET", "HEAD") or is_for_scripts():
        abort(403, "Only https is answered here.")
    return redirect(f"{current_app.config['BASE_URL']}{request.full_path.rstrip('?')}", 308)


def _check_page() -> None:
    if is_for_scripts() and token() is None:
        return
    if not requests.is_own_page(request.method, request.headers, request.scheme, request.host):
        abort(403)


def _find_user() -> Response | None:
    # A thread serves many people: none inherits the units of the one before.
    formats.use(Units())
    if is_for_scripts() or may_be_kept() or is_for_anybody():
        return None
    _recognise_anybody()
    view = current_app.view_functions.get(request.endpoint or "")
    if is_signed_in() and returns.is_for_another(user()):
        return make_response(render_template("account/another.html"), 403)
    is_public = view is None or getattr(view, "is_public", False)
    elsewhere = narrow_ways.led_to(user(), is_public=is_public) if is_signed_in() else None
    if elsewhere:
        return redirect(url_for(elsewhere), 303)
    if is_signed_in() or is_public:
        return None
    return returns.to_login()


def _recognise_anybody() -> None:
    """By the name that a proxy tells, which goes before a cookie; by the cookie; else by where they are."""
    given = token()
    if unasked.is_let_in():
        return
    if given:
        _recognise(given)
    if is_signed_in() and unasked.is_another(user()):
        del g.user
    if not is_signed_in():
        unasked.open_at_home()


def _recognise(given: str) -> None:
    now = clock.now()
    with database().reading() as session:
        found = sign_ins.find(session, given, now=now, is_secure=request.is_secure)
    if found is None:
        return
    unasked.be(found.user)
    if sign_ins.is_due(found.seen_at, now=now) or found.has_next:
        g.renewed_token = _note(found, given, now)


def _note(found: Found, given: str, now: dt.datetime) -> str | None:
    """Note once a day that this browser was here, and with its next page that it has the token that it got for it.

    Answers its next token. No page fails for a note that had to wait, or that the disk does not take.
    """
    try:
        with database().writing(patience_s=0) as session:
            if not sign_ins.is_due(found.seen_at, now=now):
                sign_ins.end_former(session, found, now=now)
                return None
            clocks.note_day(session, now=now)
            accounts.remove_gone(session, now=now)
            return sign_ins.turn(session, found, given, now=now)
    except TROUBLES as trouble:
        current_app.logger.warning("A visit could not be noted: %s", trouble)
        return None


def is_for_scripts() -> bool:
    """The API knows tokens only: nothing that a browser sends by itself lets anybody in there."""
    return request.path.startswith("/api/") and request.endpoint != _ABOUT_SCRIPTS
