"""Self tests of balance and strength: all at one glance, and one with its protocol, timer, trend and figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import plan as plan_actions
from webapp.actions import self_tests as actions
from webapp.charts import trend
from webapp.charts.style import Figure
from webapp.domain import norms, safety, self_tests
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.domain.safety import Sex
from webapp.domain.self_tests import SelfTestKind
from webapp.domain.trends import Point
from webapp.storage import safety as safety_store
from webapp.storage import self_tests as store
from webapp.storage.coach_models import ResultRow
from webapp.storage.engine import Session
from webapp.web import access, chart_words, charts, self_test_forms
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.web.parameters import uuid_of
from webapp.words import formats, texts
from webapp.words import norms as norm_words
from webapp.words import self_tests as test_words
from webapp.words import timers as timer_words

bp = Blueprint("self_tests", __name__, url_prefix="/tests")


class Person(NamedTuple):
    """What norms go by; None is what was not said."""

    age: int | None
    sex: Sex | None


class SideResults(NamedTuple):
    """The last results of one side of a test, newest first."""

    side: str | None
    rows: Sequence[ResultRow]

    @property
    def values(self) -> list[float]:
        return [row.value for row in self.rows]


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        rows = store.first_and_last(session, diary)
        plan = plan_actions.overview(session, diary, today)
    return render_template(
        "self_tests/index.html",
        lines={kind: _lines(kind, [row for row in rows if row.kind == kind]) for kind in SelfTestKind},
        words=test_words,
        due_on=self_tests.due_on,
        in_plan=plan.is_running,
        today=today,
    )


@bp.get("/<kind>")
def show(kind: str) -> str:
    return _page(_kind(kind))


@bp.post("/<kind>")
def create(kind: str) -> Response | tuple[str, int]:
    diary, form, chosen, now = access.diary_write(), Form(request.form), _kind(kind), clock.now()
    try:
        result = self_test_forms.read(form, diary, chosen, now=now)
        with database().writing() as session:
            row = actions.log_result(session, diary, result, now=now).result
    except Invalid as invalid:
        return _page(chosen, asked(form, invalid), texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("self_tests.show", kind=row.kind, saved=row.uuid), 303)


@bp.post("/results/<uuid:uuid>/delete")
def delete(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        row = _get(session, diary, uuid)
        if row.deleted_at is None:
            actions.delete_result(session, diary, row, now=clock.now())
        kind = row.kind
    return redirect(url_for("self_tests.show", kind=kind, deleted=uuid), 303)


@bp.post("/results/<uuid:uuid>/restore")
def restore(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        row = _get(session, diary, uuid)
        actions.restore_result(row)
        kind = row.kind
    return redirect(url_for("self_tests.show", kind=kind, saved=uuid), 303)


def _page(kind: SelfTestKind, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None) -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    uuid = uuid_of(request.args.get("deleted"))
    with database().reading() as session:
        rows = store.newest_first(session, diary, kind)
        ends = [row for row in store.first_and_last(session, diary) if row.kind == kind]
        deleted = store.find(session, diary, uuid) if uuid else None
        person = _person(session, diary, today)
    saved = uuid_of(request.args.get("saved"))
    return render_template(
        "self_tests/show.html",
        kind=kind,
        rule=self_tests.RULES[kind],
        about=test_words.ABOUT[kind],
        words=test_words,
        timer=timer_words,
        sources=norm_words.SOURCES[kind],
        rows=rows,
        lines=_lines(kind, ends),
        saved=next((row for row in rows if row.uuid == saved), None),
        deleted=deleted if deleted and deleted.deleted_at and deleted.kind == kind else None,
        values=values or self_test_forms.blank(kind, today, rows),
        errors=errors or {},
        tries=self_test_forms.names_of_tries(kind),
        longest_note=self_tests.LONGEST_NOTE,
        slow_backward_s=safety.SLOW_BACKWARD_S,
        slow_up_and_go_s=safety.SLOW_UP_AND_GO_S,
        older_years=safety.OLDER_YEARS,
        older_from=norms.OLDER_FROM,
        asks_for_support=bool(rows) and self_tests.asks_for_support(kind, rows[0].value),
        is_older=person.age is None or person.age >= norms.OLDER_FROM,
        person=person,
        cutoffs=norm_words.cutoffs(kind),
        norms=norm_words.norms_for(kind, age=person.age, sex=person.sex),
        all_norms=norm_words.norms_for(kind),
        today=today,
        **(charts.drawn(_figure(kind, rows, person)) if len(rows) > 1 else {"figure": None, "picture": None}),
    )


def _figure(kind: SelfTestKind, rows: Sequence[ResultRow], person: Person) -> Figure:
    days = [row.done_on for row in rows]
    spans_years = min(days).year != max(days).year
    lines = [
        trend.Series(
            str(test_words.SIDES[line.side]) if line.side else "",
            [Point(row.done_on, row.value, _hover(row, spans_years=spans_years)) for row in reversed(line.rows)],
        )
        for line in _lines(kind, rows)
    ]
    values = norms.reference_lines(kind, age=person.age, sex=person.sex)
    levels = [trend.LevelLine(value, test_words.shown(kind, value)) for value in values]
    return trend.figure(lines, chart_words.trend_words(days), levels=levels)


def _hover(row: ResultRow, *, spans_years: bool) -> str:
    day = formats.short_day(row.done_on, year=spans_years)
    return _("%(day)s: %(result)s", day=day, result=test_words.shown(SelfTestKind(row.kind), row.value))


def _lines(kind: SelfTestKind, rows: Sequence[ResultRow]) -> Sequence[SideResults]:
    """The results by side, in the order of the sides; those of a test without sides are one line."""
    sides: list[str | None] = [side.value for side in self_tests.RULES[kind].sides] or [None]
    lines = [SideResults(side, [row for row in rows if row.side == side]) for side in sides]
    return [line for line in lines if line.rows]


def _person(session: Session, diary: Diary, today: dt.date) -> Person:
    check = safety_store.find(session, diary)
    return Person(norms.age_on(check.birth_year, today.year), check.sex) if check else Person(None, None)


def _kind(text: str) -> SelfTestKind:
    return SelfTestKind(text) if text in list(SelfTestKind) else abort(404)


def _get(session: Session, diary: Diary, uuid: UUID) -> ResultRow:
    return store.find(session, diary, uuid) or abort(404)
