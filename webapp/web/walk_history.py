"""The History: week by week, or the walks that somebody looks for."""

import datetime as dt
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.actions import rings
from webapp.actions import weeks as week_actions
from webapp.domain.diaries import Diary
from webapp.domain.walk_filters import WalkFilter
from webapp.storage import bulk_edits as bulk_store
from webapp.storage import walk_filters as store
from webapp.storage import walks as walk_store
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import htmx, walk_filters
from webapp.web.database import database
from webapp.web.parameters import date_of, skipped, uuid_of
from webapp.words import bulk_edits as bulk_words
from webapp.words import walk_filters as words

WEEKS_A_PAGE, WALKS_A_PAGE, LATEST = 8, 100, 5


def page(diary: Diary) -> str:
    """The page that the address asks for; htmx gets the list alone."""
    wanted = walk_filters.read(request.args)
    with database().reading() as session:
        listed = (
            _found(session, diary, wanted, request.args.get("skip", "")) if wanted.is_used else weeks(session, diary)
        )
        deleted = _deleted(session, diary)
    is_swap = htmx.wants_fragment()
    context = _around(diary, wanted) | {"page": "walks.index", "deleted": deleted, "is_swap": is_swap} | listed
    if is_swap:
        return "".join(
            render_template(f"walks/_{name}.html", **context) for name in ("history", "select", "filter_result")
        )
    return render_template("walks/index.html", **context)


def select_page(diary: Diary, asked: MultiDict[str, str], *, problem: str = "") -> str:
    """The walks that are looked for with a box for each; those that were ticked on another page are kept."""
    wanted, chosen = walk_filters.read(asked), set(picked(asked))
    with database().reading() as session:
        listed = _found(session, diary, wanted, asked.get("skip", ""), page="bulk_edits.new")
        latest = latest_edits(session, diary)
    elsewhere = sorted(chosen - {walk.uuid for walk in listed["walks"]})
    context = _around(diary, wanted) | {"page": "bulk_edits.new", "latest": latest, "problem": problem} | listed
    context["is_swap"] = False
    return render_template("bulk_edits/new.html", picked=chosen, elsewhere=elsewhere, **context)


def _around(diary: Diary, wanted: WalkFilter) -> dict[str, Any]:
    """What the form of a filter needs."""
    return {
        "wanted": wanted,
        "values": walk_filters.fields(wanted),
        "ways": words.WAYS.items(),
        "today": diary.date_of(clock.now()),
    }


def latest_edits(session: Session, diary: Diary) -> list[tuple[BulkEdit, str]]:
    """The last changes to many walks, and what each was."""
    pairs = [(edit, bulk_store.change_of(edit)) for edit in bulk_store.latest(session, diary, limit=LATEST)]
    return [(edit, bulk_words.title(change)) for edit, change in pairs if change]


def picked(asked: MultiDict[str, str]) -> list[UUID]:
    """The walks that were ticked."""
    return [uuid for uuid in map(uuid_of, asked.getlist("walk")) if uuid]


def weeks(session: Session, diary: Diary) -> dict[str, Any]:
    """The weeks with walks that the address asks for, and the running one."""
    before = date_of(request.args.get("before"))
    history = week_actions.history(
        session,
        diary,
        before=before or dt.date.max,
        most_weeks=WEEKS_A_PAGE,
        most_walks=WALKS_A_PAGE,
    )
    today = diary.date_of(clock.now())
    return {
        "history": history.weeks,
        "has_older": history.has_older,
        "is_first_page": before is None,
        "this_week": rings.of_day(session, diary, today, today=today),
    }


def _found(
    session: Session, diary: Diary, wanted: WalkFilter, after: str, *, page: str = "walks.index"
) -> dict[str, Any]:
    """The walks that are looked for, from so many on, and the chips that lead to `page` with less of the filter."""
    skip = skipped(after)
    rows = store.page(session, diary, wanted, skip=skip, limit=WALKS_A_PAGE + 1)
    is_more = len(rows) > WALKS_A_PAGE
    return {
        "sums": store.sums(session, diary, wanted),
        "walks": rows[:WALKS_A_PAGE],
        "is_first_page": not skip,
        "older": skip + WALKS_A_PAGE if is_more else None,
        "chips": [(text, url_for(page, **_without(wanted, name))) for name, text in words.parts(wanted).items()],
    }


def _without(wanted: WalkFilter, name: str) -> dict[str, Any]:
    return {**walk_filters.fields(wanted, without=name)}


def _deleted(session: Session, diary: Diary) -> WalkRow | None:
    uuid = uuid_of(request.args.get("deleted"))
    return walk_store.find(session, diary, uuid, in_bin=True) if uuid else None
