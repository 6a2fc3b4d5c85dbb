"""Reminders: on which days, and when."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from webapp.domain.messages import MessageEvent
from webapp.domain.problems import Invalid
from webapp.domain.reminders import Ringing
from webapp.storage import messages as message_store
from webapp.storage import reminders as store
from webapp.web import access, saving
from webapp.web.database import database
from webapp.words import reminders as words
from webapp.words import texts

bp = Blueprint("reminders", __name__, url_prefix="/settings/reminders")
REMINDER = saving.Undoable("reminders.index", "reminder")
_FIELDS = {number: f"weekday_{number}" for number in range(7)}


@bp.get("")
def index() -> str:
    return _page({}, {})


@bp.post("")
def choose() -> Response | tuple[str, int]:
    sent, diary = REMINDER.sent(), access.diary_write()
    form = sent.form
    try:
        weekdays = [number for number, field in _FIELDS.items() if form.is_ticked(field)]
        at = form.time("rings_at")
        form.finish()
        with database().writing() as session:
            before = _values(store.find(session, diary))
            sent.check(before)
            if at is not None:
                store.keep(session, diary, weekdays, at)
            then = _values(store.find(session, diary))
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


def _values(ringing: Ringing) -> dict[str, str]:
    days = {field: "yes" for number, field in _FIELDS.items() if number in ringing.weekdays}
    return {"rings_at": ringing.at.isoformat("minutes"), **days}


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        saved = _values(store.find(session, diary))
        targets = message_store.targets(session, diary)
    numbers = [(diary.first_weekday + ahead) % 7 for ahead in range(7)]
    return render_template(
        "reminders/index.html",
        days=[(_FIELDS[number], words.weekday(number)) for number in numbers],
        values=values or saved,
        errors=errors,
        just=None if errors else saving.just_saved(),
        has_target=any(MessageEvent.REMINDER in target.events.split(",") for target in targets),
    )
