"""Somebody else's diary, to read: their week, their walks, and the page for the physiotherapist. Nothing is written."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, render_template

from webapp import clock
from webapp.actions import readings
from webapp.charts import weekly
from webapp.domain import periods
from webapp.security import reading_rights as rights
from webapp.security.reading_rights import OpenDiary
from webapp.storage import reading_rights as store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.engine import Session
from webapp.storage.troubles import TROUBLES
from webapp.web import access, chart_words, charts, physio_sheets, walk_history, walk_looks
from webapp.web.database import database
from webapp.words import plan as plan_words
from webapp.words import reading_rights as words
from webapp.words import reviews as review_words

bp = Blueprint("diaries", __name__, url_prefix="/diaries")


@bp.get("/")
def index() -> str:
    with database().reading() as session:
        readable = store.of_reader(session, access.user(), now=clock.now())
    return render_template("diaries/index.html", readable=readable, words=words)


@bp.get("/<code>/")
def show(code: str) -> str:
    with _opened(code) as (session, opened):
        today = opened.diary.date_of(clock.now())
        read = readings.read_week(session, opened.diary, today)
    figure = weekly.figure(read.sums, chart_words.weekly_words(read.sums, are_months=False))
    return _page(
        "show", opened, read=read, sums=read.sums, are_months=False, plan_words=plan_words, **charts.drawn(figure)
    )


@bp.get("/<code>/walks/")
def walks(code: str) -> str:
    with _opened(code) as (session, opened):
        history = walk_history.weeks(session, opened.diary)
    return _page("walks", opened, **history)


@bp.get("/<code>/walks/<uuid:uuid>")
def walk(code: str, uuid: UUID) -> str:
    with _opened(code) as (session, opened):
        row = walk_store.find(session, opened.diary, uuid) or abort(404)
        said = review_words.said(walk_rows.to_domain(row))
        brisk = walk_looks.brisk(row)
    return _page("walk", opened, walk=row, said=said, brisk=brisk)


@bp.get("/<code>/physio")
def physio(code: str) -> str:
    span = physio_sheets.asked_span()
    with _opened(code) as (session, opened):
        diary, today = opened.diary, opened.diary.date_of(clock.now())
        period = periods.last_weeks(today, span, diary.first_weekday)
        sheet = physio_sheets.values(session, diary, period, today=today, with_answers=False)
    whose = opened.person.name
    return _page("physio", opened, **sheet, values={}, whose=whose, span=span, spans=physio_sheets.SPANS)


@contextmanager
def _opened(code: str) -> Iterator[tuple[Session, OpenDiary]]:
    """The diary of an address, in the block that reads of it; afterwards it is noted that it was read."""
    with database().reading() as session:
        opened = access.opened_diary(session, code)
        yield session, opened
    _note_read(opened, clock.now())


def _note_read(opened: OpenDiary, now: dt.datetime) -> None:
    """Note it now and then. No page fails for a note that had to wait, or that the disk does not take."""
    if not rights.is_due(opened.right, now=now):
        return
    try:
        with database().writing(patience_s=0) as session:
            store.note_read(session, opened.right, now=now)
    except TROUBLES as trouble:
        current_app.logger.warning("That a diary was read could not be noted: %s", trouble)


def _page(page: str, opened: OpenDiary, **shown: Any) -> str:
    around = {"person": opened.person, "code": opened.right.code, "today": opened.diary.date_of(clock.now())}
    return render_template(f"diaries/{page}.html", **around | shown)
