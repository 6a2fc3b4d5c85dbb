import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.factories import NOW, TODAY, backward, forward, log, segment, times, walk
from webapp.actions import goals, profile, walks, weeks, weights
from webapp.domain.energy import Mode
from webapp.domain.goals import Counting, Ledger, in_force
from webapp.domain.walks import Source
from webapp.domain.weeks import FIRST_WEEKDAYS, Week
from webapp.storage import goals as goal_store
from webapp.storage import users
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.models import AwayWeek, User, WalkRow, WeekTotal

MONDAY = dt.date(2026, 11, 16)
WEEK = dt.timedelta(days=7)
Figures = dict[dt.date, dict[str, Any]]


def week_start(day: dt.date, first_weekday: int) -> dt.date:
    """Worked out step by step, not as the code does it."""
    while day.weekday() != first_weekday:
        day -= dt.timedelta(days=1)
    return day


def from_scratch(session: Session, user: User) -> Figures:
    """What the weeks should say, from nothing but the walks, the goals and the weeks marked away."""
    kept = session.scalars(select(WalkRow).where(WalkRow.user_id == user.id, WalkRow.deleted_at.is_(None))).all()
    marks = session.scalars(select(AwayWeek.marked_on).where(AwayWeek.user_id == user.id)).all()
    by_week: dict[dt.date, list[WalkRow]] = defaultdict(list)
    for row in kept:
        by_week[week_start(row.walked_on, user.first_weekday)].append(row)
    away = {week_start(day, user.first_weekday) for day in marks}
    set_goals = goal_store.in_order(session, user.diary)
    found: Figures = {}
    for start in sorted(by_week.keys() | away):
        goal = in_force(set_goals, start + dt.timedelta(days=6))
        found[start] = sums(by_week[start], Counting(user.counting)) | {"goal": goal, "away": start in away}
        before = found.get(start - WEEK, {}).get("streak", 0)
        is_met = found[start]["counted"] >= goal * 60
        found[start]["streak"] = before if start in away else before + 1 if is_met else 0
    return found


def sums(rows: list[WalkRow], counting: Counting) -> dict[str, Any]:
    ledgers = [Ledger(row.seconds, row.light_seconds, row.vigorous_seconds) for row in rows]
    return {
        "walks": len(rows),
        "seconds": sum(row.seconds for row in rows),
        "backward": sum(row.backward_seconds for row in rows),
        "counted": sum(ledger.counted_seconds(counting) for ledger in ledgers),
        "without": sum(row.kcal is None for row in rows),
        "energy": pytest.approx(
            [sum(getattr(row, name) or 0 for row in rows) for name in ("kcal", "extra_kcal_low", "extra_kcal")]
        ),
    }


def stored(session: Session, user: User) -> Figures:
    return {
        row.starts_on: {
            "walks": row.walks,
            "seconds": row.seconds,
            "backward": row.backward_seconds,
            "counted": row.counted_seconds,
            "without": row.without_energy,
            "energy": [row.kcal, row.extra_kcal_low, row.extra_kcal],
            "goal": row.goal_minutes,
            "away": row.is_away,
            "streak": row.streak,
        }
        for row in session.scalars(select(WeekTotal).where(WeekTotal.user_id == user.id))
    }


class Life:
    """Somebody who does one thing after another, at random, over some ten weeks."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        steps: list[tuple[Callable[[Session, User], object], int]] = [
            (self.log, 12),
            (self.change, 5),
            (self.undo, 2),
            (self.delete, 4),
            (self.restore, 3),
            (self.repeat, 1),
            (self.set_goal, 2),
            (self.set_away, 3),
            (self.choose, 2),
            (self.weigh, 1),
        ]
        self.steps = [step for step, weight in steps for _ in range(weight)]

    def step(self, session: Session, user: User) -> None:
        self.random.choice(self.steps)(session, user)

    def day(self) -> dt.date:
        return TODAY - dt.timedelta(days=self.random.randrange(70))

    def walk(self, **fields: Any) -> Any:
        modes = self.random.sample(list(Mode), self.random.randint(1, 3))
        speed = self.random.choice((None, 2.0, 5.6))
        parts = [segment(mode, self.random.randint(1, 150), speed_kmh=speed) for mode in modes]
        zone = self.random.choice(("Europe/Paris", "Pacific/Kiritimati", "Pacific/Pago_Pago"))
        return walk(*parts, day=self.day(), time_zone=zone, effort=self.random.choice((None, 4, 9)), **fields)

    def row(self, session: Session, user: User, *, in_bin: bool = False) -> WalkRow | None:
        rows = session.scalars(select(WalkRow).where(WalkRow.user_id == user.id).order_by(WalkRow.id)).all()
        fitting = [row for row in rows if bool(row.deleted_at) is in_bin]
        found = self.random.choice(fitting) if fitting else None
        return found and walk_store.find(session, user.diary, found.uuid, in_bin=None)

    def log(self, session: Session, user: User) -> None:
        walks.log_walk(session, user.diary, self.walk(), source=Source.FORM, now=NOW)

    def change(self, session: Session, user: User) -> None:
        if row := self.row(session, user):
            walks.change_walk(session, user.diary, row, self.walk(id=row.uuid), now=NOW)

    def undo(self, session: Session, user: User) -> None:
        if row := self.row(session, user):
            walks.undo_change(session, user.diary, row)

    def delete(self, session: Session, user: User) -> None:
        if row := self.row(session, user):
            walks.delete_walk(session, user.diary, row, now=NOW)

    def restore(self, session: Session, user: User) -> None:
        if row := self.row(session, user, in_bin=True):
            walks.restore_walk(session, user.diary, row)

    def repeat(self, session: Session, user: User) -> None:
        if row := self.row(session, user):
            walks.repeat_walk(session, user.diary, row, uuid=uuid4(), now=NOW)

    def set_goal(self, session: Session, user: User) -> None:
        goals.set_goal(session, user.diary, self.random.choice((30, 90, 150, 300)), today=self.day())

    def set_away(self, session: Session, user: User) -> None:
        goals.set_away(session, user.diary, self.day(), is_away=self.random.random() < 0.6)

    def choose(self, session: Session, user: User) -> None:
        counting = self.random.choice(list(Counting)).value
        profile.choose(session, user, counting=counting, first_weekday=self.random.choice(FIRST_WEEKDAYS))

    def weigh(self, session: Session, user: User) -> None:
        weights.set_weight(session, user.diary, self.day(), self.random.uniform(50, 100), today=TODAY)


@pytest.mark.parametrize("seed", range(times(6, long=500)))
def test_weeks_always_say_what_their_walks_add_up_to(database: Database, alice: User, bob: User, seed: int) -> None:
    life = Life(seed)
    with database.writing() as session:
        log(session, bob)
    for _ in range(40):
        with database.writing() as session:
            life.step(session, users.get(session, alice.id))
        with database.reading() as session:
            user = users.get(session, alice.id)
            assert stored(session, user) == from_scratch(session, user)
    with database.reading() as session:
        assert stored(session, bob) == from_scratch(session, bob)


@pytest.mark.parametrize("seed", range(times(2, long=50)))
def test_several_steps_at_once_are_worth_the_same(database: Database, alice: User, seed: int) -> None:
    life = Life(1000 + seed)
    for _ in range(5):
        with database.writing() as session:
            for _ in range(8):
                life.step(session, users.get(session, alice.id))
        with database.reading() as session:
            user = users.get(session, alice.id)
            assert stored(session, user) == from_scratch(session, user)


def streak_of(database: Database, alice: User, minutes: list[int], **fields: Any) -> int:
    """The streak today, after weeks of these minutes; the last one is the running week."""
    with database.writing() as session:
        for back, lasted in enumerate(reversed(minutes)):
            if lasted:
                log(session, alice, forward(lasted), day=MONDAY - back * WEEK, **fields)
        return weeks.this_week(session, alice.diary, TODAY).streak


@pytest.mark.parametrize(
    ("minutes", "streak"),
    [([], 0), ([150], 1), ([150, 150, 10], 2), ([150, 10, 150], 1), ([150, 0, 150, 149], 1), ([200, 200, 200, 0], 3)],
)
def test_the_streak_counts_weeks_that_reached_the_goal(
    database: Database, alice: User, minutes: list[int], streak: int
) -> None:
    assert streak_of(database, alice, minutes) == streak


def test_a_week_away_neither_breaks_the_streak_nor_adds_to_it(database: Database, alice: User) -> None:
    assert streak_of(database, alice, [150, 0, 150, 0]) == 1
    found = []
    for is_away in (True, False):
        with database.writing() as session:
            goals.set_away(session, alice.diary, MONDAY - 2 * WEEK, is_away=is_away)
            found.append(weeks.this_week(session, alice.diary, TODAY).streak)

    assert found == [2, 1]


def test_a_walk_logged_late_mends_the_streak_of_all_weeks_after(database: Database, alice: User) -> None:
    assert streak_of(database, alice, [150, 100, 150, 150, 150]) == 3
    with database.writing() as session:
        log(session, alice, forward(50), day=MONDAY - 3 * WEEK)
        assert weeks.this_week(session, alice.diary, TODAY).streak == 5


def test_this_week_has_seven_days_and_their_sum(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(20), backward(10), day=MONDAY)
        log(session, alice, forward(15), day=TODAY)
        log(session, alice, forward(99), day=MONDAY - dt.timedelta(days=1))
        found = weeks.this_week(session, alice.diary, TODAY)

    assert [day.minutes for day in found.days] == [30, 0, 0, 0, 15, 0, 0]
    assert [day.backward_minutes for day in found.days] == [10, 0, 0, 0, 0, 0, 0]
    assert (found.sum.minutes, found.sum.backward_minutes, found.sum.walks) == (45, 10, 2)


def test_a_walk_moved_to_another_week_counts_there_alone(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, day=MONDAY)
        walks.change_walk(session, alice.diary, row, walk(id=row.uuid, day=MONDAY - WEEK), now=NOW)
        found = weeks.last_weeks(session, alice.diary, TODAY, 2)

    assert [one.walks for one in found] == [1, 0]


def test_who_counting_counts_vigorous_minutes_twice_and_light_ones_not(database: Database, alice: User) -> None:
    run, stroll = segment(Mode.FORWARD_RUN, 30, speed_kmh=9.7), forward(20, speed_kmh=3)
    found = []
    for counting in Counting:
        with database.writing() as session:
            user = users.get(session, alice.id)
            profile.choose(session, user, counting=counting.value)
            if counting is Counting.PLAIN:
                log(session, user, run, stroll)
            found.append(weeks.this_week(session, user.diary, TODAY).sum)

    assert [(one.minutes, one.counted_minutes) for one in found] == [(50, 50), (50, 60)]


def test_progress_shows_at_least_twelve_weeks_and_months_past_two_years(database: Database, alice: User) -> None:
    with database.writing() as session:
        assert len(weeks.all_weeks(session, alice.diary, TODAY)[0]) == 12
        log(session, alice, day=MONDAY - 103 * WEEK)
        assert (
            len(weeks.all_weeks(session, alice.diary, TODAY)[0]),
            weeks.all_weeks(session, alice.diary, TODAY)[1],
        ) == (
            104,
            False,
        )
        log(session, alice, day=MONDAY - 104 * WEEK)
        months, are_months = weeks.all_weeks(session, alice.diary, TODAY)

    assert are_months
    assert {month.week.start.day for month in months} == {1}
    assert sum(month.walks for month in months) == 2
    assert months == sorted(months, key=lambda month: month.week)


def test_weeks_between_answer_also_those_without_walks(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, day=MONDAY)
        found = weeks.between(session, alice.diary, Week(MONDAY).back(2), Week(MONDAY))

    assert [(one.week.start, one.walks) for one in found] == [(MONDAY - 2 * WEEK, 0), (MONDAY - WEEK, 0), (MONDAY, 1)]
