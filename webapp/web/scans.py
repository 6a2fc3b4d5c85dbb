"""Signing a phone in by scanning a screen: the screen shows a code and asks, the phone waits for its yes."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain.problems import Invalid
from webapp.security import links, scans
from webapp.security.links import LinkEnded
from webapp.security.sign_ins import MustWait
from webapp.storage.engine import Session
from webapp.web import access, devices, phone_links
from webapp.web.access import public
from webapp.web.database import database
from webapp.web.htmx import wants_fragment
from webapp.words import texts

bp = Blueprint("scans", __name__)
Answer = Response | str | tuple[str, int]


@bp.post("/settings/phones/scan")
def create() -> Response:
    with database().writing() as session:
        code = scans.begin(session, access.user(), now=clock.now())
    return redirect(url_for("scans.show", code=code), 303)


@bp.get("/settings/phones/scan/<code>")
def show(code: str) -> Answer:
    """The screen with the code; once a phone has come with it, the question."""
    return _screen(code, {})


@bp.post("/settings/phones/scan/<code>")
def answer(code: str) -> Answer:
    user, says_yes = access.user(), request.form.get("answer") == "yes"
    try:
        with database().reading() as session:
            wants_password = scans.wants_password(session, user)
        if says_yes and wants_password:
            access.prove("password")
        with database().writing() as session:
            if says_yes:
                scans.say_yes(session, user, code, now=clock.now())
            else:
                scans.say_no(session, user)
    except LinkEnded:
        return _gone("late")
    except MustWait as wait:
        return _asked_again(code, {"password": texts.too_many_tries(wait.seconds)}, 429)
    except Invalid as invalid:
        return _asked_again(code, texts.problems_by_field(invalid.problems), 422)
    return _gone("scanned" if says_yes else "refused")


@bp.get("/scan/<code>")
@public
def new(code: str) -> Answer:
    """The phone has come by its camera. A tap on it says that its person means it."""
    if access.is_signed_in():
        return redirect(url_for("today.index"), 303)

    try:
        name = _whose(code)
    except (LinkEnded, MustWait) as refused:
        return _ended(refused)
    return render_template("scans/new.html", code=code, name=name)


@bp.post("/scan/<code>")
@public
def claim(code: str) -> Answer:
    if access.is_signed_in():
        return redirect(url_for("today.index"), 303)
    try:
        _whose(code)
        with database().writing() as session:
            token = scans.claim(session, code, devices.browser(), is_secure=request.is_secure, now=clock.now())
    except (LinkEnded, MustWait) as refused:
        return _ended(refused)
    answer = redirect(url_for("scans.wait", code=code), 303)
    access.stay_signed_in(answer, token)
    return answer


@bp.get("/scan/<code>/wait")
@public
def wait(code: str) -> Answer:
    """What the phone shows until the yes. With that it is signed in, and goes on by itself."""
    if access.is_signed_in():
        return _to(url_for("today.index"))
    try:
        with database().reading() as session:
            scan = scans.claimed(session, code, access.token() or "", now=clock.now())
    except LinkEnded as refused:
        return _to(url_for("scans.new", code=code)) if wants_fragment() else _ended(refused)
    template = "scans/_wait.html" if wants_fragment() else "scans/wait.html"
    return render_template(template, code=code, number=scans.number(scan))


def _whose(code: str) -> str:
    """The name of the person whose screen shows a code that is still free. Raises LinkEnded and MustWait."""
    now = clock.now()

    def look(session: Session) -> str:
        return scans.free(session, code, now=now)[1].name

    return links.find(database(), look, request.remote_addr, now=now)


def _asked_again(code: str, errors: dict[str, str], status: int) -> Response:
    answer = make_response(_screen(code, errors))
    # The code may have ended meanwhile, which leads elsewhere.
    answer.status_code = status if answer.status_code == 200 else answer.status_code
    return answer


def _screen(code: str, errors: dict[str, str]) -> Response | str:
    user, now = access.user(), clock.now()
    try:
        with database().reading() as session:
            scan = scans.of_screen(session, user, code, now=now)
            wants_password = scans.wants_password(session, user)
    except LinkEnded:
        return _gone("late")
    address = phone_links.to("scans.new", code=code)
    return render_template(
        "scans/_screen.html" if wants_fragment() else "scans/show.html",
        code=code,
        address=address,
        drawn=phone_links.drawn(address),
        number=scans.number(scan) if scan.token_hash else None,
        phone=scan.name,
        wants_password=wants_password,
        minutes=int(scans.LASTS.total_seconds() // 60),
        errors=errors,
    )


def _gone(done: str) -> Response:
    return _to(url_for("keys.index", done=done))


def _to(address: str) -> Response:
    """Lead to another page, also from a piece of this one."""
    if not wants_fragment():
        return redirect(address, 303)
    answer = make_response("")
    answer.headers["HX-Redirect"] = address
    return answer


def _ended(refused: LinkEnded | MustWait) -> tuple[str, int]:
    if isinstance(refused, MustWait):
        return render_template("scans/ended.html", wait=texts.too_many_tries(refused.seconds)), 429
    return render_template("scans/ended.html", wait=""), 410
