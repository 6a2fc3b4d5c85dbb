"""Records, and a year on one page."""

from flask import Blueprint, abort, render_template

from webapp import clock
from webapp.actions import records as actions
from webapp.domain import records, weeks
from webapp.web import access
from webapp.web.database import database
from webapp.words import formats
from webapp.words import self_tests as test_words

bp = Blueprint("records", __name__, url_prefix="/records")


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    with database().reading() as session:
        all_time = actions.all_time(session, diary, diary.date_of(clock.now()))
    return render_template(
        "records/index.html",
        all_time=all_time,
        records=all_time.records,
        first_backward=all_time.first_backward,
        words=test_words,
        short_month=formats.short_month,
        week=weeks.Week,
    )


@bp.get("/<int:year>")
def show(year: int) -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    if not records.FIRST_YEAR <= year <= today.year:
        abort(404)
    with database().reading() as session:
        whole_year = actions.year(session, diary, year, today)
    return render_template(
        "records/show.html",
        whole_year=whole_year,
        records=whole_year.records,
        first_backward=None,
        busiest=max((month.minutes for month in whole_year.months), default=0) or 1,
        steps=records.STEPS,
        words=test_words,
        month_name=formats.month_name,
        week=weeks.Week,
        today=today,
    )
