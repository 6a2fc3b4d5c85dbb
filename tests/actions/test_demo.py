import datetime as dt

from tests.factories import NOW, TODAY
from webapp.actions import demo, plan, weeks
from webapp.domain.self_tests import SelfTestKind
from webapp.domain.verdicts import Verdict
from webapp.storage import self_tests, walks
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_demo_is_a_lifelike_year(database: Database, alice: User) -> None:
    with database.writing() as session:
        added = demo.fill(session, alice, now=NOW)
        sums, _ = weeks.all_weeks(session, alice.diary, TODAY)

    assert 150 < added < 300
    assert sum(one.walks for one in sums) == added
    assert 50 <= len(sums) <= 54
    assert sum(one.without_energy for one in sums) == 0
    assert any(one.is_away for one in sums) and any(one.is_met for one in sums)
    assert sum(one.backward_minutes for one in sums[-12:]) > sum(one.backward_minutes for one in sums[:12])


def test_a_demo_made_twice_is_there_once(database: Database, alice: User) -> None:
    added = []
    for _ in range(2):
        with database.writing() as session:
            added.append(demo.fill(session, alice, now=NOW))

    assert added[0] > 0 and added[1] == 0


def test_a_demo_a_week_later_adds_that_week_alone(database: Database, alice: User) -> None:
    with database.writing() as session:
        demo.fill(session, alice, now=NOW)
    with database.writing() as session:
        added = demo.fill(session, alice, now=NOW + dt.timedelta(days=7))
        rows = walks.on_days(session, alice.diary, TODAY, TODAY + dt.timedelta(days=6))

    assert added == len(rows) <= 7


def test_a_demo_has_self_tests_that_get_better(database: Database, alice: User) -> None:
    for _ in range(2):
        with database.writing() as session:
            demo.fill(session, alice, now=NOW)
    with database.reading() as session:
        results = self_tests.newest_first(session, alice.diary, SelfTestKind.BACKWARD_3M)

    assert len(results) == 8
    assert results[0].value < 4.5 < results[-1].value


def test_a_demo_has_done_level_1_of_the_plan_and_follows_level_2(database: Database, alice: User) -> None:
    with database.writing() as session:
        demo.fill(session, alice, now=NOW)
        whole = plan.whole(session, alice.diary, TODAY)

    standing = whole.overview.standing
    assert standing and standing.next and whole.facts
    assert (standing.level, whole.facts.finished) == (2, frozenset({1}))
    assert standing.week > 1
    verdicts = {one.verdict for one in standing.judged}
    assert Verdict.ADVANCE in verdicts and Verdict.BACK not in verdicts
    assert whole.facts.clean > 10 and whole.facts.knee_pain is not None
