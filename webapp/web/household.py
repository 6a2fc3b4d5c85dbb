"""The household: who has an account here, and the links by which the owner lets somebody in."""

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain import weeks
from webapp.domain.problems import Invalid
from webapp.domain.roles import INVITED
from webapp.security import accounts, invitations
from webapp.security.links import LinkEnded
from webapp.storage import users
from webapp.storage.models import User
from webapp.web import access, phone_links
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.web.parameters import number_of
from webapp.words import household as words
from webapp.words import texts

bp = Blueprint("household", __name__, url_prefix="/household")


@bp.get("")
def index() -> str:
    access.owner()
    return _page({}, {})


@bp.post("/invite")
def invite() -> Response | tuple[str, int]:
    owner, form = access.owner(), Form(request.form)
    try:
        with database().writing() as session:
            code = invitations.invite(session, owner, form.text("role"), form.text("whom"), now=clock.now())
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("household.show_link", code=code), 303)


@bp.get("/links/<code>")
def show_link(code: str) -> Response | str:
    """A link as text and for a camera. We keep no code, so the address of this page has it."""
    owner = access.owner()
    try:
        with database().reading() as session:
            link = invitations.opened(session, code, now=clock.now())
    except LinkEnded:
        return redirect(url_for("household.index"), 303)
    address = phone_links.to("joining.new", code=code)
    return render_template(
        "household/link.html",
        link=link,
        address=address,
        code=phone_links.drawn(address),
        ends_on=weeks.local_date(link.ends_at, owner.time_zone),
        zone=owner.time_zone,
    )


@bp.post("/links/withdraw")
def withdraw() -> Response:
    owner, number = access.owner(), number_of(request.form.get("id"))
    if number is None:
        abort(404)
    with database().writing() as session:
        invitations.withdraw(session, owner, number)
    return redirect(url_for("household.index", done="withdrawn"), 303)


def _about(person: User, seen_at: dt.datetime | None, time_zone: str) -> str:
    leaves_on = accounts.leaves_on(person, time_zone)
    return words.leaving(leaves_on) if leaves_on else words.about(person.role, seen_at, time_zone)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    owner, now = access.user(), clock.now()
    with database().reading() as session:
        people = users.with_last_visit(session)
        links = invitations.open_links(session, now=now)
    return render_template(
        "household/index.html",
        people=[(person, _about(person, seen_at, owner.time_zone)) for person, seen_at in people],
        links=[(link, weeks.local_date(link.ends_at, owner.time_zone)) for link in links],
        zone=owner.time_zone,
        roles=[(role, words.ROLE_NAMES[role]) for role in INVITED],
        role_words=words.ROLE_NAMES,
        values=values,
        errors=errors,
        done=request.args.get("done"),
    )
