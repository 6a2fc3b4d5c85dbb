"""One person of the household, as the owner sees them: what they are, a new password, and taking them out."""

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain.boards import WeekShare
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.roles import Role
from webapp.security import accounts, identities, invitations, proxied
from webapp.security.identities import PROXY, AlreadyLinked
from webapp.security.providers import LONGEST_NAME
from webapp.security.sign_ins import MustWait
from webapp.storage import boards, users
from webapp.storage import identities as identity_store
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.web import access
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import boards as board_words
from webapp.words import household as words
from webapp.words import texts

bp = Blueprint("people", __name__, url_prefix="/household/people")
Answer = Response | str | tuple[str, int]
# As a helper one comes, and is not made.
_GIVEN = (Role.OWNER, Role.ADULT, Role.CHILD)


@bp.get("/<int:number>")
def show(number: int) -> str:
    access.owner()
    return _page(number, {}, {})


@bp.post("/<int:number>/role")
def set_role(number: int) -> Answer:
    owner, form = access.owner(), Form(request.form)
    try:
        role = form.text("role")
        if role not in list(Role):
            form.add("role", Reason.NOT_A_CHOICE)
        form.finish()
        access.prove("role_password")
        with database().writing() as session:
            accounts.set_role(session, _here(session, number), Role(role), by=owner)
    except (Invalid, MustWait) as refused:
        return _refused(number, "role_password", refused, form.values)
    # Whoever is no owner any more finds no household.
    is_gone = number == owner.id and role != Role.OWNER
    return redirect(url_for("settings.index") if is_gone else url_for("household.index", done="saved"), 303)


@bp.post("/<int:number>/proxy-name")
def set_proxy_name(number: int) -> Answer:
    """Say who somebody is at the proxy: whoever comes from there by that name is let in as them."""
    access.owner()
    form = Form(request.form)
    try:
        name = form.text("proxy_name")
        if not proxied.is_a_name(name):
            form.add("proxy_name", Reason.NOT_A_TEXT)
        form.finish()
        access.prove("proxy_password")
        with database().writing() as session:
            _name_at_proxy(session, _here(session, number), name)
    except (Invalid, MustWait) as refused:
        return _refused(number, "proxy_password", refused, form.values)
    return redirect(url_for("household.index", done="saved"), 303)


@bp.post("/<int:number>/share")
def set_share(number: int) -> Answer:
    """What the household sees of a child's week; everybody else decides that alone."""
    access.owner()
    form = Form(request.form)
    try:
        share = form.choice("shares_week", list(WeekShare)) or WeekShare.OFF
        with database().writing() as session:
            person = _here(session, number)
            if person.role != Role.CHILD:
                form.add("shares_week", Reason.NOT_A_CHOICE)
            form.finish()
            boards.set_share(session, person.diary, WeekShare(share))
    except Invalid as invalid:
        return _page(number, {}, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("household.index", done="saved"), 303)


@bp.post("/<int:number>/link")
def make_link(number: int) -> Answer:
    """Make a link by which somebody gets back in who forgot their password."""
    owner = access.owner()
    try:
        access.prove("link_password")
        with database().writing() as session:
            code = invitations.invite_back(session, owner, _other(session, number, owner), now=clock.now())
    except (Invalid, MustWait) as refused:
        return _refused(number, "link_password", refused)
    return redirect(url_for("household.show_link", code=code), 303)


@bp.post("/<int:number>/take-out")
def take_out(number: int) -> Answer:
    owner = access.owner()
    try:
        access.prove("out_password")
        with database().writing() as session:
            accounts.take_out(session, _other(session, number, owner), by=owner, now=clock.now())
    except (Invalid, MustWait) as refused:
        return _refused(number, "out_password", refused)
    return redirect(url_for("household.index", done="out"), 303)


@bp.post("/<int:number>/take-in")
def take_in(number: int) -> Response:
    """Take somebody in again while their days are not over."""
    owner = access.owner()
    with database().writing() as session:
        accounts.take_in(session, users.find(session, number) or abort(404), by=owner)
    return redirect(url_for("household.index", done="in"), 303)


def _has_proxy() -> bool:
    return bool(current_app.extensions["backstride_settings"].proxy_user_header)


def _name_at_proxy(session: Session, person: User, name: str) -> None:
    if not name:
        return identities.unlink(session, person, PROXY)
    try:
        identities.link(session, person, PROXY, name, name[:LONGEST_NAME], now=clock.now())
    except AlreadyLinked as taken:
        raise Invalid(Problem("proxy_name", Reason.TAKEN)) from taken


def _here(session: Session, number: int) -> User:
    """Somebody who was not taken out."""
    person = users.find(session, number)
    if person is None or person.taken_out_at:
        abort(404)
    return person


def _other(session: Session, number: int, owner: User) -> User:
    """Somebody else than the owner who asks, who has Settings for that."""
    return abort(404) if number == owner.id else _here(session, number)


def _refused(
    number: int, field: str, refused: Invalid | MustWait, values: Mapping[str, str] | None = None
) -> tuple[str, int]:
    kept = {name: value for name, value in (values or {}).items() if name in ("role", "proxy_name")}
    if isinstance(refused, MustWait):
        return _page(number, kept, {field: texts.too_many_tries(refused.seconds)}), 429
    return _page(number, kept, texts.problems_by_field(refused.problems)), 422


def _page(number: int, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    owner = access.user()
    with database().reading() as session:
        person = users.find(session, number) or abort(404)
        identity = identity_store.find(session, number, PROXY)
    return render_template(
        "people/show.html",
        person=person,
        leaves_on=accounts.leaves_on(person, owner.time_zone),
        days=accounts.STAYS_FOR.days,
        roles=[(role, words.ROLE_NAMES[role]) for role in Role if role in (person.role, *_GIVEN)],
        has_proxy=_has_proxy(),
        shares=board_words.choices_of_child(),
        values={
            "role": person.role,
            "shares_week": person.shares_week,
            "proxy_name": identity.subject if identity else "",
            **values,
        },
        errors=errors,
    )
