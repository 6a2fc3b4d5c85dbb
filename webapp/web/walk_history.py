"""The History: week by week, or the walks that somebody looks for."""

import datetime as dt
from typing import Any

from flask import render_template, request, url_for

from webapp import clock
from webapp.actions import weeks as week_actions
from webapp.domain.diaries import Diary
from webapp.domain.walk_filters import WalkFilter
from webapp.storage import walk_filters as store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import htmx, walk_filters
from webapp.web.database import database
from webapp.web.parameters import date_of, skipped, uuid_of
from webapp.words import walk_filters as words

WEEKS_A_PAGE, WALKS_A_PAGE = 8, 100


def page(diary: Diary) -> str:
    """The page that the address asks for; htmx gets the list alone."""
    wanted = walk_filters.read(request.args)
    with database().reading() as session:
        listed = _found(session, diary, wanted) if wanted.is_used else _weeks(session, diary)
        deleted = _deleted(session, diary)
    return render_template(
        "walks/_history.html" if htmx.wants_fragment() else "walks/index.html",
        wanted=wanted,
        values=walk_filters.fields(wanted),
        ways=words.WAYS.items(),
        deleted=deleted,
        today=diary.date_of(clock.now()),
        **listed,
    )


def _weeks(session: Session, diary: Diary) -> dict[str, Any]:
    before = date_of(request.args.get("before"))
    history = week_actions.history(
        session,
        diary,
        before=before or dt.date.max,
        most_weeks=WEEKS_A_PAGE,
        most_walks=WALKS_A_PAGE,
    )
    return {"history": history.weeks, "has_older": history.has_older, "is_first_page": before is None}


def _found(session: Session, diary: Diary, wanted: WalkFilter) -> dict[str, Any]:
    skip = skipped(request.args.get("skip", ""))
    rows = store.page(session, diary, wanted, skip=skip, limit=WALKS_A_PAGE + 1)
    is_more = len(rows) > WALKS_A_PAGE
    return {
        "sums": store.sums(session, diary, wanted),
        "walks": rows[:WALKS_A_PAGE],
        "is_first_page": not skip,
        "older": skip + WALKS_A_PAGE if is_more else None,
        "chips": [(text, _without(wanted, name)) for name, text in words.parts(wanted).items()],
    }


def _without(wanted: WalkFilter, name: str) -> str:
    return url_for("walks.index", **walk_filters.fields(wanted, without=name))  # type: ignore[arg-type]


def _deleted(session: Session, diary: Diary) -> WalkRow | None:
    uuid = uuid_of(request.args.get("deleted"))
    return walk_store.find(session, diary, uuid, in_bin=True) if uuid else None
