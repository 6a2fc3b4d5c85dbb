"""The door: the first account, signing in and out."""

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import profile
from webapp.domain import weeks
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.security import accounts, keys, passwords, sign_ins
from webapp.security.sign_ins import MustWait, WrongPassword
from webapp.storage import users
from webapp.storage.troubles import TROUBLES, trouble_of
from webapp.web import access, arrivals, devices, languages, returns, unasked
from webapp.web.access import public
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import texts

bp = Blueprint("account", __name__)


@bp.get("/setup")
@public
def new() -> Response | str:
    if _is_set_up():
        return redirect(url_for("account.login"), 303)
    code = request.args.get("code", "")
    with database().reading() as session:
        fits = not code or accounts.is_setup_code(session, code)
    wrong = [] if fits else [Problem("code", Reason.WRONG_CODE)]
    return _setup_page({"code": code}, texts.problems_by_field(wrong))


@bp.post("/setup")
@public
def create() -> Response | tuple[str, int]:
    if _is_set_up():
        abort(404)
    form, now = Form(request.form), clock.now()
    try:
        with database().writing() as session:
            user = accounts.claim(
                session,
                form.text("code"),
                form.text("name"),
                request.form.get("password", ""),
                form.text("time_zone"),
                now=now,
            )
            profile.choose(session, user, language=languages.picked())
            token = access.start(session, user, now=now)
    except Invalid as invalid:
        return _setup_page(form.values, texts.problems_by_field(invalid.problems)), 422
    answer = redirect(url_for("first_run.index"), 303)
    access.stay_signed_in(answer, token)
    return answer


@bp.get("/login")
@public
def login() -> Response | str:
    wanted = returns.own_page(request.args.get("next"))
    if access.is_signed_in():
        return redirect(wanted or url_for("today.index"), 303)
    with database().reading() as session:
        if not users.is_anybody(session):
            return redirect(url_for("account.new"), 303)
    return render_template("account/login.html", name="", error=None, wanted=wanted, kept=None)


@bp.post("/login")
@public
def sign_in() -> Response | tuple[str, int]:
    name, now = request.form.get("name", "").strip()[:100], clock.now()
    try:
        user = sign_ins.try_password(database(), name, request.form.get("password", ""), devices.browser(), now=now)
    except MustWait as wait:
        return arrivals.login_page(name, texts.too_many_tries(wait.seconds)), 429
    except WrongPassword:
        return arrivals.login_page(name, texts.wrong_password()), 422
    return arrivals.after_password(user)


@bp.post("/logout")
def sign_out() -> Response:
    unnoted = None if _has_noted_the_end() else 1
    to_login = redirect(url_for("account.login", unnoted=unnoted), 303)
    answer = make_response(_still_named()) if unasked.is_named() else to_login
    access.forget(answer)
    if request.is_secure:
        # The next person on a shared tablet finds nothing of this one's; on http no-store has to do. The storage is
        # left alone: walks that were not sent yet wait there.
        answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _still_named() -> str:
    """The proxy would sign them in with the next page: that is where they sign out."""
    settings = current_app.extensions["backstride_settings"]
    return render_template("account/named.html", sign_out=settings.proxy_sign_out)


def _has_noted_the_end() -> bool:
    """End this browser's sign-in in the database too; where nothing can be saved, it leaves all the same."""
    user = access.user()
    try:
        with database().writing() as session:
            access.stop(session)
            keys.silence(session, user, devices.stores_of_walks())
            if request.form.get("nothing_waits") == "1":
                # The page has looked: no walk waits in this browser. While one may, its key stays.
                keys.remove_of_browser(session, user, devices.store_of_walks())
    except TROUBLES as error:
        if trouble_of(error) is None:
            raise
        current_app.logger.warning("A sign-out could not be noted: %s", error)
        return False
    return True


def _is_set_up() -> bool:
    """Whether there is somebody: then the link has done its work, and leads to the sign-in."""
    with database().reading() as session:
        return users.is_anybody(session)


def _setup_page(values: dict[str, str], errors: dict[str, str]) -> str:
    values = {name: value for name, value in values.items() if name != "password"}
    return render_template(
        "account/setup.html",
        values=values,
        errors=errors,
        zones=sorted(weeks.zones()),
        shortest_password=passwords.SHORTEST,
    )
