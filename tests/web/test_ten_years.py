"""Every list has an end: ten years of daily entries cost a page no more work than two, counted and not timed."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.factories import TODAY, log
from tests.storage.years import copy_back
from webapp.domain.walks import Pain, Site
from webapp.storage import body, pain, weights
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

PAGES = (
    "/",
    "/settings",
    "/settings/you",
    "/settings/phones",
    "/body",
    "/records",
    "/records/2025",
    "/pain",
    "/plan",
    "/progress",
    "/physio?weeks=12",
    "/walks/",
    "/walks/?before=2025-06-02",
    "/walks/?way=backward&from=2026-08-01",
    "/walks/bin",
)
STEP = 100


@contextmanager
def work(client: FlaskClient) -> Iterator[list[int]]:
    """What SQLite does for a page, in hundreds of the steps of its machine."""
    engine = client.application.extensions["backstride_database"].engine
    done = [0]

    def watch(connection: object, *_rest: object) -> None:
        def count() -> None:
            done[0] += 1

        connection.set_progress_handler(count, STEP)  # type: ignore[attr-defined]  # It is one of sqlite3.

    event.listen(engine, "checkout", watch)
    yield done
    event.remove(engine, "checkout", watch)


def cost(client: FlaskClient, path: str) -> tuple[int, int]:
    client.get(path)
    with work(client) as done:
        answer = client.get(path)
    assert answer.status_code == 200
    return done[0], len(answer.data)


def two_years(session: Session, user: User) -> None:
    pain.follow(session, user.diary, [Site.KNEE_LEFT])
    for back in range(364):
        day = TODAY - dt.timedelta(days=back)
        log(session, user, day=day, pain=(Pain(site=Site.KNEE_LEFT, before=1, during=3, next_morning=1),))
        weights.set_on(session, user.diary, day, 70 + back % 7 / 10)
        body.set_waist(session, user.diary, day, 90 + back % 5 / 10)
    copy_back(session, user, [1])


@pytest.fixture
def filled(database: Database, alice: User) -> Database:
    with database.writing() as session:
        two_years(session, alice)
    return database


def test_ten_years_of_daily_entries_are_no_more_work_than_two(
    as_alice: FlaskClient, filled: Database, alice: User
) -> None:
    before = {path: cost(as_alice, path) for path in PAGES}
    with filled.writing() as session:
        copy_back(session, alice, range(2, 10))
    after = {path: cost(as_alice, path) for path in PAGES}
    more = {path: (before[path], after[path]) for path in PAGES if not is_alike(before[path], after[path])}
    assert not more


def is_alike(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """A row a week may be looked at; one a day would be some 300 hundreds of steps more."""
    (steps, size), (more_steps, larger) = before, after
    return more_steps <= 1.3 * steps + 150 and larger <= 1.05 * size + 500
