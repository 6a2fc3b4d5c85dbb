"""For the physiotherapist: one page to print, over a period that the person chooses."""

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, render_template, request

from webapp import clock
from webapp.domain import page_links, periods
from webapp.domain.page_links import LONGEST_LINE
from webapp.domain.periods import Period
from webapp.domain.problems import Invalid, Reason
from webapp.security import page_links as link_rules
from webapp.web import access, physio_sheets
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import page_links as link_words
from webapp.words import texts

bp = Blueprint("physio", __name__, url_prefix="/physio")


@bp.get("")
def index() -> str:
    span = physio_sheets.asked_span()
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
    diary, typed = access.diary_read(), values or {}
    with database().reading() as session:
        with_answers = bool(typed.get("answers"))
        sheet = physio_sheets.values(session, diary, period, today=_today(), with_answers=with_answers)
        given = link_rules.listed(session, diary, now=clock.now())
    shown = {"first": period.first.isoformat(), "last": period.last.isoformat(), "lasts": page_links.USUAL}
    return _form(shown | dict(typed), {}, **sheet, span=span, given=len(given), lasts=link_words.choices())


def _form(values: Mapping[str, str], errors: Mapping[str, str], **shown: object) -> str:
    empty: dict[str, object] = {"report": None, "span": None}
    return render_template(
        "physio/index.html",
        **empty | shown,
        values=values,
        errors=errors,
        spans=physio_sheets.SPANS,
        longest_line=LONGEST_LINE,
        whose=access.user().name,
    )


def _today() -> dt.date:
    return access.diary_read().date_of(clock.now())
