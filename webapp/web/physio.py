"""For the physiotherapist: one page to print, over a period that the person chooses."""

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, render_template, request

from webapp import clock
from webapp.actions import physio as actions
from webapp.domain import periods, stumbles
from webapp.domain.periods import Period
from webapp.domain.problems import Invalid, Reason
from webapp.storage import safety as safety_store
from webapp.web import access, physio_notes
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import physio as physio_words
from webapp.words import texts

bp = Blueprint("physio", __name__, url_prefix="/physio")
SPANS, USUAL_SPAN = (4, 6, 12), 6
LONGEST_LINE = 120


@bp.get("")
def index() -> str:
    wanted = request.args.get("weeks", "")
    span = int(wanted) if wanted in map(str, SPANS) else USUAL_SPAN
    return _page(periods.last_weeks(_today(), span, access.diary_read().first_weekday), span=span)


@bp.post("")
def show() -> str | tuple[str, int]:
    """The page with what was typed for it. Nothing of that is kept, and none of it stands in an address."""
    form = Form(request.form)
    try:
        period = _period(form)
    except Invalid as invalid:
        return _form(form.values, texts.problems_by_field(invalid.problems)), 422
    return _page(period, values=form.values)


def _period(form: Form) -> Period:
    first, last = form.date("first"), form.date("last")
    if len(form.text("line")) > LONGEST_LINE:
        form.add("line", Reason.TOO_LONG, LONGEST_LINE)
    form.finish()
    period = Period(first or dt.date.min, last or dt.date.min)
    periods.check(period, today=_today())
    return period


def _page(period: Period, *, values: Mapping[str, str] | None = None, span: int | None = None) -> str:
    diary, today = access.diary_read(), _today()
    typed = values or {}
    with database().reading() as session:
        with_answers = bool(typed.get("answers"))
        report = actions.report(session, diary, period, today=today)
        check = safety_store.find(session, diary) if with_answers else None
    answers = physio_words.answers(check, diary.time_zone)
    notes, more_notes = physio_notes.on_sheet(report, with_answers=with_answers)
    shown = {"first": period.first.isoformat(), "last": period.last.isoformat()} | dict(typed)
    return _form(shown, {}, report=report, answers=answers, notes=notes, more_notes=more_notes, span=span)


def _form(values: Mapping[str, str], errors: Mapping[str, str], **shown: object) -> str:
    empty: dict[str, object] = {"report": None, "answers": None, "span": None}
    return render_template(
        "physio/index.html",
        **empty | shown,
        values=values,
        errors=errors,
        spans=SPANS,
        longest_line=LONGEST_LINE,
        per_minutes=stumbles.MINUTES,
        today=_today(),
        words=physio_words,
    )


def _today() -> dt.date:
    return access.diary_read().date_of(clock.now())
