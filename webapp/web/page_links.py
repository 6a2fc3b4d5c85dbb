"""The page for the physiotherapist as a link: made and ended by its person, read by whoever has it."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from itsdangerous import BadData
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain import page_links, periods, weeks
from webapp.domain.page_links import UNLOCKED_FOR
from webapp.domain.periods import Period
from webapp.domain.problems import Invalid
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.security import page_links as rules
from webapp.security import requests
from webapp.security.links import LinkEnded
from webapp.security.page_links import Wish
from webapp.security.sign_ins import MustWait
from webapp.storage import page_links as store
from webapp.storage.access_models import PageLink
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.storage.troubles import TROUBLES
from webapp.web import access, browsers, cookies, phone_links, physio_sheets, signing
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import formats, texts
from webapp.words import page_links as words

bp = Blueprint("page_links", __name__)
Answer = Response | str | tuple[str, int]
_COOKIE, _SIGNED = "backstride-shown", "shown page"


class GivenLink(NamedTuple):
    """A link as its person's list has it."""

    link: PageLink
    is_open: bool
    ends_on: dt.date
    opened: str


@bp.get("/physio/links")
def index() -> str:
    return _page({}, {})


@bp.post("/physio/links")
def create() -> Answer:
    diary, form = access.diary_write(), Form(request.form)
    try:
        wish = _wish(form, diary.date_of(clock.now()))
        with database().writing() as session:
            code = rules.make(session, diary, wish, now=clock.now())
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("page_links.show", code=code), 303)


@bp.get("/physio/links/<code>")
def show(code: str) -> Answer:
    """A link as text and for a camera. We keep no code, so the address of this page has it."""
    diary = access.diary_read()
    try:
        with database().reading() as session:
            link = rules.own(session, diary, code)
    except LinkEnded:
        return redirect(url_for("page_links.index"), 303)
    address, base_url = phone_links.to("page_links.read", code=code), current_app.config["BASE_URL"]
    return render_template(
        "page_links/show.html",
        link=link,
        address=address,
        code=phone_links.drawn(address),
        ends_on=diary.date_of(link.ends_at),
        zone=diary.time_zone,
        where=words.where(base_url, is_home=not base_url or requests.is_home_host(urlsplit(base_url).netloc, None)),
    )


@bp.post("/physio/links/<int:number>/end")
def end(number: int) -> Response:
    with database().writing() as session:
        rules.end(session, _own(session, number), now=clock.now())
    return redirect(url_for("page_links.index", ended=number), 303)


@bp.post("/physio/links/<int:number>/resume")
def resume(number: int) -> Response:
    with database().writing() as session:
        rules.resume(_own(session, number))
    return redirect(url_for("page_links.index"), 303)


@bp.get("/shown/<code>")
@access.for_anybody
def read(code: str) -> Answer:
    """The page itself. A program that only makes a small picture of a link learns nothing of anybody."""
    try:
        link, person = _opened(code)
    except (LinkEnded, MustWait) as refused:
        return _refused(refused)
    if browsers.only_looks_ahead(request.user_agent.string, request.headers):
        return render_template("page_links/locked.html", code=None)
    if link.pass_hash and not _is_unlocked(link):
        return render_template("page_links/locked.html", code=code, errors={})
    answer = make_response(_sheet(link, person))
    # No form stands on it, so that it needs no word of where it was.
    answer.headers["Referrer-Policy"] = "no-referrer"
    if request.method == "GET":
        _note_opening(link, person)
    return answer


@bp.post("/shown/<code>")
@access.for_anybody
def unlock(code: str) -> Answer:
    typed, now = request.form.get("page_password", ""), clock.now()
    try:
        link, _ = _opened(code)
        is_right = rules.try_pass_phrase(database(), link, typed, request.remote_addr, now=now)
    except LinkEnded as refused:
        return _refused(refused)
    except MustWait as wait:
        return _locked(code, texts.too_many_tries(wait.seconds)), 429
    if not is_right:
        return _locked(code, words.wrong()), 422
    answer = redirect(url_for("page_links.read", code=code), 303)
    signed = signing.signer(_SIGNED).dumps([_name(link), now.timestamp()])
    cookies.give(answer, _COOKIE, signed, path=url_for("page_links.read", code=code))
    return answer


def _wish(form: Form, today: dt.date) -> Wish:
    first, last = form.date("first"), form.date("last")
    # A password is never sent back to a page.
    pass_phrase = form.values.pop("page_password", "")
    period = Period(first or dt.date.min, last or dt.date.min)
    form.finish()
    periods.check(period, today=today)
    whom = " ".join(form.text("whom").split())
    return Wish(whom, form.text("lasts"), pass_phrase, period, form.text("line"), form.is_ticked("answers"))


def _own(session: Session, number: int) -> PageLink:
    return store.find(session, access.diary_write(), number) or abort(404)


def _opened(code: str) -> tuple[PageLink, User]:
    return rules.try_code(database(), code, request.remote_addr, now=clock.now())


def _refused(refused: LinkEnded | MustWait) -> tuple[str, int]:
    if isinstance(refused, MustWait):
        return render_template("page_links/ended.html", wait=texts.too_many_tries(refused.seconds)), 429
    return render_template("page_links/ended.html", wait=""), 410


def _locked(code: str, problem: str) -> str:
    return render_template("page_links/locked.html", code=code, errors={"page_password": problem})


def _sheet(link: PageLink, person: User) -> str:
    formats.use(Units(WeightUnit(person.weight_unit), DistanceUnit(person.distance_unit)))
    diary, period = person.diary, Period(link.first_day, link.last_day)
    today = diary.date_of(clock.now())
    with database().reading() as session:
        sheet = physio_sheets.values(session, diary, period, today=today, with_answers=link.with_answers)
    return render_template("page_links/sheet.html", **sheet, whose=person.name, values={"line": link.line})


def _note_opening(link: PageLink, person: User) -> None:
    """Note that somebody read it, unless that was its own person. The page is shown also where no note can be made."""
    now = clock.now()
    if access.is_browser_of(person):
        return
    try:
        with database().writing() as session:
            store.note_opening(session, link, now)
    except TROUBLES as trouble:
        current_app.logger.warning("The opening of a page could not be noted: %s", trouble)


def _is_unlocked(link: PageLink) -> bool:
    """Whether this browser has brought the pass phrase of a link not long ago, since the server started."""
    try:
        name, at = signing.signer(_SIGNED).loads(cookies.given(_COOKIE))
    except BadData:
        return False
    return bool(name == _name(link)) and 0 <= clock.now().timestamp() - at <= UNLOCKED_FOR.total_seconds()


def _name(link: PageLink) -> str:
    return (link.token_hash or b"").hex()


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary, now = access.diary_read(), clock.now()
    with database().reading() as session:
        links = rules.listed(session, diary, now=now)
    return render_template(
        "page_links/index.html",
        links=[_given(link, diary.time_zone, now) for link in links],
        zone=diary.time_zone,
        ended=request.args.get("ended", type=int),
        lasts=words.choices(),
        values={"lasts": page_links.USUAL, **values},
        errors=errors,
    )


def _given(link: PageLink, zone: str, now: dt.datetime) -> GivenLink:
    opened = words.opened(link.times_opened, link.opened_at, zone)
    return GivenLink(link, rules.opens(link, now=now), weeks.local_date(link.ends_at, zone), opened)
