"""A link into the household, on the phone of the person it is for: an account of their own, or a new password."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import profile
from webapp.domain import weeks
from webapp.domain.problems import Invalid
from webapp.domain.roles import Role
from webapp.security import invitations, passwords
from webapp.security.invitations import Opened
from webapp.security.links import LinkEnded
from webapp.security.sign_ins import MustWait
from webapp.web import access, languages
from webapp.web.access import public
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import texts

bp = Blueprint("joining", __name__, url_prefix="/join")
Answer = Response | str | tuple[str, int]


@bp.get("/<code>")
@public
def new(code: str) -> Answer:
    if access.is_signed_in():
        return render_template("joining/signed_in.html")
    try:
        link = invitations.try_code(database(), code, request.remote_addr, now=clock.now())
    except (LinkEnded, MustWait) as refused:
        return _refused(refused)
    return _page(link, code, {"name": link.name}, {})


@bp.post("/<code>")
@public
def create(code: str) -> Answer:
    """Make the account, or replace the password, and sign its person in on this phone."""
    if access.is_signed_in():
        return render_template("joining/signed_in.html"), 403
    form, password, now = Form(request.form), request.form.get("password", ""), clock.now()
    try:
        link = invitations.try_code(database(), code, request.remote_addr, now=now)
        with database().writing() as session:
            if link.back:
                user = invitations.come_back(session, code, password, now=now)
            else:
                zone = form.text("time_zone")
                user = invitations.join(session, code, form.text("name"), password, zone, now=now)
            profile.choose(session, user, language=languages.picked())
            token = access.start(session, user, now=now)
    except (LinkEnded, MustWait) as refused:
        return _refused(refused)
    except Invalid as invalid:
        return _page(link, code, form.values, texts.problems_by_field(invalid.problems)), 422
    answer = redirect(url_for("today.index" if link.back else "first_run.index"), 303)
    access.stay_signed_in(answer, token)
    return answer


def _refused(refused: LinkEnded | MustWait) -> tuple[str, int]:
    if isinstance(refused, MustWait):
        return render_template("joining/ended.html", wait=texts.too_many_tries(refused.seconds)), 429
    return render_template("joining/ended.html", wait=""), 410


def _page(link: Opened, code: str, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "joining/back.html" if link.back else "joining/new.html",
        code=code,
        name=link.name,
        is_helper=link.role is Role.HELPER,
        values=values,
        errors=errors,
        zones=sorted(weeks.zones()),
        shortest_password=passwords.SHORTEST,
    )
