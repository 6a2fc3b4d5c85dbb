"""The family board, what each person shows on it, and its link for a tablet."""

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import boards as actions
from webapp.domain import boards
from webapp.domain.boards import WeekShare
from webapp.domain.problems import Invalid
from webapp.security import boards as rules
from webapp.security.links import LinkEnded
from webapp.security.sign_ins import MustWait
from webapp.storage import boards as store
from webapp.storage import users
from webapp.web import access, phone_links, saving
from webapp.web.database import database
from webapp.web.htmx import wants_fragment
from webapp.words import boards as words
from webapp.words import texts

bp = Blueprint("boards", __name__)
Answer = Response | str | tuple[str, int]
SHARE = saving.Undoable("boards.index", "share")


@bp.get("/household/board")
def index() -> str:
    return _page({}, {})


@bp.post("/household/board/share")
def choose() -> Answer:
    """What the household sees of one's own week."""
    sent, diary = SHARE.sent(), access.diary_write()
    form = sent.form
    try:
        share = form.choice("shares_week", list(WeekShare)) or WeekShare.OFF
        form.finish()
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    with database().writing() as session:
        before = {"shares_week": users.get(session, diary.user_id).shares_week}
        sent.check(before)
        store.set_share(session, diary, WeekShare(share))
    return sent.saved(before, {"shares_week": str(share)})


@bp.post("/household/board/link")
def make_link() -> Response:
    owner = access.owner()
    with database().writing() as session:
        code = rules.make(session, owner, now=clock.now())
    return redirect(url_for("boards.show_link", code=code), 303)


@bp.get("/household/board/links/<code>")
def show_link(code: str) -> Answer:
    """The link as text and for a camera. We keep no code, so the address of this page has it."""
    access.owner()
    try:
        with database().reading() as session:
            rules.opened(session, code)
    except LinkEnded:
        return redirect(url_for("boards.index"), 303)
    address = phone_links.to("boards.read", code=code)
    return render_template("boards/link.html", address=address, code=phone_links.drawn(address))


@bp.post("/household/board/end")
def end_link() -> Response:
    owner = access.owner()
    with database().writing() as session:
        rules.end(session, owner, now=clock.now())
    return redirect(url_for("boards.index", ended=1), 303)


@bp.post("/household/board/resume")
def resume_link() -> Response:
    access.owner()
    with database().writing() as session:
        rules.resume(session)
    return redirect(url_for("boards.index"), 303)


@bp.get("/board/<code>")
@access.for_anybody
def read(code: str) -> Answer:
    """The board on a tablet where nobody is signed in."""
    now = clock.now()
    try:
        owner = rules.try_code(database(), code, request.remote_addr, now=now)
    except LinkEnded:
        return _ended(code)
    except MustWait as wait:
        return render_template("page_links/ended.html", wait=texts.too_many_tries(wait.seconds)), 429
    with database().reading() as session:
        rings = actions.rings(session, now=now)
    template = "boards/_rings.html" if wants_fragment() else "boards/read.html"
    return render_template(
        template, rings=rings, code=code, now=now, zone=owner.time_zone, every=int(boards.RENEWS_EVERY.total_seconds())
    )


def _ended(code: str) -> Answer:
    if not wants_fragment():
        return render_template("page_links/ended.html", wait=""), 410
    # The whole page says it: a board that stays as it was would tell of people who left.
    answer = make_response("")
    answer.headers["HX-Redirect"] = url_for("boards.read", code=code)
    return answer


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    person = access.user()
    with database().reading() as session:
        rings = actions.rings(session, now=clock.now())
        link = store.link(session) if person.is_owner else None
    return render_template(
        "boards/index.html",
        rings=rings,
        code=None,
        link=link if link and not link.ended_at else None,
        made_on=access.diary_read().date_of(link.made_at) if link else None,
        just_ended=bool(link and link.ended_at and "ended" in request.args),
        minutes=int(boards.RENEWS_EVERY.total_seconds() // 60),
        shares=words.choices(),
        values={"shares_week": person.shares_week, **values},
        errors=errors,
        just=None if errors else saving.just_saved(),
    )
