"""Every query takes the user first, and a list asks the database as often for 20 rows as for 2."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, get_type_hints
from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.factories import NOW, TODAY, log
from tests.storage import coach_queries
from webapp.actions import goals as goal_actions
from webapp.actions import walks as walk_actions
from webapp.actions import weeks as week_actions
from webapp.actions import weights as weight_actions
from webapp.domain.bulk_edits import BulkState
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.running import Event, RunningWalk, TimerEvent
from webapp.domain.walk_filters import WalkFilter
from webapp.domain.walks import Planned
from webapp.domain.weeks import Week, week_of
from webapp.storage import bulk_edits, goals, running, walk_filters, walks, weeks, weights
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
MONDAY = week_of(TODAY, 0).start
Query = Callable[[Session, Diary, WalkRow], Any]
MODULES = (walks, walk_filters, bulk_edits, weeks, goals, weights, running, *coach_queries.MODULES)
# Every query of a person's own things, asked for as widely as it can be.
QUERIES: dict[str, Query] = {
    "walks.find": lambda session, diary, walk: walks.find(session, diary, walk.uuid, in_bin=None),
    "walks.is_known": lambda session, diary, walk: walks.is_known(session, diary, walk.uuid),
    "walks.planned": lambda session, diary, walk: walks.planned(session, diary, walk.uuid),
    "walks.named": lambda session, diary, walk: walks.named(session, diary, [walk.uuid]),
    "walks.latest_sources": lambda session, diary, _: walks.latest_sources(session, diary, limit=9),
    "walks.is_worked_out_with": lambda session, diary, _: walks.is_worked_out_with(session, diary, 70.0),
    "walks.worked_out_with": lambda session, diary, _: walks.worked_out_with(session, diary, 70.0),
    "walks.latest": lambda session, diary, _: walks.latest(session, diary),
    "walks.outings_since": lambda session, diary, walk: walks.outings_since(session, diary, walk.started_at),
    "walks.on_days": lambda session, diary, _: walks.on_days(session, diary, FIRST, LAST),
    "walks.has_any_before": lambda session, diary, _: walks.has_any_before(session, diary, LAST),
    "walks.page": lambda session, diary, _: walks.page(session, diary, first=None, last=None, before=None, limit=100),
    "walks.in_bin": lambda session, diary, _: walks.in_bin(session, diary, limit=100),
    "walks.started_between": lambda session, diary, walk: walks.started_between(
        session, diary, walk.started_at, walk.started_at
    ),
    "walks.without_energy": lambda session, diary, _: walks.without_energy(session, diary),
    "walks.seconds_by_day": lambda session, diary, _: walks.seconds_by_day(session, diary, FIRST, LAST),
    "walk_filters.page": lambda session, diary, _: walk_filters.page(session, diary, WalkFilter(), skip=0, limit=100),
    "walk_filters.ids": lambda session, diary, _: walk_filters.ids(session, diary, WalkFilter(), limit=100),
    "walk_filters.sums": lambda session, diary, _: walk_filters.sums(session, diary, WalkFilter()).walks,
    "weeks.day_sums": lambda session, diary, _: weeks.day_sums(session, diary, FIRST, LAST),
    "weeks.between": lambda session, diary, _: weeks.between(session, diary, FIRST, LAST),
    "weeks.latest_before": lambda session, diary, _: weeks.latest_before(session, diary, LAST, 100),
    "weeks.first_start": lambda session, diary, _: weeks.first_start(session, diary),
    "goals.in_order": lambda session, diary, _: goals.in_order(session, diary),
    "goals.away_days": lambda session, diary, _: goals.away_days(session, diary, FIRST, LAST),
    "goals.usual_paces": lambda session, diary, _: goals.usual_paces(session, diary),
    "weights.on": lambda session, diary, _: weights.on(session, diary, TODAY),
    "weights.by_day": lambda session, diary, _: weights.by_day(session, diary)(TODAY),
    "weights.newest_first": lambda session, diary, _: weights.newest_first(session, diary),
    "weights.find": lambda session, diary, _: weights.find(session, diary, TODAY),
    "bulk_edits.find": lambda session, diary, walk: bulk_edits.find(session, diary, walk.uuid),
    "bulk_edits.latest": lambda session, diary, _: bulk_edits.latest(session, diary, limit=100),
    "running.find": lambda session, diary, _: running.find(session, diary),
} | coach_queries.QUERIES
# These change something of one user; they are tried below.
CHANGES = {
    "walks.add",
    "walks.empty_bin",
    "walks.remove_from_bin",
    "bulk_edits.add",
    "bulk_edits.forget",
    "weeks.replace",
    "weeks.change",
    "weeks.set_streaks",
    "goals.set_from",
    "goals.mark_away",
    "goals.unmark_away",
    "goals.set_usual_pace",
    "weights.add_on",
    "weights.set_on",
    "weights.remove_on",
    "running.keep",
    "running.remove",
} | coach_queries.CHANGES
LISTS: dict[str, Callable[[Session, User], object]] = {
    "page": lambda session, user: walks.page(session, user.diary, first=None, last=None, before=None, limit=100),
    "found": lambda session, user: walk_filters.page(session, user.diary, WalkFilter(), skip=0, limit=100),
    "on_days": lambda session, user: walks.on_days(session, user.diary, FIRST, LAST),
    "in_bin": lambda session, user: walks.in_bin(session, user.diary, limit=100),
    "without_energy": lambda session, user: walks.without_energy(session, user.diary),
    "weights": lambda session, user: weights.newest_first(session, user.diary),
    "history": lambda session, user: week_actions.history(
        session, user.diary, before=LAST, most_weeks=100, most_walks=1000
    ),
    "this_week": lambda session, user: week_actions.this_week(session, user.diary, TODAY),
    "last_weeks": lambda session, user: week_actions.last_weeks(session, user.diary, TODAY, 26),
    "all_weeks": lambda session, user: week_actions.all_weeks(session, user.diary, TODAY),
}


def functions(module: ModuleType) -> Iterator[str]:
    """The public functions of a module that take a session."""
    for name, found in vars(module).items():
        is_own = getattr(found, "__module__", "") == module.__name__ and callable(found)
        if is_own and not name.startswith("_") and get_type_hints(found).get("session") is Session:
            yield f"{module.__name__.rpartition('.')[2]}.{name}"


def fill(session: Session, user: User, count: int) -> WalkRow:
    """Two walks of each day before today, one of them in the bin; goals, weights, a pace and a week away."""
    for back in range(count):
        day = TODAY - dt.timedelta(days=back)
        kept = log(session, user, day=day, planned=Planned(1, 1))
        walk_actions.delete_walk(session, user.diary, log(session, user, day=day), now=NOW)
        weights.set_on(session, user.diary, day, 70)
    running.keep(session, user.diary, RunningWalk(kept.uuid, (Event(NOW, TimerEvent.FORWARD),)))
    goals.set_usual_pace(session, user.diary, Mode.BACKWARD_WALK, 3.0)
    goal_actions.set_goal(session, user.diary, 90, today=TODAY)
    goal_actions.set_away(session, user.diary, TODAY, is_away=True)
    bulk_edits.add(session, user.diary, kept.uuid, [], now=NOW).state = BulkState.DONE
    coach_queries.fill(session, user, kept, count)
    session.flush()
    return kept


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []
    listener: Callable[..., None] = lambda _c, _cursor, statement, *_rest: asked.append(statement)  # noqa: E731
    event.listen(database.engine, "before_cursor_execute", listener)
    yield asked
    event.remove(database.engine, "before_cursor_execute", listener)


def test_every_query_of_a_persons_things_is_tried_here() -> None:
    found = {name for module in MODULES for name in functions(module)}

    assert found == QUERIES.keys() | CHANGES


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_bob_finds_nothing_of_alices(database: Database, alice: User, bob: User, query: Query) -> None:
    with database.writing() as session:
        walk = fill(session, alice, 3)

    with database.reading() as session:
        assert query(session, alice.diary, walk)
        assert not query(session, bob.diary, walk)


def test_what_bob_changes_changes_nothing_of_alices(database: Database, alice: User, bob: User) -> None:
    def alices() -> list[object]:
        with database.reading() as session:
            return [
                weeks.between(session, alice.diary, FIRST, LAST)[0].seconds,
                goals.in_order(session, alice.diary),
                goals.away_days(session, alice.diary, FIRST, LAST),
                goals.usual_paces(session, alice.diary),
                list(weights.newest_first(session, alice.diary)),
                running.find(session, alice.diary),
                [row.uuid for row in walks.in_bin(session, alice.diary, limit=100)],
                coach_queries.kept(session, alice.diary),
            ]

    with database.writing() as session:
        fill(session, alice, 2)
    before = alices()
    with database.writing() as session:
        weeks.replace(session, bob.diary, FIRST, LAST, [])
        walks.empty_bin(session, bob.diary, deleted_before=NOW + dt.timedelta(days=1))
        walks.remove_from_bin(session, bob.diary, [row.uuid for row in walks.in_bin(session, alice.diary, limit=100)])
        goals.set_from(session, bob.diary, FIRST, 5)
        goals.unmark_away(session, bob.diary, FIRST, LAST)
        goals.set_usual_pace(session, bob.diary, Mode.BACKWARD_WALK, None)
        weights.remove_on(session, bob.diary, TODAY)
        weights.set_on(session, bob.diary, TODAY, 99)
        running.keep(session, bob.diary, RunningWalk(uuid4(), (Event(NOW, TimerEvent.BACKWARD),)))
        running.remove(session, bob.diary)
        coach_queries.change_all(session, bob.diary)

    assert alices() == before


def test_both_can_use_the_same_id(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, note="Alice's").uuid
        log(session, bob, id=uuid, note="Bob's")

    with database.reading() as session:
        found = [walks.find(session, user.diary, uuid) for user in (alice, bob)]
        assert [walk and walk.note for walk in found] == ["Alice's", "Bob's"]


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS.keys())
def test_a_list_asks_as_often_for_20_rows_as_for_2(
    database: Database, alice: User, bob: User, ask: Callable[[Session, User], object]
) -> None:
    asked_for = []
    for user, count in ((alice, 2), (bob, 20)):
        with database.writing() as session:
            fill(session, user, count)
        with counting(database) as asked, database.reading() as session:
            ask(session, user)
        asked_for.append(len(asked))

    assert asked_for[0] == asked_for[1]


def test_a_page_goes_on_where_the_last_one_ended(database: Database, alice: User) -> None:
    with database.writing() as session:
        at_once = [log(session, alice, started_at=NOW - dt.timedelta(days=day // 3)).uuid for day in range(10)]

    found, before = [], None
    with database.reading() as session:
        while rows := walks.page(session, alice.diary, first=None, last=None, before=before, limit=3):
            found += [row.uuid for row in rows]
            before = (rows[-1].started_at, rows[-1].id)
    assert sorted(found) == sorted(at_once)
    assert len(set(found)) == 10


def test_a_page_keeps_to_its_days(database: Database, alice: User) -> None:
    days = [TODAY - dt.timedelta(days=back) for back in range(5)]
    with database.writing() as session:
        for day in days:
            log(session, alice, day=day)

    with database.reading() as session:
        found = walks.page(session, alice.diary, first=days[3], last=days[1], before=None, limit=10)
        assert [row.walked_on for row in found] == days[1:4]


def test_a_new_pace_takes_the_place_of_the_old_one(database: Database, alice: User) -> None:
    found = []
    for speed_kmh in (3.0, 3.5, None):
        with database.writing() as session:
            goals.set_usual_pace(session, alice.diary, Mode.BACKWARD_WALK, speed_kmh)
        with database.reading() as session:
            found.append(goals.usual_paces(session, alice.diary))

    assert found == [{Mode.BACKWARD_WALK: 3.0}, {Mode.BACKWARD_WALK: 3.5}, {}]


def test_a_week_without_walks_has_its_goal_all_the_same(database: Database, alice: User) -> None:
    with database.writing() as session:
        weight_actions.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        goal_actions.set_goal(session, alice.diary, 90, today=TODAY)
        found = week_actions.between(session, alice.diary, Week(MONDAY).back(1), Week(MONDAY))

    assert [(one.minutes, one.goal_minutes, one.streak) for one in found] == [(0, 150, 0), (0, 90, 0)]


def test_the_bin_is_in_no_list(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice)
        walk_actions.delete_walk(session, alice.diary, row, now=NOW)

        assert walks.find(session, alice.diary, row.uuid) is None
        assert not walks.on_days(session, alice.diary, FIRST, LAST)
        assert not walks.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        assert walks.latest(session, alice.diary) is None
        assert [found.uuid for found in walks.in_bin(session, alice.diary, limit=100)] == [row.uuid]
