"""Deleting one's account: the one page that asks to type the password, because nothing brings it back."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import import_sheets
from webapp.domain.problems import Problem, Reason
from webapp.security import accounts, sign_ins
from webapp.security.sign_ins import MustWait, WrongPassword
from webapp.storage import users
from webapp.web import access, devices, uploads
from webapp.web.database import database
from webapp.words import texts

bp = Blueprint("goodbyes", __name__, url_prefix="/settings/delete-account")


@bp.get("")
def new() -> str:
    return _page("")


@bp.post("")
def create() -> Response | tuple[str, int]:
    user, now, password = access.user(), clock.now(), request.form.get("password", "")
    if not password:
        return _refused(Reason.NO_PASSWORD)
    try:
        sign_ins.try_password(database(), user.name, password, devices.browser(), now=now)
    except MustWait as wait:
        return _page(texts.too_many_tries(wait.seconds)), 429
    except WrongPassword:
        return _refused(Reason.WRONG_PASSWORD)
    with database().writing() as session:
        gone = users.get(session, user.id)
        files = import_sheets.files_kept(session, gone.diary)
        accounts.remove(session, gone)
        # Who was alone here may begin anew; nobody else knows the way in.
        code = accounts.setup_code(session)
    for stored in files:
        uploads.worker().uploads.remove(stored)
    at = url_for("account.new", code=code, gone=1) if code else url_for("account.login", gone=1)
    answer = redirect(at, 303)
    access.forget(answer)
    return answer


def _refused(reason: Reason) -> tuple[str, int]:
    return _page(texts.problem(Problem("password", reason))), 422


def _page(problem: str) -> str:
    with database().reading() as session:
        mine = users.get(session, access.user().id)
        heir = accounts.heir_of(session, mine)
        is_alone = users.longest_here(session, besides=mine) is None
    return render_template(
        "goodbyes/new.html",
        heir=heir.name if heir else "",
        is_alone=is_alone,
        errors={"password": problem} if problem else {},
    )
