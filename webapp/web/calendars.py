"""The plan in a calendar: a private address for calendar apps, and the next session as a file."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import calendars as actions
from webapp.actions.calendars import Wording
from webapp.domain import calendars
from webapp.domain.diaries import Diary
from webapp.domain.languages import without_browser
from webapp.domain.problems import Invalid
from webapp.storage import calendars as store
from webapp.storage.going_out_models import CalendarFeed
from webapp.storage.troubles import TROUBLES
from webapp.web import access, languages, saving
from webapp.web.database import database
from webapp.words import calendars as words
from webapp.words import texts

bp = Blueprint("calendars", __name__)
ENTRIES = saving.Undoable("calendars.index", "entries")


@bp.get("/settings/calendar")
def index() -> str:
    return _page({}, {})


@bp.post("/settings/calendar")
def choose() -> Response | tuple[str, int]:
    """When sessions are, and whether the calendar tells what they are."""
    sent, diary = ENTRIES.sent(), access.diary_write()
    form = sent.form
    try:
        at, tells = form.time("walks_at"), form.is_ticked("tells_session")
        form.finish()
        with database().writing() as session:
            feed = store.get_or_add(session, diary)
            before = _values(feed, actions.walks_at(session, diary).isoformat("minutes"))
            sent.check(before)
            feed.walks_at, feed.tells_session = at, tells
            then = _values(feed, "")
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


@bp.post("/settings/calendar/address")
def make_address() -> Response:
    now = clock.now()
    with database().writing() as session:
        instead_of = request.form.get("instead_of") or None
        actions.make_address(
            session, access.diary_write(), instead_of=instead_of, language=languages.of_request(), now=now
        )
    return redirect(url_for("calendars.index", _anchor="address"), 303)


@bp.post("/settings/calendar/end")
def end() -> Response:
    return _turned(is_on=False)


@bp.post("/settings/calendar/resume")
def resume() -> Response:
    return _turned(is_on=True)


@bp.get("/plan/next.ics")
def next_session() -> Response:
    with database().reading() as session:
        file = actions.next_session(
            session, access.diary_read(), _wording(), instance=current_app.config["INSTANCE"], now=clock.now()
        )
    if file is None:
        return redirect(url_for("plan.index"), 303)
    return _file(file, "walk.ics")


@bp.get("/calendar/<key>.ics")
@access.public
def feed(key: str) -> Response:
    """What a calendar app reads: the key in the address is all that it has."""
    now = clock.now()
    with database().reading() as session:
        opened = store.opened_by(session, key) or abort(404)
        found, person = opened
        language = without_browser(person.language, found.language or languages.of_request())
        with force_locale(language):
            file = actions.feed(session, person.diary, _wording(), instance=current_app.config["INSTANCE"], now=now)
    if actions.is_due(found, now):
        _note_use(person.diary)
    return _file(file, "walks.ics")


def _turned(*, is_on: bool) -> Response:
    with database().writing() as session:
        actions.turn(session, access.diary_write(), is_on=is_on)
    return redirect(url_for("calendars.index", _anchor="address"), 303)


def _note_use(diary: Diary) -> None:
    """Note it unless that had to wait: no calendar fails for a note."""
    try:
        with database().writing(patience_s=0) as session:
            actions.note_use(session, diary, now=clock.now())
    except TROUBLES as trouble:
        current_app.logger.warning("The use of a calendar could not be noted: %s", trouble)


def _file(data: bytes, name: str) -> Response:
    # Not as an attachment: a phone then offers to add it, instead of putting it among its files.
    return current_app.response_class(
        data, mimetype="text/calendar", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _wording() -> Wording:
    return Wording(words.name(), words.title(), words.told)


def _values(feed: CalendarFeed, usual: str) -> dict[str, str]:
    at = feed.walks_at.isoformat("minutes") if feed.walks_at else usual
    return {"walks_at": at, "tells_session": "yes" if feed.tells_session else ""}


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        feed = store.find(session, diary)
        at = actions.walks_at(session, diary)
    saved = {"walks_at": at.isoformat("minutes"), "tells_session": feed.tells_session if feed else False}
    return render_template(
        "calendars/index.html",
        feed=feed,
        address=_address(feed.key) if feed and feed.key else None,
        used_on=diary.date_of(feed.used_at) if feed and feed.used_at else None,
        made_on=diary.date_of(feed.made_at) if feed and feed.made_at else None,
        values=values or saved,
        errors=errors,
        just=None if errors else saving.just_saved(),
        alarm_minutes=calendars.ALARM_MINUTES,
        weeks=calendars.COMING_DAYS.days // 7,
    )


def _address(key: str) -> dict[str, str]:
    """Where a calendar app finds it: as text, and as a link that opens the app."""
    path = url_for("calendars.feed", key=key)
    origin = current_app.config["BASE_URL"] or request.host_url.rstrip("/")
    return {"text": f"{origin}{path}", "link": f"webcal://{urlsplit(origin).netloc}{path}"}
